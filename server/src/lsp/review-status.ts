import type { ReviewStatus } from '../host/editor-address.ts';
import { printStatus } from '../host/print-status.ts';
import type { ChangeSetView, FindingView, HunkView } from '../protocol/view.ts';

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

/** What an agent may know of its review: what waits and why, and what was rejected. */
export function toReviewStatus(folder: string, changeSets: readonly ChangeSetView[]): ReviewStatus {
  // What others ask is for the person who sits here.
  const hunks = changeSets.flatMap(({ request, hunks: own }) => (request === null ? own : []));
  const undecided = hunks.filter(({ outcome }) => outcome === null);
  return {
    kind: 'status',
    folder,
    waiting: undecided
      .map((hunk) => ({ hunk, asks: asksOf(hunk) }))
      .filter(({ asks }) => asks.length > 0)
      .slice(0, maxListed)
      .map(({ hunk: { path, firstLine, landing }, asks }) => ({
        path,
        line: firstLine,
        isHeld: landing === 'held',
        asks,
      })),
    withoutFindings: undecided.filter((hunk) => asksOf(hunk).length === 0).length,
    rejected: hunks
      .filter(({ outcome }) => outcome === 'rejected')
      .slice(0, maxListed)
      .map(({ path, firstLine, rejectReason }) => ({ path, line: firstLine, reason: rejectReason ?? '' })),
  };
}

function asksOf({ judged, notJudged, findings }: HunkView): readonly string[] {
  const asked = findings.filter(({ obligation }) => obligation !== 'none').map(printFinding);
  return judged ? asked : [`look at it: ${notJudged ?? 'nothing was analysed'}`, ...asked];
}

function printFinding({ obligation, role, message, state }: FindingView): string {
  const wanted = obligation === 'approve' ? `approval by ${role ?? 'another person'}` : obligation;
  return state === 'settled' ? `settled: ${message}` : `${wanted}: ${message}`;
}
