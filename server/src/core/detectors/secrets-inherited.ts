import { defineDetector } from './define.ts';

/** Every secret handed over at once. */
export const secretsInherited = defineDetector({
  id: 'secrets-inherited',
  facet: 'permission',
  why: 'It has secrets that it does not need, and each that is added later.',
  fix: 'Name the secrets that are needed, one by one.',
  tags: ['CWE-250', 'NHI5', 'CICD-SEC-6'],
  *detect(delta) {
    for (const row of delta.added('permission.secret')) {
      if (row.fact.action !== 'inherit') continue;
      yield { change: row, message: `${row.fact.subject.symbol} hands over every secret that it has.` };
    }
  },
});
