import * as l10n from '@vscode/l10n';
import type { HunkId } from '../core/model/change.ts';
import type { HookVerdict } from '../core/model/hook.ts';
import { openProposal, type Proposal } from '../host/proposal.ts';
import { refusal } from '../host/refusal.ts';
import type { Awaited } from './awaited-analyses.ts';
import { type Held, keepDecided, reasonsOf, waitsFor, withFound } from './held-sets.ts';
import type { takeTurns } from './turns.ts';
import type { Workspace } from './workspace.ts';

export interface Renewal {
  readonly analyse: (proposal: Proposal) => Promise<Awaited>;
  readonly show: (held: Held) => void;
  /** Nobody has to decide it any more. `landing`: what will be written all the same, if anything. */
  readonly over: (held: Held, verdict: HookVerdict, landing: Proposal | null) => Promise<void>;
}

/**
 * Files change while a call waits: what is decided must be what it would do to them as they are now. It keeps its id, and what was
 * said of the rest. A sentence for whoever decides, where that is something else than what they saw; null: nothing has changed.
 */
export async function renewHeld(
  held: Held,
  { root, policy: { value: policy }, heldQueue }: Pick<Workspace, 'root' | 'policy' | 'heldQueue'>,
  { analyse, show, over }: Renewal,
): Promise<string | null> {
  const { call, key, question, changeSet: earlier } = held.asked;
  const end = async (verdict: HookVerdict, landing: Proposal | null = null): Promise<string> => {
    await over(held, verdict, landing);
    return l10n.t('Its files have changed since it was asked about: it is no longer held.');
  };
  const opened = await openProposal(call, root, earlier.origin.promptHash);
  if (opened.kind === 'unclear') return await end(refusal.unclear(opened.why));
  if (opened.proposal.key === key) return null;
  const changeSet = { ...opened.proposal.changeSet, id: earlier.id };
  if (changeSet.files.length === 0) return await end(refusal.landed);
  const asked = { ...opened.proposal, changeSet };
  const found = await analyse(asked);
  if (found === 'stopped') return l10n.t('The analysis was stopped.');
  const reasons = reasonsOf(found, policy.mode);
  if (!waitsFor(reasons, asked) && !isBegun(held)) return await end({ kind: 'pass' }, opened.proposal);
  const landed = { ...held.set.landed, changeSet, amended: new Set<HunkId>() };
  const analysed = { changeSet, ...withFound(landed, held.set.analysed!.review, found, policy) };
  const set = { ...held.set, landed, analysed, draft: null };
  Object.assign(held, { asked, proposal: asked, reasons, set } satisfies Partial<Held>);
  await heldQueue.rename(question, asked.question);
  show(held);
  return found === 'cancelled'
    ? l10n.t('Its files have changed since it was asked about: its analysis was cancelled.')
    : l10n.t('Its files have changed since it was asked about: what is shown now is what it would do.');
}

/**
 * What a person has cancelled is analysed after all; decisions on others go on meanwhile. Cancelled again, it stays as it is. What
 * nothing holds is let through as if it had been analysed at once.
 */
export async function analyseHeldAgain(
  held: Held,
  { policy: { value: policy } }: Pick<Workspace, 'policy'>,
  {
    analyse,
    show,
    over,
    turn,
    isStill,
  }: Renewal & { readonly turn: ReturnType<typeof takeTurns>; readonly isStill: () => boolean },
): Promise<void> {
  const { proposal } = held;
  const found = await analyse(proposal);
  if (found === 'stopped' || found === 'cancelled') return;
  await turn(async () => {
    if (!isStill() || held.verdict !== null || held.proposal !== proposal) return;
    const reasons = reasonsOf(found, policy.mode);
    if (!waitsFor(reasons, proposal) && !isBegun(held)) return await over(held, { kind: 'pass' }, proposal);
    const { landed, analysed } = held.set;
    const earlier = analysed!.review;
    const { result, review } = withFound(landed, earlier, found, policy);
    const now = { changeSet: proposal.changeSet, result, review: keepDecided(earlier, review) };
    Object.assign(held, { reasons, set: { ...held.set, analysed: now } } satisfies Partial<Held>);
    show(held);
  });
}

/** A person has decided on a part of it, or changed it: then the rest is theirs to decide as well. */
function isBegun({ asked, proposal, set }: Held): boolean {
  return proposal !== asked || set.analysed!.review.hunks.some(({ outcome }) => outcome !== null);
}
