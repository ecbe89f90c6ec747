import * as vscode from 'vscode';
import type { Edited } from '../../server/src/protocol/messages.ts';

/** A keystroke, or what an editor adds to one: closing bracket, indentation after Enter, one completed word. */
const keystrokeCharacters = 40;

const saving = new Set<string>();

/**
 * How a document came to change, as far as the stable API lets one know; null when its text did not change. Must be called
 * within the change event, while the carets are still where they were before it.
 */
export function describeEdit(event: vscode.TextDocumentChangeEvent): Edited['how'] | null {
  if (event.contentChanges.length === 0) return null;
  if (event.reason !== undefined) return 'undone';
  if (!event.document.isDirty) return 'reloaded'; // an edit made here leaves the document dirty
  if (saving.has(event.document.uri.toString())) return 'saving';
  const carets = focusedCarets(event.document);
  if (!event.contentChanges.every((change) => carets.some((caret) => touches(change.range, caret))))
    return 'programmatic';
  return event.contentChanges.every(({ text }) => isKeystroke(text)) ? 'typed' : 'inserted';
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
