import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';

/** What is left to decide, to the panel and to the extension alike: neither a hunk more nor one less. */

export const hasWork = ({ hunks }: ChangeSetView): boolean => hunks.some(({ outcome }) => outcome === null);

/** Of a file, or, without one, of the change set. */
export function leftOf({ hunks }: ChangeSetView, path: string | null): readonly HunkView[] {
  return hunks.filter((hunk) => hunk.outcome === null && (path === null || hunk.path === path));
}
