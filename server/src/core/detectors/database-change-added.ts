import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Statements that change the structure or the rights of a database, or take rows away, and were not there before. */
export const databaseChangeAdded = defineDetector({
  id: 'database-change-added',
  facet: 'permission',
  why: 'What is dropped, deleted or overwritten is gone, and a right that is given stays.',
  fix: 'Limit it to the rows that are meant, and leave structure and rights to migrations that are reviewed as such.',
  tags: ['CWE-250', 'CWE-269', 'ASI02'],
  *detect(delta) {
    const known = new Set(delta.of('permission.database', 'unchanged', 'moved', 'removed').map(actOf));
    // What exactly is given is told by the detector of rights.
    const rights = new Set(
      delta
        .after('permission.grant')
        .filter(({ resource }) => resource.kind.startsWith('database-'))
        .map((fact) => startOf(fact)),
    );
    const fresh = delta
      .added('permission.database')
      .filter((row) => isNotable(row) && !known.has(actOf(row)))
      .filter(({ fact }) => fact.action !== 'grant' || !rights.has(startOf(fact)));
    const groups = groupRows(fresh, (row) => {
      const { fact } = row;
      return `${fact.provenance.path} ${verbOf(row)} ${fact.subject.symbol}`;
    });
    for (const [row, ...also] of groups)
      yield { change: row, also, message: `${verbOf(row)} ${listWords([row, ...also].map(tableWords))}.` };
    for (const row of delta.of('permission.database', 'widened')) {
      if (!isNotable(row)) continue;
      const before = row.before?.resource.norm === row.fact.resource.norm ? 'only some' : 'another table';
      yield { change: row, message: `${verbOf(row)} ${tableWords(row)}, before ${before}.` };
    }
  },
});

/**
 * Reading, and writing of single rows, is what a database is for. A migration is there to build, and its way back undoes
 * what it built; what it takes away on the way forth is told.
 */
function isNotable({ fact }: FactChange): boolean {
  const isMigration = MIGRATION.test(fact.provenance.path);
  if (isMigration && WAY_BACK.test(fact.subject.symbol)) return false;
  if (fact.action === 'ddl') return !isMigration || fact.qualifiers?.['verb']?.startsWith('drop') === true;
  return fact.action === 'grant' || fact.action === 'delete' || fact.qualifiers?.['rows'] === 'all';
}

function startOf({ provenance }: Fact): string {
  const { path, range } = provenance;
  return `${path} ${range.start.line}:${range.start.character}`;
}

const MIGRATION = /(?:^|\/)(?:migrations?|alembic|migrate)\/|\.(?:sql|ddl|p[gl]?sql|tsql)$/i;
const WAY_BACK = /(?:^|\.)(?:down|downgrade|revert|rollback|reverse)$/;

const STRUCTURE: Readonly<Record<string, string>> = {
  create: 'Creates',
  alter: 'Changes the structure of',
  drop: 'Drops',
  'drop-column': 'Drops a column of',
};

function verbOf({ fact }: FactChange): string {
  const isAll = fact.qualifiers?.['rows'] === 'all';
  switch (fact.action) {
    case 'ddl':
      return STRUCTURE[fact.qualifiers?.['verb'] ?? ''] ?? 'Changes the structure of';
    case 'grant':
      return 'Gives rights on';
    case 'delete':
      return isAll ? 'Deletes every row of' : 'Deletes rows of';
    default:
      return isAll ? 'Changes every row of' : 'Changes rows of';
  }
}

function tableWords({ fact }: FactChange): string {
  return fact.resource.norm === 'dynamic'
    ? 'a table known only at run time'
    : (fact.resource.value ?? fact.resource.norm);
}

function actOf({ fact }: FactChange): string {
  return fact.key;
}
