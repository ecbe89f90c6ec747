import { Cancelled, type Cancel } from '../core/model/cancel.ts';
import { setImmediate } from 'node:timers/promises';

export type Job = (cancel: Cancel) => Promise<void>;

/**
 * Analyses, one at a time, because they share one thread and one parser. Of each key only the newest matters: asking again
 * cancels a running job and replaces a waiting one.
 */
export interface WorkQueue {
  readonly ask: (key: string, job: Job, delayMs?: number) => void;
  /** The same, at once and before all that waits: for somebody who does nothing else meanwhile. */
  readonly askFirst: (key: string, job: Job) => void;
  /** Starts what waits under the key now, and resolves when the key's newest job has ended, however it ended. */
  readonly flush: (key: string) => Promise<void>;
  /** Resolves when nothing waits or runs. */
  readonly idle: () => Promise<void>;
  readonly dispose: () => void;
}

interface Waiting {
  readonly job: Job;
  readonly ended: Promise<void>;
  readonly end: () => void;
  timer: NodeJS.Timeout | null;
}

/** `onBug` gets what a job threw, cancellation aside. */
export function createWorkQueue(onBug: (error: unknown) => void): WorkQueue {
  const waiting = new Map<string, Waiting>(); // in the order in which they were asked for
  let running: { readonly key: string; isReplaced: boolean; readonly ended: Promise<void> } | null = null;
  let isDisposed = false;

  function ask(key: string, job: Job, delayMs = 0): void {
    if (isDisposed) return;
    const entry = put(key, job);
    if (delayMs > 0) entry.timer = setTimeout(() => makeDue(entry), delayMs);
    else makeDue(entry);
  }

  function askFirst(key: string, job: Job): void {
    if (isDisposed) return;
    const entry = put(key, job);
    const others = [...waiting].filter(([, other]) => other !== entry);
    waiting.clear();
    for (const [other, each] of [[key, entry] as const, ...others]) waiting.set(other, each);
    makeDue(entry);
  }

  function put(key: string, job: Job): Waiting {
    if (running?.key === key) running.isReplaced = true;
    const old = waiting.get(key);
    if (old?.timer) clearTimeout(old.timer);
    waiting.delete(key);
    // Whoever waits for the old job waits for the one that replaces it.
    const { promise, resolve } = old ? { promise: old.ended, resolve: old.end } : defer();
    const entry: Waiting = { job, ended: promise, end: resolve, timer: null };
    waiting.set(key, entry);
    return entry;
  }

  function makeDue(entry: Waiting): void {
    entry.timer = null;
    if (running === null) runNext();
  }

  function runNext(): void {
    const next = [...waiting].find(([, { timer }]) => timer === null);
    if (!next) return;
    const [key, entry] = next;
    waiting.delete(key);
    const own = { key, isReplaced: false, ended: entry.ended };
    running = own;
    const cancel: Cancel = { isCancelled: () => own.isReplaced || isDisposed, pause: () => setImmediate() };
    void entry
      .job(cancel)
      .catch((error: unknown) => {
        if (!(error instanceof Cancelled)) onBug(error);
      })
      .finally(() => {
        running = null;
        entry.end();
        runNext();
      });
  }

  async function flush(key: string): Promise<void> {
    for (;;) {
      const entry = waiting.get(key);
      if (entry) {
        if (entry.timer) clearTimeout(entry.timer);
        makeDue(entry);
        await entry.ended;
      } else if (running?.key === key) await running.ended;
      else return;
    }
  }

  return {
    ask,
    askFirst,
    flush,
    async idle() {
      for (;;) {
        const [key] = [...waiting.keys(), ...(running ? [running.key] : [])];
        if (key === undefined) return;
        await flush(key);
      }
    },
    dispose() {
      isDisposed = true;
      for (const { timer, end } of waiting.values()) {
        if (timer) clearTimeout(timer);
        end();
      }
      waiting.clear();
    },
  };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function defer(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
