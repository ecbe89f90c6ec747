import type { ReviewStatus } from '../host/editor-address.ts';
import { printStatus } from '../host/print-status.ts';
import type { ChangeSetView, FindingView, HunkView } from '../protocol/view.ts';
import { whyNotJudged } from './to-view.ts';
import type { Analysed } from './tracked-set.ts';

const maxListed = 100;

interface Reviewed {
  readonly status: (isFresh: boolean) => Promise<ReviewStatus>;
}

/** Of all open folders, in words for an agent. */
export async function readReviewStatus(sessions: readonly Reviewed[], isFresh: boolean): Promise<string> {
  const all = await Promise.all(sessions.map(({ status }) => status(isFresh)));
  const [only] = all;
  if (only === undefined) return 'No folder is open, so nothing is reviewed.';
  return all.length === 1 ? printStatus(only) : all.map((each) => `${each.folder}:\n${printStatus(each)}`).join('\n\n');
}

/**
 * What an agent may know of its review: what waits and why, and what was rejected. It is told in English, so that words of the view
 * which are in the language of its reader are of no use here.
 */
export function toReviewStatus(
  folder: string,
  changeSets: readonly ChangeSetView[],
  analysed: readonly Analysed[],
): ReviewStatus {
  const whyNot = new Map(
    analysed.flatMap(({ review, result }) =>
      review.hunks.flatMap((hunk) =>
        hunk.judged ? [] : [[hunkKey(review.id, hunk.id), whyNotJudged(hunk, result)] as const],
      ),
    ),
  );
  const asksOf = (set: string, { id, judged, isCancelled, findings }: HunkView): readonly string[] => {
    const asked = findings.filter(({ obligation }) => obligation !== 'none').map(printFinding);
    if (isCancelled) return ['analyse it again: its analysis was cancelled', ...asked];
    return judged ? asked : [`look at it: ${whyNot.get(hunkKey(set, id)) ?? 'nothing was analysed'}`, ...asked];
  };
  // What others ask is for the person who sits here.
  const hunks = changeSets.flatMap(({ id, request, hunks: own }) =>
    request === null ? own.map((hunk) => ({ hunk, asks: asksOf(id, hunk) })) : [],
  );
  const undecided = hunks.filter(({ hunk }) => hunk.outcome === null);
  return {
    kind: 'status',
    folder,
    waiting: undecided
      .filter(({ asks }) => asks.length > 0)
      .slice(0, maxListed)
      .map(({ hunk: { path, firstLine, landing }, asks }) => ({
        path,
        line: firstLine,
        isHeld: landing === 'held',
        asks,
      })),
    withoutFindings: undecided.filter(({ asks }) => asks.length === 0).length,
    rejected: hunks
      .filter(({ hunk }) => hunk.outcome === 'rejected')
      .slice(0, maxListed)
      .map(({ hunk: { path, firstLine, rejectReason } }) => ({ path, line: firstLine, reason: rejectReason ?? '' })),
  };
}

const hunkKey = (changeSet: string, hunk: string): string => `${changeSet} ${hunk}`;

function printFinding({ obligation, role, message, state }: FindingView): string {
  const wanted = obligation === 'approve' ? `approval by ${role ?? 'another person'}` : obligation;
  return state === 'settled' ? `settled: ${message}` : `${wanted}: ${message}`;
}
