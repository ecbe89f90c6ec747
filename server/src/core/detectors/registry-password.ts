import { defineDetector } from './define.ts';

/** A password of a registry in a workflow. */
export const registryPassword = defineDetector({
  id: 'registry-password',
  facet: 'workflow',
  why: 'Whoever can read the repository, or its history, has it.',
  fix: 'Take it from a secret, and change the password.',
  tags: ['CWE-798', 'NHI2'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'registry-password') continue;
      const { subject } = row.fact;
      yield { change: row, message: `${subject.symbol} has the password of a registry written down.` };
    }
  },
});
