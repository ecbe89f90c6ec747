import { rewriteInput } from '../core/hook.ts';
import type { HookVerdict } from '../core/model/hook.ts';
import type { Review } from '../core/model/review.ts';
import { acceptedFile } from '../core/review.ts';
import { withTexts, type Proposal } from '../host/proposal.ts';
import { refusal } from '../host/refusal.ts';

export interface Settled {
  readonly verdict: HookVerdict;
  /** What was accepted, and will be on disk; null: nothing was. */
  readonly accepted: Proposal | null;
}

/**
 * What the agent is told when every hunk is decided. Hunks that were rejected are left out and others kept, as a person changed them,
 * where the tool can be used with other arguments; where it cannot, the agent is told what to write.
 * @param asked the proposal as the agent made it
 * @param now with what a person made of it since
 */
export function settle(asked: Proposal, now: Proposal, review: Review): Settled {
  const isAccepted = new Set(review.hunks.flatMap(({ id, outcome }) => (outcome === 'rejected' ? [] : [id])));
  const accepted = keepOnly(now, isAccepted);
  if (accepted === null || accepted.changeSet.files.length === 0) {
    const rejected = review.hunks.filter(({ outcome }) => outcome === 'rejected');
    const reasons = rejected.map(({ path, rejectReason }) => `${path}: ${rejectReason ?? 'no reason was given'}`);
    return { verdict: refusal.rejected(reasons), accepted: null };
  }
  if (accepted.key === asked.key) return { verdict: { kind: 'accepted' }, accepted };
  const files = [...accepted.files].map(([path, { before, after }]) => ({
    named: asked.names.get(path) ?? path,
    before: before?.version.text ?? null,
    after: after?.version.text ?? null,
  }));
  const outside = accepted.changeSet.files.filter(({ path }) => !accepted.files.has(path));
  files.push(
    ...outside.map(({ path, before, after }) => ({
      named: asked.names.get(path) ?? path,
      before: before?.text ?? null,
      after: after?.text ?? null,
    })),
  );
  const input = asked.call.isFixed === true ? null : rewriteInput(asked.call.input, files);
  if (input !== null) return { verdict: { kind: 'amended', input }, accepted };
  return { verdict: refusal.wanted(new Map(files.map(({ named, after }) => [named, after]))), accepted };
}

/** Null: what is left cannot be written by itself, because a file was moved or is no text. */
function keepOnly(proposal: Proposal, kept: ReadonlySet<string>): Proposal | null {
  const texts = new Map<string, string | null>();
  for (const file of proposal.changeSet.files) {
    if (file.hunks.every(({ id }) => kept.has(id))) continue;
    if (file.previousPath !== undefined || file.notJudged !== undefined || !proposal.files.has(file.path)) return null;
    const { whole, text } = acceptedFile(file, kept);
    texts.set(file.path, whole === 'before' ? (file.before?.text ?? null) : text);
  }
  return withTexts(proposal, texts);
}
