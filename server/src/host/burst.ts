import type { Clock } from './clock.ts';
import type { LandedTiming } from './landed-model.ts';

/** Collects paths until a burst of events is over, then hands them on together. */
export interface Burst {
  readonly add: (path: string) => void;
  /** Hands on what there is, be it nothing, after a while. */
  readonly wake: (delayMs: number) => void;
  /** Hands on at once; resolves when that was dealt with. */
  readonly now: () => Promise<void>;
  /** The same if there is anything; resolves at the latest after `waitMs`. */
  readonly soon: (waitMs: number) => Promise<void>;
  readonly isIdle: () => Promise<boolean>;
  readonly stop: () => void;
}

/** `flush` must not reject. */
export function createBurst(
  clock: Clock,
  timing: LandedTiming,
  flush: (paths: ReadonlySet<string>) => Promise<void>,
): Burst {
  let pending = new Set<string>();
  let firstAt = 0;
  let isAwake = false;
  let isStopped = false;
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  const now = (): Promise<void> => {
    cancel?.();
    cancel = null;
    isAwake = false;
    const paths = pending;
    pending = new Set();
    running = running.then(() => flush(paths));
    return running;
  };
  const schedule = (delayMs: number): void => {
    cancel?.();
    cancel = clock.later(() => void now(), delayMs);
  };
  return {
    add: (path) => {
      if (isStopped) return;
      if (pending.size === 0) firstAt = clock.now();
      pending.add(path);
      schedule(Math.max(0, Math.min(timing.quietMs, firstAt + timing.maxBurstMs - clock.now())));
    },
    wake: (delayMs) => {
      if (isStopped) return;
      isAwake = true;
      if (cancel === null || pending.size === 0) schedule(delayMs);
    },
    now,
    async soon(waitMs) {
      if (pending.size === 0) return;
      let cancelWait = (): void => undefined;
      await Promise.race([now(), new Promise<void>((resolve) => (cancelWait = clock.later(resolve, waitMs)))]);
      cancelWait();
    },
    isIdle: async () => {
      for (let seen: Promise<void> | null = null; seen !== running;) {
        seen = running; // the timer may start another one while this is awaited
        await seen;
      }
      return pending.size === 0 && !isAwake;
    },
    stop: () => {
      isStopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
