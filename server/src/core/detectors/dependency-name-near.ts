import { defineDetector } from './define.ts';

/** How `detail.risk` of a fact says it, and how a person is told. */
const SAID: Readonly<Record<string, string>> = {
  near: 'is one letter away from',
  namesake: 'says to be of somebody else than',
};

const RISK = /^(near|namesake):(.+)$/;

/** A name one letter away from one that everybody uses. */
export const dependencyNameNear = defineDetector({
  id: 'dependency-name-near',
  facet: 'supply-chain',
  why: 'Names like this are registered by others who wait for a slip of the finger, or of a model.',
  fix: 'Check that this is the name you mean; nothing was looked up online, so it may be what it should be.',
  tags: ['CWE-1357', 'CWE-506', 'ASI04'],
  *detect(delta) {
    for (const row of delta.added('supply-chain.dependency')) {
      const [, how = '', other = ''] = row.fact.detail?.risk?.map((risk) => RISK.exec(risk)).find(Boolean) ?? [];
      const said = SAID[how];
      if (said === undefined) continue;
      const name = row.fact.resource.value ?? row.fact.resource.norm;
      yield { change: row, message: `${name} ${said} ${other}, which is better known.` };
    }
  },
});
