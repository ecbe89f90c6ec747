import * as l10n from '@vscode/l10n';
import { heldReasons } from '../core/hook.ts';
import type { HunkId } from '../core/model/change.ts';
import type { HookVerdict } from '../core/model/hook.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { openProposal, type Proposal } from '../host/proposal.ts';
import { refusal } from '../host/refusal.ts';
import type { Held } from './held-sets.ts';
import { carryReview } from './tracked-set.ts';
import type { Workspace } from './workspace.ts';

export interface Renewal {
  readonly analyse: (proposal: Proposal) => Promise<ReviewResult | null>;
  readonly show: (held: Held) => void;
  /** Nobody has to decide it any more. `landing`: what will be written all the same, if anything. */
  readonly over: (verdict: HookVerdict, landing: Proposal | null) => Promise<void>;
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
    await over(verdict, landing);
    show(held);
    return l10n.t('Its files have changed since it was asked about: it is no longer held.');
  };
  const opened = await openProposal(call, root, earlier.origin.promptHash);
  if (opened.kind === 'unclear') return await end(refusal.unclear(opened.why));
  if (opened.proposal.key === key) return null;
  const changeSet = { ...opened.proposal.changeSet, id: earlier.id };
  if (changeSet.files.length === 0) return await end(refusal.landed);
  const asked = { ...opened.proposal, changeSet };
  const result = await analyse(asked);
  if (result === null) return l10n.t('The analysis was stopped.');
  const reasons = heldReasons(result, policy.mode);
  if (reasons.length === 0 && held.reasons.length > 0) return await end({ kind: 'pass' }, opened.proposal);
  const landed = { ...held.set.landed, changeSet, amended: new Set<HunkId>() };
  const review = carryReview(landed, held.set.analysed!.review, result, policy);
  const set = { ...held.set, landed, analysed: { changeSet, result, review }, draft: null };
  Object.assign(held, { asked, proposal: asked, reasons, set } satisfies Partial<Held>);
  await heldQueue.rename(question, asked.question);
  show(held);
  return l10n.t('Its files have changed since it was asked about: what is shown now is what it would do.');
}
