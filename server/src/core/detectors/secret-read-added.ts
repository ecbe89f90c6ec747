import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows, placeOf } from './group.ts';

/** A secret that code did not read before, or the whole environment written out. */
export const secretReadAdded = defineDetector({
  id: 'secret-read-added',
  facet: 'permission',
  why: 'The code can use the secret, and everything it calls or logs can carry it away.',
  fix: 'Read only the variable that is needed, where it is needed, and pass nothing on that holds others.',
  tags: ['CWE-526', 'NHI2'],
  *detect(delta) {
    const known = new Set(
      delta.of('permission.secret', 'unchanged', 'moved', 'removed').map(({ fact }) => fact.resource.norm),
    );
    const told = new Set<string>();
    // That the permission to read it is needed says it already: one act, one finding.
    const withPermission = new Set(delta.added('permission.cloud').map(placeOf));
    const fresh = delta.added('permission.secret').filter((row) => {
      const { fact } = row;
      if (fact.action === 'inherit' || withPermission.has(placeOf(row))) return false;
      const name = `${fact.provenance.path} ${fact.resource.norm}`;
      const isNew = fact.resource.norm === 'dynamic' || (!known.has(fact.resource.norm) && !told.has(name));
      told.add(name);
      return isNew;
    });
    for (const [row, ...also] of groupRows(
      fresh,
      ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol} ${storeOf(fact)} ${handedTo([{ fact }])}`,
    )) {
      yield {
        change: row,
        also,
        message: `Reads ${listWords([row, ...also].map(nameOf))} from ${storeOf(row.fact)}${handedTo([row, ...also])}.`,
      };
    }
    for (const row of delta.added('permission.environment')) {
      if (row.fact.action === 'inherit') yield { change: row, message: 'Writes the whole environment out.' };
    }
  },
});

/** Code of others that can be changed without a change here. */
function handedTo(rows: readonly Pick<FactChange, 'fact'>[]): string {
  const to = rows.flatMap(({ fact }) =>
    fact.detail?.risk?.includes('unpinned-action') ? (fact.detail.path ?? []) : [],
  );
  return to.length === 0 ? '' : `, for ${listWords(to)}, which is pinned to no commit`;
}

function storeOf({ qualifiers }: Fact): string {
  return qualifiers?.['store'] ?? 'the environment';
}

function nameOf({ fact }: FactChange): string {
  const { norm } = fact.resource;
  return norm === 'dynamic'
    ? 'a secret named at run time'
    : norm.startsWith('env:')
      ? `the secret that ${norm.slice(4)} names`
      : norm;
}
