import { defineDetector } from './define.ts';
import { groupRows, listWords } from './group.ts';

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
    const fresh = delta.added('permission.secret').filter(({ fact }) => {
      const name = `${fact.provenance.path} ${fact.resource.norm}`;
      const isNew = !known.has(fact.resource.norm) && !told.has(name);
      told.add(name);
      return isNew;
    });
    for (const [row, ...also] of groupRows(fresh, ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`)) {
      yield {
        change: row,
        also,
        message: `Reads ${listWords([row, ...also].map(({ fact }) => fact.resource.norm))} from the environment.`,
      };
    }
    for (const row of delta.added('permission.environment')) {
      if (row.fact.action === 'inherit') yield { change: row, message: 'Writes the whole environment out.' };
    }
  },
});
