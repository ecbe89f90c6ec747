import { defineDetector } from './define.ts';
import { packageText, shortVersion } from './package-words.ts';

/** A package that may now change without a change here. */
export const dependencyUnpinned = defineDetector({
  id: 'dependency-unpinned',
  facet: 'supply-chain',
  why: 'Another version can come in without anybody having looked at it.',
  fix: 'Name one version, or keep a lock file with hashes that the build insists on.',
  tags: ['CWE-1357', 'CWE-1104', 'ASI04'],
  *detect(delta) {
    for (const row of delta.of('supply-chain.dependency', 'weakened')) {
      if (row.before === undefined || row.fact.action !== 'add' || row.order?.startsWith('no digest') === true)
        continue;
      yield {
        change: row,
        message: `${row.fact.resource.value ?? row.fact.resource.norm} is no longer held at ${shortVersion(row.before)}.`,
        comparison: { before: packageText(row.before), after: packageText(row.fact) },
      };
    }
  },
});
