import * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { groupBy } from './group-by.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri, toReviewedPath } from './workspace-paths.ts';

export interface Badge {
  /** At most two characters; plain numbers would look like VS Code's problem counts. */
  readonly text: string;
  readonly tooltip: string;
}

/** Badges by path, in explorer and tabs: `H1` held, `◇?` not judged, `◇2` open findings; held before not judged before open. */
export function toBadges(view: PanelView): ReadonlyMap<string, Badge> {
  const open = view.changeSets.flatMap(({ hunks }) => hunks).filter(({ outcome }) => outcome === null);
  const badges = new Map<string, Badge>();
  for (const [path, hunks] of groupBy(open, (hunk) => hunk.path)) {
    const held = hunks.filter(({ landing }) => landing === 'held').length;
    const blind = hunks.find(({ judged, notJudgedAcknowledged }) => !judged && !notJudgedAcknowledged);
    const findings = hunks
      .flatMap((hunk) => hunk.findings)
      .filter(({ obligation, state }) => obligation !== 'none' && state !== 'settled').length;
    if (held > 0) badges.set(path, { text: `H${digit(held)}`, tooltip: `${held} held, not written yet` });
    else if (blind)
      badges.set(path, { text: '◇?', tooltip: `Not judged${blind.notJudged ? `, ${blind.notJudged}` : ''}` });
    else if (findings > 0)
      badges.set(path, {
        text: `◇${digit(findings)}`,
        tooltip: `${findings} ${findings === 1 ? 'finding' : 'findings'} to acknowledge`,
      });
  }
  return badges;
}

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
      const stale = [...new Set([...previous.keys(), ...badges.keys()])].filter(
        (path) => previous.get(path)?.tooltip !== badges.get(path)?.tooltip,
      );
      const uris = stale.map(toFileUri).filter((uri) => uri !== undefined);
      if (uris.length > 0) changed.fire(uris);
    }),
  );
}

function digit(count: number): string {
  return count < 10 ? String(count) : '+';
}
