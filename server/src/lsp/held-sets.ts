import { findAgent, heldReasons } from '../core/hook.ts';
import type { HunkId } from '../core/model/change.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Policy } from '../core/model/policy.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { Review } from '../core/model/review.ts';
import { timestamp } from '../host/clock.ts';
import type { Proposal } from '../host/proposal.ts';
import { nothingFound } from './cancelled-analyses.ts';
import { decidedInSight } from './decided-sets.ts';
import type { Told } from './held-answers.ts';
import { carryReview, trackSet, type TrackedSet } from './tracked-set.ts';
import type { Workspace } from './workspace.ts';

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
  /** It was judged alone, and its agent refused, before this editor was open. */
  isFromQueue: boolean;
  /** The agent has the verdict. */
  isTold: boolean;
  /** It was decided, and the person closed it. */
  isPutAway: boolean;
}

/** Of one on which nothing is decided. */
const undecided = {
  verdict: null,
  decidedMs: 0,
  accepted: null,
  told: [],
  isSpent: false,
  isFromQueue: false,
  isTold: false,
  isPutAway: false,
} as const;

export interface Waiter {
  readonly tell: (verdict: HookVerdict) => void;
  /** ISO 8601: when it is refused without a decision. */
  readonly until: string;
}

/** What an analysis found, or that a person has cancelled it. */
export type Found = ReviewResult | 'cancelled';

/** Why it waits, a line each. Of what nobody knows nothing is let through, but where the rules only observe. */
export function reasonsOf(found: Found, mode: Policy['mode']): readonly string[] {
  if (found !== 'cancelled') return heldReasons(found, mode);
  return mode === 'observe' ? [] : ['A person cancelled its analysis, so nobody knows yet what it does.'];
}

/** Whether somebody has to decide it before it is written. */
export function waitsFor(reasons: readonly string[], { call }: Proposal): boolean {
  return reasons.length > 0 || call.asksPerson === true;
}

/** The review with what was found out now: hunks of a cancelled analysis are closed for acceptance. */
export function withFound(
  landed: TrackedSet['landed'],
  earlier: Review | null,
  found: Found,
  policy: Policy,
): { readonly result: ReviewResult; readonly review: Review } {
  const result = found === 'cancelled' ? null : found;
  return { result: result ?? nothingFound, review: carryReview(landed, earlier, result, policy) };
}

/** An edit as it begins to wait. */
export function toHeld(
  proposal: Proposal,
  found: Found,
  reasons: readonly string[],
  { clock, policy }: Pick<Workspace, 'clock' | 'policy'>,
): Held {
  const { changeSet, call } = proposal;
  const landed = {
    id: changeSet.id,
    title: titleOf(call),
    landedAt: timestamp(clock),
    changeSet,
    amended: new Set<HunkId>(),
    review: null,
  };
  const set = { ...trackSet(landed), analysed: { changeSet, ...withFound(landed, null, found, policy.value) } };
  return {
    asked: proposal,
    proposal,
    set,
    reasons,
    waiters: new Set(),
    isShown: false,
    ...undecided,
  };
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

/**
 * What is shown of those that are decided: the last, so that it can be seen what was decided; and those of which the agent knows
 * nothing, by the rule of all decided sets.
 */
export function decidedHeldInSight(sets: Iterable<Held>, last: Held | null): ReadonlySet<string> {
  const untold = [...sets].flatMap(({ set, verdict, isShown, isTold, isPutAway }) => {
    const { id, landedAt, changeSet } = set.landed;
    const outcomes = set.analysed?.review.hunks.map(({ outcome }) => outcome) ?? [];
    return verdict === null || !isShown || isTold
      ? []
      : [{ id, landedAt, origin: changeSet.origin, outcomes, isPutAway }];
  });
  const inSight = decidedInSight(untold);
  return last === null || last.isPutAway ? inSight : new Set([...inSight, last.set.landed.id]);
}

/** `ready`: it is decided, nobody waits, and the agent hears of it when it asks once more. */
export function answerOf({ verdict, isTold }: Held): 'ready' | 'told' | null {
  if (verdict === null) return null;
  return isTold ? 'told' : 'ready';
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

function titleOf({ agent, tool }: HookCall): string {
  return `${findAgent(agent)?.title ?? agent}: ${tool}`;
}
