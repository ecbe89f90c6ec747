import { defineDetector } from './define.ts';

/** Text of others is written to where steps take their variables from. */
export const environmentWritten = defineDetector({
  id: 'environment-written',
  facet: 'workflow',
  why: 'A line more in it sets LD_PRELOAD, NODE_OPTIONS or PATH for every step that follows.',
  fix: 'Write only what was checked to be one line of a known form, or use an output of the step.',
  tags: ['CWE-454', 'CICD-SEC-4'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'environment-written') continue;
      const { subject, resource } = row.fact;
      yield { change: row, message: `${subject.symbol} lets ${resource.norm} set variables of the steps that follow.` };
    }
  },
});
