import { defineDetector } from './define.ts';
import { shortVersion } from './package-words.ts';

/** Another commit, of which nothing says that it is another release. */
export const dependencyRepinned = defineDetector({
  id: 'dependency-repinned',
  facet: 'supply-chain',
  why: 'A commit holds what was looked at; another one is other code, whatever the comment beside it says.',
  fix: 'Name the release that the commit is, and check that the repository has it under that name.',
  tags: ['CWE-829', 'CWE-494', 'CICD-SEC-3', 'ASI04'],
  *detect(delta) {
    for (const row of delta.of('supply-chain.dependency', 'redirected')) {
      if (!(row.order ?? '').startsWith('repinned: ') || row.before === undefined) continue;
      const name = row.fact.resource.value ?? row.fact.resource.norm;
      yield {
        change: row,
        message: `${name} is taken at another commit, ${shortVersion(row.fact)}, before ${shortVersion(row.before)}.`,
        comparison: { before: row.before.qualifiers?.['version'] ?? '', after: row.fact.qualifiers?.['version'] ?? '' },
      };
    }
  },
});
