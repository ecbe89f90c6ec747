import { MAX_BYPASS_DAYS } from '../core/model/record.ts';
import { isTooLong, standingOf } from '../core/gate.ts';
import { daysBetween } from '../core/record.ts';
import { printable } from './colours.ts';
import type { Records } from './published-set.ts';
import { holdersOf } from './record-place.ts';

/** What lets changes pass unanswered now: bypasses of records, and exceptions of the policy. */
export interface Leave {
  readonly kind: 'bypass' | 'exception';
  /** `No. 12 of 3f2a…`, the id of an exception. */
  readonly name: string;
  /** Null: nobody who may bypass signed it, so that it counts for nothing. */
  readonly by: string | null;
  readonly until: string;
  /** From when it was given, or for an exception from now on. Null: one of the times is none. */
  readonly days: number | null;
  readonly reason: string;
  readonly isTooLong: boolean;
}

export function readLeave({ index, governing }: Pick<Records, 'index' | 'governing'>, now: string): readonly Leave[] {
  const { policy } = governing;
  const bypassKeys = holdersOf(governing, policy.gate?.bypass ?? '');
  const bypasses = index.bypasses.flatMap(({ ledger, record, sealer, toucher }): readonly Leave[] => {
    // Where a touch is demanded, it is the second that counts.
    const allowed = [sealer, toucher].find((each) => each !== null && bypassKeys.has(each.fingerprint)) ?? null;
    if (standingOf(record, allowed?.fingerprint ?? null, { bypassKeys, now }) === 'over') return [];
    const { until, reason } = record;
    const name = `No. ${record.seq} of ${ledger.id ?? ledger.source}`;
    const by = allowed === null ? null : (allowed.principals[0] ?? allowed.fingerprint);
    const days = daysBetween(record.decidedAt, until);
    return [{ kind: 'bypass', name, by, until, days, reason, isTooLong: isTooLong(days) }];
  });
  const exceptions = policy.layers.flatMap(({ exceptions: given = [] }) =>
    given.map(({ id, role, until, reason }): Leave => {
      const days = daysBetween(now, `${until}T23:59:59Z`);
      return { kind: 'exception', name: id, by: role, until, days, reason, isTooLong: isTooLong(days) };
    }),
  );
  return [...bypasses, ...exceptions];
}

export function showLeave(leave: readonly Leave[]): string {
  if (leave.length === 0) return '';
  const rows = leave.map(({ kind, name, by, until, days, reason, isTooLong: isLong }) => {
    const who = by === null ? 'signed by nobody who may bypass, so that the gate does not count it' : `by ${by}`;
    const long = !isLong
      ? ''
      : kind === 'bypass'
        ? `, for ${daysWords(days)}: longer than ${MAX_BYPASS_DAYS} days, so that the gate does not count it`
        : `, ${daysWords(days)} from now: longer than a bypass may last`;
    return printable(`  ${kind} ${name}, ${who}, until ${until}${long}. ${reason}`);
  });
  return `What may pass unanswered now:\n${rows.join('\n')}\n`;
}

function daysWords(days: number | null): string {
  return days === null ? 'an unknown time' : `${Math.ceil(days)} days`;
}
