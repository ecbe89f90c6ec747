import * as vscode from 'vscode';
import type { Edited } from '../../server/src/protocol/messages.ts';

/** A keystroke, or what an editor adds to one: closing bracket, indentation after Enter, one completed word. */
const keystrokeCharacters = 40;

const saving = new Set<string>();

/** An edit made here makes its document dirty at once, in an event of its own; a reload from disk never does. */
const dirtyWithinMs = 100;

/**
 * How a document came to change, as far as the stable API lets one know; null when its text did not change. Must be called
 * within the change event, while the carets are still where they were before it.
 */
export async function describeEdit(event: vscode.TextDocumentChangeEvent): Promise<Edited['how'] | null> {
  if (event.contentChanges.length === 0) return null;
  if (event.reason !== undefined) return 'undone';
  const how = describeByCarets(event);
  const isSaving = saving.has(event.document.uri.toString());
  if (!event.document.isDirty && !(await becomesDirty(event.document))) return 'reloaded';
  return isSaving ? 'saving' : how;
}

function describeByCarets({ document, contentChanges }: vscode.TextDocumentChangeEvent): Edited['how'] {
  const carets = focusedCarets(document);
  if (!contentChanges.every((change) => carets.some((caret) => touches(change.range, caret)))) return 'programmatic';
  return contentChanges.every(({ text }) => isKeystroke(text)) ? 'typed' : 'inserted';
}

function becomesDirty(document: vscode.TextDocument): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isDirty: boolean): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(isDirty);
    };
    const timer = setTimeout(() => end(false), dirtyWithinMs);
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && document.isDirty) end(true);
    });
  });
}

/** Knows which documents are between will-save and did-save, when formatters and other participants run. */
export function watchSaves(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onWillSaveTextDocument(({ document }) => saving.add(document.uri.toString())),
    vscode.workspace.onDidSaveTextDocument((document) => saving.delete(document.uri.toString())),
    vscode.workspace.onDidCloseTextDocument((document) => saving.delete(document.uri.toString())),
    // A save that failed raises no event; the next keystroke's caret does.
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (kind !== undefined) saving.delete(textEditor.document.uri.toString());
    }),
  );
}

function focusedCarets(document: vscode.TextDocument): readonly vscode.Selection[] {
  const editor = vscode.window.activeTextEditor;
  return vscode.window.state.focused && editor?.document === document ? editor.selections : [];
}

function touches(range: vscode.Range, caret: vscode.Selection): boolean {
  return range.intersection(caret) !== undefined || range.end.line === caret.start.line;
}

function isKeystroke(text: string): boolean {
  return text.length <= keystrokeCharacters && text.trim().split('\n').length <= 1;
}
