import type { Fact, FactChange } from '../model/fact.ts';
import type { FileFacts } from './read-facts.ts';
import { grantOrder } from './orders/grants.ts';

interface FilePair {
  readonly before: FileFacts | null;
  readonly after: FileFacts | null;
}

/**
 * A job has what its workflow gives, unless it has a block of its own. So a scope that moves from the workflow to a job is
 * narrowed, and a job that loses its block goes back to what the workflow gives. Rows that say otherwise are put right.
 */
export function settleInherited(
  changes: readonly FactChange[],
  files: readonly FilePair[],
  roleOrder: readonly (readonly string[])[],
): readonly FactChange[] {
  if (!changes.some(({ fact }) => isOfJob(fact))) return changes;
  const sides = new Map<string, FilePair>();
  for (const pair of files) {
    if (pair.before !== null) sides.set(pair.before.path, pair);
    if (pair.after !== null) sides.set(pair.after.path, pair);
  }
  return changes.flatMap((row) => {
    const pair = isOfJob(row.fact) ? sides.get(row.fact.provenance.path) : undefined;
    if (pair === undefined) return [row];
    if (row.change === 'added') return [inherited(row, tokenGrants(pair.before), roleOrder)];
    if (row.change === 'removed' && row.subjectPresent) return fallenBack(row, tokenGrants(pair.after), roleOrder);
    return [row];
  });
}

/** What a job now has in a block of its own, it had from its workflow. */
function inherited(row: FactChange, before: readonly Fact[], roleOrder: readonly (readonly string[])[]): FactChange {
  const { fact } = row;
  if (before.some(({ subject }) => subject.symbol === fact.subject.symbol)) return row;
  const given = before.filter(({ subject }) => subject.type === 'workflow');
  const same = given.find(({ key }) => key === fact.key);
  if (same !== undefined)
    return { ...row, change: 'narrowed', before: same, order: `given to ${fact.subject.symbol} only` };
  const ordered = given
    .flatMap((old) => {
      const found = grantOrder.compare(old, fact, { roleOrder });
      return found === null ? [] : [{ old, found }];
    })
    .toSorted((a, b) => b.found.rank - a.found.rank)[0];
  if (ordered === undefined) return row;
  return { ...row, change: ordered.found.change, before: ordered.old, order: ordered.found.order };
}

/** The job is there and its block is gone: what the workflow gives counts again. */
function fallenBack(
  row: FactChange,
  after: readonly Fact[],
  roleOrder: readonly (readonly string[])[],
): readonly FactChange[] {
  const { fact } = row;
  if (after.some(({ subject }) => subject.symbol === fact.subject.symbol)) return [row];
  const wider = after.find((given) => {
    const ordered = given.subject.type === 'workflow' ? grantOrder.compare(fact, given, { roleOrder }) : null;
    return given.qualifiers?.['level'] !== 'default' && ordered?.change === 'widened';
  });
  if (wider === undefined) return [row];
  return [
    {
      change: 'widened',
      fact: wider,
      before: fact,
      subjectPresent: true,
      order: `${fact.subject.symbol} has what the workflow gives`,
    },
  ];
}

function tokenGrants(side: FileFacts | null): readonly Fact[] {
  return (side?.facts ?? []).filter(
    ({ kind, qualifiers }) => kind === 'permission.grant' && qualifiers?.['level'] !== undefined,
  );
}

function isOfJob({ kind, subject, qualifiers }: Fact): boolean {
  return kind === 'permission.grant' && subject.type === 'job' && qualifiers?.['level'] !== undefined;
}
