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
    for (const [row, ...also] of mergeHolders(groupRows(added, groupOf))) {
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
    for (const [row, ...also] of groupRows(lost, groupOf))
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
      .map(({ resource }) => resource.norm),
  );
}

/** That a table is left open is a guess of the file that makes it, and another file knows better. */
function isProtectedElsewhere({ fact }: FactChange, tables: ReadonlySet<string>): boolean {
  const isGuess = fact.action === 'row-level-security' && fact.confidence.tier === 'pattern';
  return isGuess && tables.has(fact.resource.norm);
}

/** What refused something, or the last policy of a table whose rows nothing else protects. */
function isLost({ fact, subjectPresent }: FactChange, delta: Delta): boolean {
  if (!subjectPresent) return false;
  if (fact.qualifiers?.['effect'] === 'Deny') return true;
  if (fact.resource.kind !== 'database-rows' || !fact.action.startsWith('policy ')) return false;
  return (
    fact.action !== 'policy dropped' &&
    !delta
      .after('permission.grant')
      .some(({ resource }) => resource.norm === fact.resource.norm && resource.kind === fact.resource.kind)
  );
}

/** The same right on several objects is one act. */
function groupOf({ fact }: FactChange): string {
  const { principal, setting, condition, effect } = fact.qualifiers ?? {};
  return JSON.stringify([
    fact.provenance.path,
    fact.resource.kind,
    fact.action,
    fact.detail?.accessLevel ?? '',
    ...[principal, setting, condition, effect].map((part) => part ?? ''),
  ]);
}

/** And so is the same on the same objects for several roles, and several privileges that one role is given at once. */
function mergeHolders(
  groups: readonly (readonly [FactChange, ...FactChange[]])[],
): readonly (readonly [FactChange, ...FactChange[]])[] {
  const merged = new Map<string, [FactChange, ...FactChange[]]>();
  for (const group of groups) {
    const { fact } = group[0];
    const objects = [...new Set(group.map((row) => row.fact.resource.norm))].sort();
    const isGiven = fact.resource.kind === 'database-object' || fact.resource.kind === 'database-role';
    const key = isGiven
      ? JSON.stringify([
          placeOf(group[0]),
          isMember(fact) ? fact.qualifiers?.['principal'] : objects,
          fact.qualifiers?.['setting'] ?? '',
          fact.resource.kind,
          isMember(fact),
        ])
      : JSON.stringify([merged.size]);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, [...group]);
    else known.push(...group);
  }
  return [...merged.values()];
}

function isMember({ action }: Fact): boolean {
  return action === 'member';
}
