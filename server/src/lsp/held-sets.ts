import { findAgent } from '../core/hook.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Review } from '../core/model/review.ts';
import type { Proposal } from '../host/proposal.ts';
import type { Told } from './held-answers.ts';
import type { TrackedSet } from './tracked-set.ts';

export interface Held {
  /** As the agent made it, on files as they are. */
  asked: Proposal;
  /** With what a person made of it since. */
  proposal: Proposal;
  set: TrackedSet;
  reasons: readonly string[];
  /** Those that wait for the same edit: hooks of two configurations, or an agent that repeats itself. */
  readonly waiters: Set<Waiter>;
  /** Its call is on disk, and whoever waits for it is known. */
  isShown: boolean;
  /** Null: not all of it is decided. */
  verdict: HookVerdict | null;
  /** On the workspace's clock: when the verdict came to be. */
  decidedMs: number;
  /** Of the verdict: what will be on disk. Null: nothing. */
  accepted: Proposal | null;
  /** The calls that were told the verdict. */
  told: readonly Told[];
  /** What was accepted has landed: a call that would do it again is asked about again. */
  isSpent: boolean;
}

/** Of one on which nothing is decided. */
export const undecided = { verdict: null, decidedMs: 0, accepted: null, told: [], isSpent: false } as const;

export interface Waiter {
  readonly tell: (verdict: HookVerdict) => void;
  /** ISO 8601: when it is refused without a decision. */
  readonly until: string;
}

/** Decided ones stay for an agent that repeats the call. */
const maxSets = 200;

/** Takes out the oldest above the limit: those that were decided, then those that are on disk. What somebody waits for stays. */
export function makeRoom(
  sets: Map<string, Pick<Held, 'verdict' | 'waiters' | 'isShown'>>,
  limit: number = maxSets,
): void {
  const decided = [...sets].filter(([, { verdict }]) => verdict !== null);
  const pending = [...sets].filter(([, { verdict, waiters, isShown }]) => verdict === null && isShown && !waiters.size);
  const over = Math.max(0, sets.size - limit);
  for (const [id] of [...decided, ...pending].slice(0, over)) sets.delete(id);
}

/** The last of those that wait; null: nobody does, and the agent has been told that it is pending. */
export function untilOf({ waiters }: Held): string | null {
  return (
    [...waiters]
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? null
  );
}

/** Hunks that were decided are part of what waits until all are: a new analysis does not ask about them again. */
export function keepDecided(earlier: Review, now: Review): Review {
  const decided = new Map(earlier.hunks.filter(({ outcome }) => outcome !== null).map((hunk) => [hunk.id, hunk]));
  const hunks = now.hunks.map((hunk) => decided.get(hunk.id) ?? hunk);
  return { ...now, hunks, status: hunks.some(({ outcome }) => outcome === null) ? 'open' : 'done' };
}

export function titleOf({ agent, tool }: HookCall): string {
  return `${findAgent(agent)?.title ?? agent}: ${tool}`;
}
