/** Time, as the host sees it. Tests give their own, so that quiet periods and leases need no waiting. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Runs `act` once after `delayMs`; the answer cancels it. */
  readonly later: (act: () => void, delayMs: number) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  later: (act, delayMs) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Milliseconds since this process began. `performance` says the same, and takes longer to load than a hook has to ask. */
export function uptimeMs(): number {
  return process.uptime() * 1_000;
}

/** ISO 8601, UTC. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
