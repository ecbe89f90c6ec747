import { toProblemBody } from '../core/record.ts';
import { timestamp, type Clock } from '../host/clock.ts';
import type { Ledger } from '../host/ledger-file.ts';

/**
 * Of something that belongs into the chain and is no decision. Answers the number of the record behind `after` that says it: one
 * that another window has written, or a new one.
 */
export async function recordProblem(
  ledger: Ledger,
  message: string,
  after: number,
  { clock, toolVersion }: { readonly clock: Clock; readonly toolVersion: string },
): Promise<number> {
  const body = toProblemBody(message, { decidedAt: timestamp(clock), toolVersion });
  const { seq } = await ledger.findOrAppend(
    (records) => records.findLast((each) => each.kind === 'problem' && each.message === message && each.seq > after),
    body,
  );
  return seq;
}
