import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Detection } from './define.ts';
import { groupRows } from './group.ts';
import { countOf, nameOf } from './lock-words.ts';
import { packageText } from './package-words.ts';

/** Bytes that nothing holds any more, or others under the same version. */
export const lockIntegrityLost = defineDetector({
  id: 'lock-integrity-lost',
  facet: 'supply-chain',
  why: 'The digest is what tells the package that was looked at from another one under its name.',
  fix: 'Make the lock again; a digest that differs for one version is for whoever publishes the package to explain.',
  tags: ['CWE-353', 'CWE-354', 'CWE-494', 'ASI04'],
  *detect(delta) {
    const rows = delta.of('supply-chain.dependency', 'redirected', 'weakened');
    const other = rows.filter(({ order = '' }) => order.startsWith('digest: '));
    for (const [row, ...also] of groupRows(other, ({ fact }) => fact.provenance.path)) {
      if (also.length < MANY) for (const each of [row, ...also]) yield otherBytes(each);
      else
        yield {
          change: row,
          also,
          message: `${countOf(also.length + 1, 'package')} are others than before, under the same versions: ${listWords([row, ...also].map(({ fact }) => nameOf(fact)))}.`,
        };
    }
    const bare = rows.filter(({ order }) => order === 'no digest holds it any more');
    for (const [row, ...also] of groupRows(bare, ({ fact }) => fact.provenance.path)) {
      const names = listWords([row, ...also].map(({ fact }) => nameOf(fact)));
      yield {
        change: row,
        also,
        message:
          also.length < MANY
            ? `No digest holds ${names} any more.`
            : `No digest holds ${countOf(also.length + 1, 'package')} any more: ${names}.`,
      };
    }
  },
});

/** From so many on they are told together. */
const MANY = 5;

function otherBytes(row: FactChange): Detection {
  const what = (row.order ?? '').startsWith('digest: commit-') ? 'commit' : 'digest';
  return {
    change: row,
    message: `${packageText(row.fact)} is another package than before: its version is the same, its ${what} is not.`,
    comparison: {
      before: row.before?.qualifiers?.['integrity'] ?? '',
      after: row.fact.qualifiers?.['integrity'] ?? '',
    },
  };
}
