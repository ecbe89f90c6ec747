import { listWords } from '../text/prose.ts';
import type { Fact, FactChange } from '../model/fact.ts';

/** Rows that are one act to the reader: the same place, or whatever else `keyOf` says, in order of appearance. */
export function groupRows(
  rows: readonly FactChange[],
  keyOf: (row: FactChange) => string = placeOf,
): readonly (readonly [FactChange, ...FactChange[]])[] {
  const groups = new Map<string, [FactChange, ...FactChange[]]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** File, side, line and column. */
export function placeOf({ fact }: FactChange): string {
  const { path, side, range } = fact.provenance;
  return `${path} ${side} ${range.start.line}:${range.start.character}`;
}

/** An act with the calls that say what it acts on. */
export interface Act {
  /** Where it stands. */
  readonly row: FactChange;
  readonly also: readonly FactChange[];
  /** What it acts on, as people read it. */
  readonly on: string;
}

/**
 * A function that passes its parameter to an act, and the calls of it that say what the parameter is, are one act: told
 * where it stands, on what the calls name.
 */
export function foldCallers(rows: readonly FactChange[]): readonly Act[] {
  const callers = new Map<string, FactChange[]>();
  const open = new Set(
    rows.flatMap((row) => (row.fact.resource.norm === 'dynamic' ? [`${placeOf(row)} ${row.fact.action}`] : [])),
  );
  const folded = new Set<FactChange>();
  for (const row of rows) {
    const { path, side, evidence } = row.fact.provenance;
    const [act] = evidence;
    if (row.fact.detail?.via !== 'transitive' || act === undefined || act.path !== path) continue;
    const place = `${path} ${side} ${act.range.start.line}:${act.range.start.character} ${row.fact.action}`;
    if (!open.has(place) || row.fact.resource.norm === 'dynamic') continue;
    folded.add(row);
    callers.set(place, [...(callers.get(place) ?? []), row]);
  }
  return rows.flatMap((row) => {
    if (folded.has(row)) return [];
    const also = row.fact.resource.norm === 'dynamic' ? (callers.get(`${placeOf(row)} ${row.fact.action}`) ?? []) : [];
    return [{ row, also, on: listWords((also.length === 0 ? [row] : also).map(resourceText)) }];
  });
}

/** A resource as people read it. */
export function resourceText({ fact }: Pick<FactChange, 'fact'>): string {
  const { norm, value } = fact.resource;
  if (fact.qualifiers?.['provider'] === 'kubernetes') return clusterText(fact);
  if (norm === 'dynamic' || (/^[*:]+$/.test(norm) && value !== '*')) return 'a place known only at run time';
  if (norm.startsWith('env:')) return `what ${norm.slice(4)} names`;
  return norm === '*' && value === '*' ? 'any resource' : norm;
}

/** `core/secrets named db in shop`. */
function clusterText({ resource, qualifiers = {} }: Fact): string {
  const { namespace = '', name } = qualifiers;
  const where =
    namespace === '*' ? ' in every namespace' : /^$|^dynamic$|^env:/.test(namespace) ? '' : ` in ${namespace}`;
  const what = resource.norm === 'dynamic' ? 'a resource known only at run time' : resource.norm;
  return `${what}${name === undefined ? '' : ` named ${name}`}${where}`;
}
