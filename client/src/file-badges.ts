import * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { toBadges, type Badge } from './badge-words.ts';
import { groupBy } from './group-by.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri } from './workspace-paths.ts';

/** Badges in explorer and tabs. */
export function showFileBadges(views: ViewState): vscode.Disposable {
  let badges = badgesByUri(views.current());
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  const provider: vscode.FileDecorationProvider = {
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      const badge = badges.get(uri.toString());
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
      badges = badgesByUri(view);
      const uris = new Set([...previous.keys(), ...badges.keys()]);
      const stale = [...uris].filter((uri) => previous.get(uri)?.tooltip !== badges.get(uri)?.tooltip);
      if (stale.length > 0) changed.fire(stale.map((uri) => vscode.Uri.parse(uri)));
    }),
  );
}

function badgesByUri({ changeSets }: PanelView): ReadonlyMap<string, Badge> {
  const badges = new Map<string, Badge>();
  for (const [rootUri, own] of groupBy(changeSets, (changeSet) => changeSet.rootUri)) {
    for (const [path, badge] of toBadges({ changeSets: own })) {
      const uri = toFileUri(path, rootUri);
      if (uri) badges.set(uri.toString(), badge);
    }
  }
  return badges;
}
