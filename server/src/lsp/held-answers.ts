import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { LandedChannel } from '../host/landed-model.ts';
import { isSame } from '../host/landed-examine.ts';
import { isOfOneAsker, type Proposal } from '../host/proposal.ts';

type Asker = Pick<HookCall, 'agent' | 'session' | 'toolCall'>;

/** A call that was told what was decided. */
export interface Told {
  readonly call: Asker;
  /** On the workspace's clock. */
  readonly atMs: number;
}

/** What was decided of a held edit, and who has heard it. */
interface Answer {
  readonly asked: Proposal;
  readonly verdict: HookVerdict | null;
  readonly decidedMs: number;
  readonly told: readonly Told[];
  readonly isSpent: boolean;
  /** Its agent was refused while no editor was open: it may have ended since, and begins another session to ask again. */
  readonly isFromQueue: boolean;
}

/** How long a decision waits for an agent that went on with something else, and is to repeat the call. */
const waitsMs = 15 * 60_000;
/** Two questions about one call, of which one does not name it, come at about the same time: its hooks, or leave and the write. */
const sameCallMs = 30_000;

/**
 * Whether what was decided is the answer to this call as well. It is for whoever asked, in the same session, and an acceptance is
 * for one call and one landing: what somebody wants to write again, or another agent does, is another question.
 */
export function isAnswerTo(
  { asked, verdict, decidedMs, told, isSpent, isFromQueue }: Answer,
  call: Asker,
  nowMs: number,
): boolean {
  if (verdict === null || isSpent || nowMs - decidedMs > waitsMs) return false;
  if (told.some((each) => isSameCall(each, call, nowMs))) return true;
  const isTheirs = call.agent === asked.call.agent && (isFromQueue || call.session === asked.call.session);
  return isTheirs && (verdict.kind === 'denied' || told.length === 0);
}

/** Whether the call is to be told what becomes of it: it is what was asked, or what was decided is the answer to it as well. */
export function answers(held: Answer, call: Asker, nowMs: number): boolean {
  const { asked, verdict, isFromQueue } = held;
  if (verdict !== null) return isAnswerTo(held, call, nowMs);
  return isOfOneAsker(asked.call, call) || (isFromQueue && asked.call.agent === call.agent);
}

/** An agent may read the hooks of another one: then both ask about one call of one session. */
function isSameCall({ call, atMs }: Told, { agent, session, toolCall }: Asker, nowMs: number): boolean {
  if (call.session !== session) return false;
  if (call.toolCall !== undefined && toolCall !== undefined) return call.toolCall === toolCall;
  return call.agent === agent && nowMs - atMs <= sameCallMs;
}

/** What was accepted has come to be on disk, or something else has in its place. */
export function isOver(accepted: Proposal | null, { awaits }: Pick<LandedChannel, 'awaits'>): boolean {
  const changed = [...(accepted?.files ?? [])].filter(([, { before, after }]) => !isSame(before, after));
  return changed.length > 0 && !changed.some(([path, edit]) => awaits(path, edit));
}
