import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { packageText } from './package-words.ts';

/** A plain change of version: told, so that it can be read, and worth no question by itself. */
export const dependencyVersionChanged = defineDetector({
  id: 'dependency-version-changed',
  facet: 'supply-chain',
  why: 'Other code of the same author runs.',
  fix: 'Read the change log of the versions in between; a step down needs a reason.',
  tags: ['CWE-1104', 'ASI04'],
  *detect(delta) {
    const rows = delta
      .of('supply-chain.dependency', 'redirected')
      .filter((row) => (row.order ?? '').startsWith('version:'));
    for (const [row, ...also] of groupRows(rows, ({ fact }) => fact.provenance.path)) {
      yield {
        change: row,
        also,
        message: `Takes ${listWords([row, ...also].map(({ fact }) => packageText(fact)))}.`,
        ...(row.before === undefined || also.length > 0
          ? {}
          : { comparison: { before: packageText(row.before), after: packageText(row.fact) } }),
      };
    }
  },
});
