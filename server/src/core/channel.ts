import { channels } from './channels/table.ts';
import type { Origin } from './model/change.ts';

/**
 * Verb: where an edit comes from.
 *
 * - `originOf(id)`: what may be claimed of an edit of this channel, before any evidence. Throws for an id that no channel has.
 * - `originOfCommits(commits, base)`: what commits say of whose they are.
 * - `groupTraces(text)`: records of Agent Trace, which stand in `traceFile`, by the commit that they name.
 * - `readNdjsonCase(line)`: a line of `review --ndjson`.
 */
export type { CommitText } from './channels/commits/define.ts';
export { groupTraces, traceFile } from './channels/commits/agent-traces.ts';
export { originOfCommits, type OriginOfCommits } from './channels/commits/origin-of-commits.ts';
export { readNdjsonCase, type NdjsonCase } from './channels/ndjson.ts';

export function originOf(id: string): Origin {
  const channel = channels.find((each) => each.id === id);
  if (channel === undefined) throw new Error(`no channel is called ${id}`);
  return { kind: channel.claims, channel: id, held: channel.held, claimedBy: channel.claimedBy };
}
