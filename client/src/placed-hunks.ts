import type { DocumentRequest } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { hasWork } from '../words/what-is-left.ts';

/** Hunks by the document they are in, in its order. No vscode here. */

export interface PlacedHunk {
  readonly changeSet: ChangeSetView;
  readonly hunk: HunkView;
}

/**
 * On a file: what has landed. What an agent would write, and what is only offered, is not in it. What is decided is, while it is part
 * of what is under review, or nothing else is; not where its lines are no longer known.
 * @param toPath the file's path below a root; undefined: it is not below
 */
export function hunksOnDisk(
  { changeSets }: PanelView,
  toPath: (rootUri: string) => string | undefined,
): readonly PlacedHunk[] {
  const open = changeSets.filter(hasWork);
  return (open.length > 0 ? open : changeSets)
    .flatMap((changeSet) => place(changeSet, toPath(changeSet.rootUri), 'landed'))
    .filter(({ hunk }) => hunk.outcome === null || hunk.diff.length > 0)
    .toSorted((a, b) => a.hunk.firstLine - b.hunk.firstLine);
}

/** In the document of a held edit: what would be written by it. */
export function hunksProposed(
  { changeSets }: PanelView,
  { path, changeSet: id, side }: Pick<DocumentRequest, 'path' | 'changeSet' | 'side'>,
): readonly PlacedHunk[] {
  if (side !== 'after') return [];
  return changeSets
    .filter((changeSet) => changeSet.id === id)
    .flatMap((changeSet) => place(changeSet, path, 'held'))
    .toSorted((a, b) => a.hunk.firstLine - b.hunk.firstLine);
}

function place(
  changeSet: ChangeSetView,
  path: string | undefined,
  landing: HunkView['landing'],
): readonly PlacedHunk[] {
  return changeSet.hunks
    .filter((hunk) => hunk.path === path && hunk.landing === landing)
    .map((hunk) => ({ changeSet, hunk }));
}
