import * as vscode from 'vscode';
import { toBadges } from './badge-words.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri, toReviewedPath } from './workspace-paths.ts';

/** Badges in explorer and tabs. */
export function showFileBadges(views: ViewState): vscode.Disposable {
  let badges = toBadges(views.current());
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  const provider: vscode.FileDecorationProvider = {
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      const badge = badges.get(toReviewedPath(uri) ?? '');
      if (!badge) return undefined;
      const decoration = new vscode.FileDecoration(badge.text, `Countersign: ${badge.tooltip}`);
      decoration.propagate = true;
      return decoration;
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.window.registerFileDecorationProvider(provider),
    views.onDidChange((view) => {
      const previous = badges;
      badges = toBadges(view);
      const paths = new Set([...previous.keys(), ...badges.keys()]);
      const stale = [...paths].filter((path) => previous.get(path)?.tooltip !== badges.get(path)?.tooltip);
      const uris = stale.map(toFileUri).filter((uri) => uri !== undefined);
      if (uris.length > 0) changed.fire(uris);
    }),
  );
}
