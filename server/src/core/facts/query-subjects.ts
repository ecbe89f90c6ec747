import type { Subject } from '../model/fact.ts';
import type { Reading } from './define.ts';
import { queriesIn, type Query } from './guards/query-scope.ts';

export interface QuerySubject {
  readonly query: Query;
  /** `GET /invoices/:id: query of invoice`; the second one of a kind has a number. */
  readonly subject: Subject;
}

const known = new WeakMap<Reading, readonly QuerySubject[]>();

/** Queries as subjects: that one is no longer limited can be said only while it is there. */
export function querySubjects(reading: Reading): readonly QuerySubject[] {
  const found = known.get(reading);
  if (found !== undefined) return found;
  const counts = new Map<string, number>();
  const subjects = reading.unit.context.test
    ? []
    : queriesIn(reading).map((query): QuerySubject => {
        const around = reading.subjectOf(query.node);
        const name = `${around.symbol}: query of ${query.target}`;
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        return { query, subject: { type: 'resource', symbol: count === 1 ? name : `${name} ${count}` } };
      });
  known.set(reading, subjects);
  return subjects;
}
