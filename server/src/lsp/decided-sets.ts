import type { Origin } from '../core/model/change.ts';
import type { HunkReview } from '../core/model/review.ts';

/** A change set as far as it matters for whether it is still shown once it is decided. */
export interface DecidedSet {
  readonly id: string;
  readonly origin: Origin;
  /** ISO 8601. */
  readonly landedAt: string;
  readonly outcomes: readonly HunkReview['outcome'][];
  /** The person closed it. */
  readonly isPutAway: boolean;
}

/** More than anybody goes back to: what is older has the ledger. */
const maxDecided = 5;

/**
 * Decided sets that stay in sight, so that decisions can be taken back and rejections told: each until a later turn of the same
 * agent is decided and something of it accepted, or the person puts it away.
 */
export function decidedInSight(sets: readonly DecidedSet[]): ReadonlySet<string> {
  const decided = sets.filter(isDecided).toSorted(newestFirst);
  const superseded = new Set<string>();
  const inSight: string[] = [];
  for (const set of decided) {
    const key = whoseOf(set);
    if (!superseded.has(key) && !set.isPutAway) inSight.push(set.id);
    if (set.outcomes.some((outcome) => outcome === 'accepted' || outcome === 'amended')) superseded.add(key);
  }
  return new Set(inSight.slice(0, maxDecided));
}

function isDecided({ outcomes }: DecidedSet): boolean {
  return outcomes.length > 0 && outcomes.every((outcome) => outcome !== null);
}

function newestFirst(one: DecidedSet, other: DecidedSet): number {
  return Number(one.landedAt < other.landedAt) - Number(one.landedAt > other.landedAt);
}

/** Without an agent that is known: by how it came. */
function whoseOf({ origin: { agent, channel } }: DecidedSet): string {
  return agent === undefined ? `channel ${channel}` : `agent ${agent}`;
}
