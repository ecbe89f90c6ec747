import type { HookVerdict } from '../core/model/hook.ts';
import type { Clock } from '../host/clock.ts';
import type { InboxQuestion } from '../host/editor-inbox.ts';
import { refusal } from '../host/refusal.ts';
import type { Held, Waiter } from './held-sets.ts';

/** Before nobody listens any more. */
const marginMs = 300;

export interface Wait extends Pick<InboxQuestion, 'answerBy' | 'gone'> {
  readonly clock: Clock;
  /** It is among those that wait. */
  readonly waits: () => void;
  /** It waits no longer, and was told that nothing is decided yet. */
  readonly given: () => void;
}

/** Resolves with what is decided, or with a refusal shortly before nobody listens any more. */
export async function waitForVerdict(held: Held, { answerBy, gone, clock, waits, given }: Wait): Promise<HookVerdict> {
  const leftMs = Math.max(0, answerBy - performance.now() - marginMs);
  return await new Promise<HookVerdict>((resolve) => {
    if (held.verdict !== null) return resolve(held.verdict);
    const until = new Date(clock.now() + leftMs).toISOString();
    const end = (verdict: HookVerdict): void => {
      clearTimeout(timer);
      held.waiters.delete(waiter);
      resolve(verdict);
    };
    const waiter: Waiter = { tell: end, until };
    const give = (): void => {
      if (!held.waiters.has(waiter)) return;
      end(refusal.pending(held.reasons));
      given();
    };
    const timer = setTimeout(give, leftMs);
    gone.addEventListener('abort', give, { once: true });
    held.waiters.add(waiter);
    if (gone.aborted) give();
    else waits();
  });
}
