import { defineDetector } from './define.ts';

/** A machine of your own that outsiders can run something on. */
export const ownRunner = defineDetector({
  id: 'own-runner',
  facet: 'workflow',
  why: 'What a run leaves on it meets the next one, and it stands in your network.',
  fix: 'Run it on machines that are thrown away, or only for pull requests that somebody let in.',
  tags: ['CWE-668', 'CICD-SEC-7'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'own-runner') continue;
      const { subject } = row.fact;
      yield { change: row, message: `${subject.symbol} runs on a machine of yours, and outsiders can start it.` };
    }
  },
});
