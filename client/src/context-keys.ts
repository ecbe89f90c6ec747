import * as vscode from 'vscode';
import { openFindings } from './finding-items.ts';
import { hunksOf } from './hunks-of.ts';
import type { ViewState } from './view-state.ts';

/** For the when-clauses of package.json: `countersign.state`, `countersign.hasChangeSets`, `countersign.hasOpenFindings`, `countersign.isReviewedFile`, `countersign.isAnalysing`, `countersign.hasCancelled`. */
export function keepContextKeys(views: ViewState): vscode.Disposable {
  const sent = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (sent.get(key) === value) return;
    sent.set(key, value);
    void vscode.commands.executeCommand('setContext', `countersign.${key}`, value);
  };
  const update = (): void => {
    const view = views.current();
    const uri = vscode.window.activeTextEditor?.document.uri;
    set('state', view.state);
    set('hasChangeSets', view.changeSets.length > 0);
    set('isAnalysing', view.analysing !== null);
    set(
      'hasCancelled',
      view.changeSets.some(({ isCancelled }) => isCancelled),
    );
    set(
      'hasOpenFindings',
      openFindings(view).some(({ finding }) => finding.state !== 'settled'),
    );
    set('isReviewedFile', uri !== undefined && hunksOf(view, uri).some(({ hunk }) => hunk.outcome === null));
  };
  update();
  return vscode.Disposable.from(views.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update));
}
