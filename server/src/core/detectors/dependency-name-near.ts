import { defineDetector } from './define.ts';

/** How `detail.risk` of a fact says it. */
const PREFIX = 'near:';

/** A name one letter away from one that everybody uses. */
export const dependencyNameNear = defineDetector({
  id: 'dependency-name-near',
  facet: 'supply-chain',
  why: 'Names like this are registered by others who wait for a slip of the finger, or of a model.',
  fix: 'Check that this is the name you mean; nothing was looked up online, so it may be what it should be.',
  tags: ['CWE-1357', 'CWE-506', 'ASI04'],
  *detect(delta) {
    for (const row of delta.added('supply-chain.dependency')) {
      const near = row.fact.detail?.risk?.find((risk) => risk.startsWith(PREFIX))?.slice(PREFIX.length);
      if (near === undefined) continue;
      yield {
        change: row,
        message: `${row.fact.resource.value ?? row.fact.resource.norm} is one letter away from ${near}, which is better known.`,
      };
    }
  },
});
