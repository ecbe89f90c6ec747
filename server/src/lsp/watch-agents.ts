import type { LedgerRecord } from '../core/model/record.ts';
import { findDrift } from '../host/set-up/drift.ts';
import { guard, type Log } from './fence.ts';
import { unlessRunning } from './unless-running.ts';

export interface AgentsWatch {
  /** What was set up to ask and no longer does: sentences. */
  readonly drift: () => readonly string[];
  readonly stop: () => void;
}

const lookMs = 60_000;

/**
 * Nothing tells when an agent's configuration changes at home, so it is looked at again and again. What is recorded stands in the
 * chain once, until it was seen to be mended: every window sees it, and so does every start.
 *
 * @param records of the chain so far
 */
export function watchAgents(
  root: string,
  records: readonly LedgerRecord[],
  {
    log,
    changed,
    record,
  }: {
    readonly log: Log;
    readonly changed: () => void;
    /** Answers the number of the record that says it: one behind `after` that is there already, another window's say, or a new one. */
    readonly record: (sentence: string, after: number) => Promise<number>;
  },
): AgentsWatch {
  /** The newest record of each sentence. */
  const newest = new Map(
    records.flatMap((each) => (each.kind === 'problem' ? [[each.message, each.seq] as const] : [])),
  );
  /** Recorded since it was last mended. */
  const told = new Set(newest.keys());
  let drift: readonly string[] = [];
  const look = unlessRunning(async () => {
    const now = await findDrift(root);
    if (now.join('\n') !== drift.join('\n')) {
      drift = now;
      changed();
    }
    for (const sentence of told) if (!now.includes(sentence)) told.delete(sentence);
    for (const sentence of now) {
      if (told.has(sentence)) continue;
      newest.set(sentence, await record(sentence, newest.get(sentence) ?? 0));
      told.add(sentence);
    }
  });
  // A chain that takes no record must not keep the review from starting.
  const lookOnce = (): void => guard(log, 'agents', look);
  const timer = setInterval(lookOnce, lookMs);
  timer.unref();
  lookOnce();
  return { drift: () => drift, stop: () => clearInterval(timer) };
}
