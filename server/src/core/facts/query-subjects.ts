import type { Subject } from '../model/fact.ts';
import type { Reading } from './define.ts';
import type { Lookup } from './guards/lookup.ts';
import { lookupsIn } from './guards/lookups.ts';
import type { Query } from './guards/query.ts';
import { queriesIn } from './guards/query-scope.ts';

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
    : queriesIn(reading)
        .filter(({ isNarrowing }) => isNarrowing !== true)
        .map((query): QuerySubject => {
          const around = reading.subjectOf(query.node);
          const name = `${around.symbol}: query of ${query.target}`;
          const count = (counts.get(name) ?? 0) + 1;
          counts.set(name, count);
          return { query, subject: { type: 'resource', symbol: count === 1 ? name : `${name} ${count}` } };
        });
  known.set(reading, subjects);
  return subjects;
}

export interface LookupSubject {
  readonly lookup: Lookup;
  /** `GET /labels/:id: lookup of label`. */
  readonly subject: Subject;
}

const looked = new WeakMap<Reading, readonly LookupSubject[]>();

/**
 * Lookups as subjects, those without a limit first: one more lookup or one less takes no limit away, one that loses its
 * limit does.
 */
export function lookupSubjects(reading: Reading): readonly LookupSubject[] {
  const found = looked.get(reading);
  if (found !== undefined) return found;
  const counts = new Map<string, number>();
  const all = reading.unit.context.test ? [] : lookupsIn(reading).filter(({ isNarrowing }) => isNarrowing !== true);
  const subjects = [
    ...all.filter(({ limits }) => limits.length === 0),
    ...all.filter(({ limits }) => limits.length > 0),
  ].map((lookup): LookupSubject => {
    const name = `${reading.subjectOf(lookup.node).symbol}: lookup of ${lookup.target}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { lookup, subject: { type: 'resource', symbol: count === 1 ? name : `${name} ${count}` } };
  });
  looked.set(reading, subjects);
  return subjects;
}
