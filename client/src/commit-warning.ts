import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commitWarning } from './commit-words.ts';
import type { ViewState } from './view-state.ts';

/** Of the box in which a commit message is written. */
const scheme = 'vscode-scm';

/** Says below a commit message that something on disk waits. Nobody is stopped by it: that is for the gate. */
export function warnAtCommit(views: ViewState): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('countersign-commit');
  const look = (document: vscode.TextDocument): void => {
    if (document.uri.scheme !== scheme) return;
    const root = new URLSearchParams(document.uri.query).get('rootUri');
    const words = commitWarning(views.current(), (uri) => root === null || isSame(uri, root));
    shown.set(document.uri, words === null ? [] : [toDiagnostic(document, words)]);
  };
  const lookAll = (): void => vscode.workspace.textDocuments.forEach(look);
  lookAll();
  return vscode.Disposable.from(
    shown,
    views.onDidChange(lookAll),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.languages.registerCodeActionsProvider({ scheme }, { provideCodeActions: openReview }),
  );
}

function toDiagnostic(document: vscode.TextDocument, words: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(document.lineAt(0).range, words, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'countersign';
  return diagnostic;
}

function openReview(
  _document: vscode.TextDocument,
  _range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const own = diagnostics.filter(({ source }) => source === 'countersign');
  if (own.length === 0) return [];
  const action = new vscode.CodeAction(l10n.t('Open review'), vscode.CodeActionKind.QuickFix);
  action.command = { title: action.title, command: 'countersign.openReview' };
  action.diagnostics = own;
  return [action];
}

/** The folder may have been opened with a slash at its end. */
function isSame(one: string, other: string): boolean {
  const path = (uri: string): string => vscode.Uri.parse(uri).path.replace(/\/$/u, '');
  return path(one) === path(other);
}
