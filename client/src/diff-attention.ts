import * as vscode from 'vscode';
import type { Attention, LinesSeen } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, HunkView, LinesView } from '../../server/src/protocol/view.ts';
import { beforeScheme, fromSideUri, isOnDisk } from './before-documents.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri } from './workspace-paths.ts';

/** Scrolling tells of every line: they are told together. */
const pauseMs = 200;

/**
 * Where the policy wants all of a hunk in view, the native diff counts as the panel does. Only while both of its sides are visible:
 * a file that is merely open shows nobody what was changed.
 */
export function watchDiffs(views: ViewState, tell: (attention: Attention) => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    timer = undefined;
    for (const changeSet of views.current().changeSets)
      for (const hunk of changeSet.hunks) {
        const seen = hunk.unseen === null ? null : seenOf(changeSet, hunk);
        if (seen !== null) tell({ changeSet: changeSet.id, hunk: hunk.id, visibleMs: 0, seen });
      }
  };
  const lookSoon = (): void => {
    timer ??= setTimeout(look, pauseMs);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorVisibleRanges(lookSoon),
    vscode.window.onDidChangeVisibleTextEditors(lookSoon),
    views.onDidChange(lookSoon),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Null: no line of it that was not seen yet is in sight. */
function seenOf(changeSet: ChangeSetView, { path, previousPath, unseen, starts }: HunkView): LinesSeen | null {
  const before = findEditor(changeSet, previousPath ?? path, 'before');
  const after = findEditor(changeSet, path, 'after');
  if (before === undefined || after === undefined || unseen === null) return null;
  const seen = {
    before: visibleOf(before, unseen.before, starts.before),
    after: visibleOf(after, unseen.after, starts.after),
  };
  return seen.before.length + seen.after.length === 0 ? null : seen;
}

function findEditor(changeSet: ChangeSetView, path: string, side: 'before' | 'after'): vscode.TextEditor | undefined {
  const file = toFileUri(path, changeSet.rootUri)?.toString();
  return vscode.window.visibleTextEditors.find(({ document: { uri, isDirty } }) => {
    if (side === 'after' && isOnDisk(changeSet)) return uri.toString() === file && !isDirty;
    if (uri.scheme !== beforeScheme && side === 'before') return false;
    const of = fromSideUri(uri);
    return of.path === path && of.side === side && of.changeSet === changeSet.id;
  });
}

function visibleOf({ visibleRanges }: vscode.TextEditor, lines: LinesView, start: number): LinesSeen['before'] {
  return visibleRanges.flatMap(({ start: top, end: bottom }) =>
    lines.flatMap(([first, last]) => {
      const from = Math.max(first, top.line + 1);
      const to = Math.min(last, bottom.line + 1);
      return from <= to ? [[from - start, to + 1 - start] as const] : [];
    }),
  );
}
