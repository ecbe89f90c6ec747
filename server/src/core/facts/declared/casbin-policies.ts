import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { groupBy } from '../../text/group-by.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type Clauses, declared, guardsOf, NOBODY, placeIn } from './declare.ts';

/** Rows of a policy. What has more is data of something else. */
const MAX_ROWS = 5_000;
const MAX_TEXT = 160;
/** The last cell of a row that says which way it decides; without one it allows. */
const EFFECT = /^(?:allow|deny)$/;

/**
 * Policies of Casbin: rows that allow (`p`), rows that give roles (`g`), and the model that says when a row fits.
 * @see https://casbin.org/docs/syntax-for-models (2026-11)
 */
export const casbinPolicies = defineRouteFinder({
  id: 'casbin-policies',
  languages: ['csv', 'access-policy'],
  *find(reading) {
    const { language, tree } = reading.unit;
    if (language.id === 'csv') yield* ofRows(reading);
    else if (/^\[(?:matchers|policy_effect)\]/m.test(tree.text)) yield* ofModel(reading);
  },
});

interface Row {
  readonly kind: string;
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Empty unless every line is a row of a policy. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const [kind = '', ...cells] = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (/^[pg]\d?$/.test(kind) && cells.length > 1) rows.push({ kind, cells, start, end });
    else if (kind !== '' && !kind.startsWith('#')) return [];
    if (rows.length > MAX_ROWS) return [];
    start = end + 1;
  }
  return rows;
}

function* ofRows(reading: FileReading): Generator<Route> {
  const rows = rowsOf(reading.unit.tree.text);
  const told = rows.filter(({ kind, cells }) => kind.startsWith('p') && cells.length > 2);
  for (const [what, all] of groupBy(told, whatOf)) {
    const allowed = all.filter((row) => !isDenial(row));
    yield* toRoute(reading, what, allowed);
    yield ofDenials(reading, what, all, allowed.length > 0);
  }
  const given = rows.filter(({ kind }) => kind.startsWith('g'));
  for (const [role, all] of groupBy(given, ({ cells }) => cells.slice(1).join(' ')))
    yield* toRoute(reading, `the role ${role}`, all);
}

/** What a row is about, whichever way it decides. */
function whatOf({ cells }: Row): string {
  return cells.slice(1, EFFECT.test(cells.at(-1)!) ? -1 : undefined).join(' ');
}

/** One way in, for whoever any of its rows names. */
function* toRoute(reading: FileReading, symbol: string, rows: readonly Row[]): Generator<Route> {
  const [first] = rows;
  if (first === undefined) return;
  const node = placeIn(reading, first.start, first.end);
  const clauses = rows.some(isOfAnybody) ? [] : [rows.map(toRole)];
  const guards = guardsOf(reading, node, clauses, 'A row of the policy names them.');
  yield declared({ symbol, node, group: 'policy', guards, as: 'part' });
}

/** Whom rows refuse, whoever else is allowed. What no row of its own allows may be allowed by one about more. */
function ofDenials(reading: FileReading, what: string, rows: readonly Row[], isAllowed: boolean): Route {
  const at = ({ start, end }: Row): SyntaxNode => placeIn(reading, start, end);
  const guards = rows
    .filter(isDenial)
    .flatMap((row) => guardsOf(reading, at(row), [[refused(row)]], 'A row of the policy refuses them.'));
  const as = isAllowed ? 'part' : 'rule';
  return declared({ symbol: `every ${what}`, node: at(rows[0]!), group: 'policy', guards, as });
}

function isDenial({ kind, cells }: Row): boolean {
  return kind.startsWith('p') && cells.at(-1) === 'deny';
}

function isOfAnybody({ cells }: Row): boolean {
  return /^(?:\*|anonymous|everyone|\.\*)$/i.test(cells[0]!);
}

function toRole({ cells }: Row): Alternative {
  return { kind: 'role', value: cells[0]!.toLowerCase() };
}

function refused(row: Row): Alternative {
  return isOfAnybody(row) ? NOBODY : { kind: 'role', value: `!${toRole(row).value}` };
}

/** `m = g(r.sub, p.sub) && r.obj == p.obj`, `e = some(where (p.eft == allow))`. */
function* ofModel(reading: FileReading): Generator<Route> {
  const { text } = reading.unit.tree;
  for (const found of text.matchAll(/^(m|e)(\d?)\s*=\s*([^\n]{1,2000})$/gm)) {
    const [whole, kind, number = '', written = ''] = found;
    const node = placeIn(reading, found.index, found.index + whole.length);
    const parts = kind === 'm' ? partsOf(written) : [written];
    const clauses: Clauses = parts.map((part) => [{ kind: 'check', value: plain(part) }]);
    const guards = guardsOf(reading, node, clauses, 'The model asks for it.');
    const name = kind === 'm' ? 'matcher' : 'effect';
    yield declared({ symbol: `every decision by ${name}${number}`, node, group: 'policy', guards, as: 'rule' });
  }
}

/** What must all hold; where something else is enough there is one part. */
function partsOf(written: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < written.length; at += 1) {
    const two = written.slice(at, at + 2);
    if (written[at] === '(') depth += 1;
    else if (written[at] === ')') depth -= 1;
    else if (depth === 0 && two === '||') return [written];
    else if (depth === 0 && two === '&&') {
      parts.push(written.slice(start, at));
      start = at + 2;
    }
  }
  return [...parts, written.slice(start)];
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}
