import { defineDetector } from './define.ts';

/** What a step prints may set variables. */
export const commandsInOutput = defineDetector({
  id: 'commands-in-output',
  facet: 'workflow',
  why: 'Whoever gets a text printed sets the path and variables of the steps that follow.',
  fix: 'Leave it out, and write to $GITHUB_ENV and $GITHUB_PATH.',
  tags: ['CWE-77', 'CICD-SEC-4'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'commands-in-output') continue;
      const { subject } = row.fact;
      yield { change: row, message: `${subject.symbol} lets what its steps print set variables and the path.` };
    }
  },
});
