import type { Origin } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { obligationRank, printRoles } from '../model/obligation.ts';
import { rolesMissing, type Acknowledgement, type HunkReview, type Review } from '../model/review.ts';
import { worded, type Wording } from '../model/wording.ts';
import type { Mode } from './define.ts';
import { whyNotInView } from './in-view.ts';

/** `waiting`: its author explained it, and whoever has to approve it has not. `reopened`: it was answered, and its hunk changed since. */
export type FindingState = 'open' | 'waiting' | 'settled' | 'reopened';

export function hasObligation(finding: Finding): boolean {
  return finding.obligation.kind !== 'none';
}

/**
 * What the author has said that counts, if anything: enough of itself, but for `approve`, which needs the approval of another
 * person as well. Nothing satisfies `block`.
 */
export function answerOf(hunk: HunkReview, finding: Finding): Acknowledgement | null {
  const given = hunk.acknowledgements.find((it) => it.fingerprint === finding.fingerprint && it.hunk === hunk.id);
  if (given === undefined) return null;
  const asked = finding.obligation.kind === 'approve' ? ({ kind: 'explain' } as const) : finding.obligation;
  return obligationRank({ kind: given.obligation }) >= obligationRank(asked) ? given : null;
}

/** The acknowledgement that satisfies the finding's obligation now, if there is one. */
export function acknowledgementOf(hunk: HunkReview, finding: Finding): Acknowledgement | null {
  return rolesMissing(hunk, finding).length > 0 ? null : answerOf(hunk, finding);
}

export function findingState(hunk: HunkReview, finding: Finding): FindingState {
  if (!hasObligation(finding) || acknowledgementOf(hunk, finding) !== null) return 'settled';
  if (finding.obligation.kind === 'approve' && answerOf(hunk, finding) !== null) return 'waiting';
  return Object.hasOwn(hunk.drafts, finding.fingerprint) ? 'reopened' : 'open';
}

/** Hunks that can be put up for approval: all that is to be approved on them is explained, and some of it not approved yet. */
export function awaitingApproval({ hunks }: Review): readonly HunkReview[] {
  return hunks.filter((hunk) => {
    if (hunk.outcome !== null) return false;
    const asked = hunk.findings.filter(({ obligation }) => obligation.kind === 'approve');
    const states = asked.map((finding) => findingState(hunk, finding));
    return states.includes('waiting') && states.every((state) => state === 'waiting' || state === 'settled');
  });
}

export function openFindings(hunk: HunkReview): readonly Finding[] {
  return hunk.findings.filter((finding) => findingState(hunk, finding) !== 'settled');
}

/** Judged, and no finding that asks for anything: accepted together with others of its kind. */
export function isWithoutFindings(hunk: HunkReview): boolean {
  return hunk.judged && hunk.isCancelled !== true && !hunk.findings.some(hasObligation);
}

/**
 * Whether the hunk waits for somebody. What a program changed in the editor, with no evidence of who drove it, waits only when
 * it asks for something: a rename or a code action is not worth a person's time. It stays undecided meanwhile, so that
 * a later analysis can still find that it asks for something.
 */
export function isInQueue(hunk: HunkReview, { channel }: Origin): boolean {
  return channel !== 'editor' || hunk.outcome !== null || !isWithoutFindings(hunk);
}

const decided: Readonly<Record<NonNullable<HunkReview['outcome']>, Wording>> = {
  accepted: worded`This hunk is already accepted.`,
  amended: worded`This hunk is already amended.`,
  rejected: worded`This hunk is already rejected.`,
};

export const decidedAlready = (outcome: NonNullable<HunkReview['outcome']>): Wording => decided[outcome];

/** Why the hunk cannot be accepted, as one sentence, or null when it can. `observe` stops nobody over what the policy asks. */
export function blockedBecause(hunk: HunkReview, mode: Mode): Wording | null {
  if (hunk.outcome !== null) return decidedAlready(hunk.outcome);
  if (hunk.isCancelled === true) return worded`Not analysed: cancelled. Analyse it again first.`;
  if (!hunk.judged && !hunk.notJudgedAcknowledged)
    return worded`Not judged: acknowledge that nothing was analysed first.`;
  if (mode === 'observe') return null;
  const open = openFindings(hunk);
  if (open.length === 0) return whyNotInView(hunk);
  const asked = hunk.findings.filter(hasObligation);
  const reasons = open.map((finding) =>
    reasonOf(hunk, finding, asked.length === 1 ? null : asked.indexOf(finding) + 1),
  );
  return worded`${open.length} open on this hunk: ${joinReasons(reasons)}.`;
}

/** @param number which of several it is; null: it is the only one */
function reasonOf(hunk: HunkReview, finding: Finding, number: number | null): Wording {
  const who = missingIn(hunk, finding);
  const isOnly = number === null;
  switch (finding.obligation.kind) {
    case 'approve':
      if (findingState(hunk, finding) === 'waiting')
        return isOnly ? worded`the finding waits for ${who}` : worded`finding ${number} waits for ${who}`;
      return isOnly ? worded`${who} has not approved` : worded`${who} has not approved finding ${number}`;
    case 'block':
      return isOnly ? worded`the finding is blocked by policy` : worded`finding ${number} is blocked by policy`;
    case 'explain':
      return isOnly ? worded`the finding is not explained yet` : worded`finding ${number} is not explained yet`;
    case 'acknowledge':
    case 'none':
      return isOnly ? worded`the finding is not acknowledged` : worded`finding ${number} is not acknowledged`;
  }
}

function missingIn(hunk: HunkReview, finding: Finding): string {
  return printRoles(rolesMissing(hunk, finding));
}

const MAX_REASONS = 3;

function joinReasons(reasons: readonly Wording[]): Wording {
  const shown = reasons.length > MAX_REASONS ? reasons.slice(0, MAX_REASONS - 1) : reasons;
  const rest = reasons.length - shown.length;
  const [first, second, third] = rest > 0 ? [...shown, worded`${rest} more`] : shown;
  if (second === undefined) return first!;
  return third === undefined ? worded`${first!}, and ${second}` : worded`${first!}, ${second}, and ${third}`;
}
