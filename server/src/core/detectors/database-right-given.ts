import type { Fact, FactChange } from '../model/fact.ts';
import { databaseRightText, givenMessage, changedRightMessage, lostMessage } from './database-right-words.ts';
import { defineDetector, type Delta } from './define.ts';
import { groupRows, placeOf } from './group.ts';

/** More may be done in a database, by more people or with more rows, than before. */
export const databaseRightGiven = defineDetector({
  id: 'database-right-given',
  facet: 'permission',
  why: 'A right in the database holds for every program and person that signs in with the role, past all checks of the code.',
  fix: 'Give the one privilege on the one table, to a role of its own, and keep row-level security on.',
  tags: ['CWE-732', 'CWE-250', 'CWE-284', 'ASI03', 'NHI5'],
  *detect(delta) {
    const protectedTables = protectedIn(delta);
    const added = delta
      .added('permission.grant')
      .filter((row) => isOfDatabase(row.fact) && isNotable(row.fact) && !isProtectedElsewhere(row, protectedTables));
    for (const [row, ...also] of acts(added)) {
      yield {
        change: row,
        also,
        message: givenMessage([row, ...also]),
        comparison: {
          before: 'not given',
          after: [row, ...also].map(({ fact }) => databaseRightText(fact)).join('\n'),
        },
      };
    }
    for (const row of delta.of('permission.grant', 'widened', 'redirected')) {
      const { fact, before } = row;
      if (before === undefined || !isOfDatabase(fact)) continue;
      yield {
        change: row,
        message: changedRightMessage(fact, before, row.change),
        comparison: { before: databaseRightText(before), after: databaseRightText(fact) },
      };
    }
    const lost = delta.of('permission.grant', 'removed').filter((row) => isOfDatabase(row.fact) && isLost(row, delta));
    const lossOf = (row: FactChange): string =>
      JSON.stringify(
        isPolicy(row.fact)
          ? [row.fact.provenance.path, row.fact.qualifiers?.['effect']]
          : [placeOf(row), row.fact.action],
      );
    for (const [row, ...also] of groupRows(lost, lossOf))
      yield { change: row, also, as: 'widened', message: lostMessage([row, ...also]) };
  },
});

function isOfDatabase({ resource }: Fact): boolean {
  return resource.kind.startsWith('database-');
}

function isNotable({ qualifiers, detail }: Fact): boolean {
  return qualifiers?.['effect'] === 'Allow' && detail?.accessLevel !== 'None';
}

/** Tables whose row-level security some file of the change set switches on. */
function protectedIn(delta: Delta): ReadonlySet<string> {
  return new Set(
    delta
      .after('permission.grant')
      .filter(({ action, qualifiers }) => action === 'row-level-security' && qualifiers?.['effect'] === 'Deny')
      .map(({ subject }) => subject.symbol),
  );
}

/** That a table is left open is a guess of the file that makes it, and another file knows better. */
function isProtectedElsewhere({ fact }: FactChange, tables: ReadonlySet<string>): boolean {
  const isGuess = fact.action === 'row-level-security' && fact.confidence.tier === 'pattern';
  return isGuess && tables.has(fact.subject.symbol);
}

/** What refused something, or the last policy of a table whose rows nothing else protects. */
function isLost({ fact, subjectPresent }: FactChange, delta: Delta): boolean {
  if (!subjectPresent) return false;
  if (fact.qualifiers?.['effect'] === 'Deny') return true;
  if (!isPolicy(fact) || fact.action === 'policy dropped') return false;
  const { kind } = fact.resource;
  return !delta
    .after('permission.grant')
    .some((other) => other.subject.symbol === fact.subject.symbol && other.resource.kind === kind);
}

function isPolicy({ action }: Fact): boolean {
  return action.startsWith('policy ');
}

type Group = readonly [FactChange, ...FactChange[]];

/**
 * Statements that say one thing are told as one: the same privilege for the same roles on several objects, then several
 * privileges of those, then several roles. Each step keeps every holder with every privilege on every object.
 */
function acts(rows: readonly FactChange[]): readonly Group[] {
  const statements = groupRows(rows, (row) => JSON.stringify([placeOf(row), row.fact.action, boundsOf(row)]));
  const byObjects = merge(statements, (group) => [actionsOf(group), holdersOf(group)]);
  const byActions = merge(byObjects, (group) => [objectsOf(group), holdersOf(group)]);
  return merge(byActions, (group) => [objectsOf(group), actionsOf(group)]).map(heaviestFirst);
}

function merge(groups: readonly Group[], keyOf: (group: Group) => unknown): readonly Group[] {
  const merged = new Map<string, [FactChange, ...FactChange[]]>();
  for (const group of groups) {
    const key = JSON.stringify([boundsOf(group[0]), keyOf(group)]);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, [...group]);
    else known.push(...group);
  }
  return [...merged.values()];
}

/** What must be the same for two rights to be told together. */
function boundsOf({ fact }: FactChange): readonly string[] {
  const { setting = '', condition = '', effect = '' } = fact.qualifiers ?? {};
  // What is given to roles is told in other words than what they are.
  const manner =
    isPolicy(fact) || fact.action === 'member' || fact.action === 'OWNER' ? fact.action.split(' ')[0]! : '';
  const isAlone = fact.resource.kind === 'database-code' || fact.action === 'row-level-security';
  const isNamed = fact.action === 'extension' || fact.action === 'option';
  return [
    fact.provenance.path,
    fact.resource.kind,
    fact.confidence.tier,
    isAlone || /^policy (?:dropped|changed)$/.test(fact.action) ? fact.action : manner,
    isNamed ? (fact.resource.value ?? '') : '',
    setting,
    condition,
    effect,
  ];
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
const actionsOf = (group: Group): readonly string[] => sorted(group.map(({ fact }) => fact.action));
const objectsOf = (group: Group): readonly string[] =>
  sorted(group.map(({ fact }) => fact.resource.value ?? fact.resource.norm));
const holdersOf = (group: Group): readonly string[] =>
  sorted(group.map(({ fact }) => fact.qualifiers?.['principal'] ?? ''));

/** The first one says what is asked of the reviewer. */
function heaviestFirst(group: Group): Group {
  const [first, ...rest] = group.toSorted((a, b) => weightOf(b.fact) - weightOf(a.fact));
  return [first!, ...rest];
}

function weightOf({ detail }: Fact): number {
  const levels = ['Bounded', 'Read', 'Write', 'Permissions management'];
  return levels.indexOf(detail?.accessLevel ?? '') + (detail?.risk?.includes('PublicExposure') === true ? 2 : 0);
}
