import * as l10n from '@vscode/l10n';
import { findAgent, pathsOfEdits } from '../core/hook.ts';
import type { Problem } from '../core/model/problem.ts';
import { isHeldElsewhere, type HeldCall } from '../host/held-queue.ts';
import type { HookCall } from '../core/model/hook.ts';
import type { Workspace } from './workspace.ts';

/**
 * Edits that another editor holds which has the same folder open. It was asked, and it answers: here is only said where that is. When
 * it is gone, what it left is taken up.
 */
export interface HeldElsewhere {
  /** Null: there are none. */
  readonly problem: () => Problem | null;
  readonly stop: () => void;
}

export interface HeldElsewhereHooks {
  readonly changed: () => void;
  /** What another editor held waits for whoever is there. */
  readonly left: () => Promise<void>;
  readonly fault: (error: unknown) => void;
}

type Queued = HeldCall & { readonly key: string; readonly call: HookCall };

/** An editor that was killed says nothing. */
const lookMs = 5_000;

export async function watchHeldElsewhere(
  { heldQueue }: Pick<Workspace, 'heldQueue'>,
  { changed, left, fault }: HeldElsewhereHooks,
): Promise<HeldElsewhere> {
  let held: readonly Queued[] = [];
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const queued = await heldQueue.list();
    const before = held;
    held = queued.filter(isHeldElsewhere);
    if (timer === null && held.length > 0) timer = setInterval(lookSoon, lookMs).unref();
    if (held.length === 0) stopTimer();
    const isSame = held.map(({ key }) => key).join() === before.map(({ key }) => key).join();
    if (isSame) return;
    const over = before.filter(({ key }) => !held.some((each) => each.key === key));
    if (over.some(({ key }) => queued.some((each) => each.key === key))) await left();
    changed();
  }
  function lookSoon(): void {
    looking = looking.then(look).catch(fault);
  }
  function stopTimer(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  const stopWatching = await heldQueue.watch(lookSoon);
  lookSoon();
  await looking;
  return {
    problem: () => (held.length === 0 ? null : toProblem(held)),
    stop() {
      stopWatching();
      stopTimer();
    },
  };
}

function toProblem(held: readonly Queued[]): Problem {
  const [first] = held;
  const { agent, call, heldBy } = first!;
  const [path = 'a file', ...paths] = pathsOfEdits(call.edits);
  const more = held.length - 1 + paths.length;
  const who = findAgent(agent)?.title ?? agent;
  const editor = heldBy?.editor ?? '';
  const pid = heldBy?.pid ?? 0;
  return {
    code: 'CS5004',
    severity: 'warning',
    message:
      more === 0
        ? l10n.t`${who} waits in another window for an answer about "${path}".`
        : l10n.t`${who} waits in another window for an answer about "${path}" and ${more} more.`,
    why: l10n.t`It asked ${editor} (process ${pid}), which has this folder open too: one editor answers, so that no agent gets two answers.`,
    fix: l10n.t('Decide there, or close that window: what waits is then asked here.'),
  };
}
