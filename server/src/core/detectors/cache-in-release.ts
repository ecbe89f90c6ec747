import { defineDetector } from './define.ts';

/** A cache that is restored where something is published. */
export const cacheInRelease = defineDetector({
  id: 'cache-in-release',
  facet: 'workflow',
  why: 'A run that anybody can start may have written it, and what it holds is shipped.',
  fix: 'Build what is published without caches.',
  tags: ['CWE-349', 'CICD-SEC-9'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'cache-in-release') continue;
      const { subject, resource } = row.fact;
      yield { change: row, message: `${subject.symbol} builds for a release with a cache of ${resource.norm}.` };
    }
  },
});
