import type { Origin } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { obligationRank } from '../model/obligation.ts';
import type { Acknowledgement, HunkReview } from '../model/review.ts';
import type { Mode } from './define.ts';

/** `reopened`: it was settled, and its hunk changed since. */
export type FindingState = 'open' | 'settled' | 'reopened';

export function hasObligation(finding: Finding): boolean {
  return finding.obligation.kind !== 'none';
}

/** The acknowledgement that satisfies the finding's obligation now, if there is one. Nothing satisfies `block`. */
export function acknowledgementOf(hunk: HunkReview, finding: Finding): Acknowledgement | null {
  const given = hunk.acknowledgements.find((it) => it.fingerprint === finding.fingerprint && it.hunk === hunk.id);
  if (given === undefined) return null;
  return obligationRank({ kind: given.obligation }) >= obligationRank(finding.obligation) ? given : null;
}

export function findingState(hunk: HunkReview, finding: Finding): FindingState {
  if (!hasObligation(finding) || acknowledgementOf(hunk, finding) !== null) return 'settled';
  return Object.hasOwn(hunk.drafts, finding.fingerprint) ? 'reopened' : 'open';
}

export function openFindings(hunk: HunkReview): readonly Finding[] {
  return hunk.findings.filter((finding) => findingState(hunk, finding) !== 'settled');
}

/** Judged, and no finding that asks for anything: accepted together with others of its kind. */
export function isWithoutFindings(hunk: HunkReview): boolean {
  return hunk.judged && !hunk.findings.some(hasObligation);
}

/**
 * Whether the hunk waits for somebody. What a program changed in the editor, with no evidence of who drove it, waits only when
 * it asks for something: a rename or a code action is not worth a person's time. It stays undecided meanwhile, so that
 * a later analysis can still find that it asks for something.
 */
export function isInQueue(hunk: HunkReview, { channel }: Origin): boolean {
  return channel !== 'editor' || hunk.outcome !== null || !isWithoutFindings(hunk);
}

/** Why the hunk cannot be accepted, as one sentence, or null when it can. `observe` stops nobody over an obligation. */
export function blockedBecause(hunk: HunkReview, mode: Mode): string | null {
  if (hunk.outcome !== null) return `This hunk is already ${hunk.outcome}.`;
  if (!hunk.judged && !hunk.notJudgedAcknowledged) return 'Not judged: acknowledge that nothing was analysed first.';
  const open = mode === 'observe' ? [] : openFindings(hunk);
  if (open.length === 0) return null;
  const asked = hunk.findings.filter(hasObligation);
  const reasons = open.map((finding) => reasonOf(finding, asked.length === 1 ? null : asked.indexOf(finding) + 1));
  return `${open.length} open on this hunk: ${joinReasons(reasons)}.`;
}

function reasonOf(finding: Finding, number: number | null): string {
  const name = number === null ? 'the finding' : `finding ${number}`;
  switch (finding.obligation.kind) {
    case 'approve':
      return `${finding.obligation.role} has not approved${number === null ? '' : ` ${name}`}`;
    case 'block':
      return `${name} is blocked by policy`;
    case 'explain':
      return `${name} has no words yet`;
    case 'acknowledge':
    case 'none':
      return `${name} is not acknowledged`;
  }
}

const MAX_REASONS = 3;

function joinReasons(reasons: readonly string[]): string {
  const shown = reasons.length > MAX_REASONS ? reasons.slice(0, MAX_REASONS - 1) : reasons;
  const rest = reasons.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')}, and ${all.at(-1) ?? ''}`;
}
