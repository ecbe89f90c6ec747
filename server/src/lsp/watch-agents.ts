import type { LedgerRecord } from '../core/model/record.ts';
import { findDrift } from '../host/set-up/drift.ts';
import { guard, type Log } from './fence.ts';

export interface AgentsWatch {
  /** What was set up to ask and no longer does: sentences. */
  readonly drift: () => readonly string[];
  readonly stop: () => void;
}

const lookMs = 60_000;

/**
 * Nothing tells when an agent's configuration changes at home, so it is looked at again and again. What is recorded stands in the
 * chain once: every window sees it, and so does every start.
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
    readonly record: (sentence: string) => Promise<void>;
  },
): AgentsWatch {
  const told = new Set(records.flatMap((each) => (each.kind === 'problem' ? [each.message] : [])));
  let drift: readonly string[] = [];
  const look = async (): Promise<void> => {
    const now = await findDrift(root);
    if (now.join('\n') === drift.join('\n')) return;
    drift = now;
    changed();
    for (const sentence of now) {
      if (told.has(sentence)) continue;
      await record(sentence);
      told.add(sentence);
    }
  };
  // A chain that takes no record must not keep the review from starting.
  const lookOnce = (): void => guard(log, 'agents', look);
  const timer = setInterval(lookOnce, lookMs);
  timer.unref();
  lookOnce();
  return { drift: () => drift, stop: () => clearInterval(timer) };
}
