import type { Origin } from '../model/change.ts';

/** A way an edit reaches us, and what may be claimed about it without further evidence. */
export interface Channel {
  /** Stands in records for ever. */
  readonly id: string;
  /** For people: "the disk watcher". */
  readonly title: string;
  /** Never a guess: `agent` only where the channel itself is an agent's. */
  readonly claims: Origin['kind'];
  /** True: the edit waits and nothing is written. */
  readonly held: boolean;
  readonly claimedBy: string;
}

export function defineChannel(channel: Channel): Channel {
  return channel;
}
