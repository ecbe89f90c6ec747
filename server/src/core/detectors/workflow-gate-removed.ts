import { defineDetector } from './define.ts';

/** A job that ran only where an environment allowed it. */
export const workflowGateRemoved = defineDetector({
  id: 'workflow-gate-removed',
  facet: 'workflow',
  why: 'Approvals, branches and waiting times of the environment no longer hold it up.',
  fix: 'Name the environment again, or say which other rule holds for the job.',
  tags: ['CWE-862', 'CICD-SEC-1'],
  *detect(delta) {
    for (const row of delta.removed('workflow.gate')) {
      yield {
        change: row,
        message: `${row.fact.subject.symbol} no longer runs under the rules of ${row.fact.resource.norm}.`,
      };
    }
    for (const row of delta.of('workflow.gate', 'redirected')) {
      yield {
        change: row,
        message: `${row.fact.subject.symbol} runs under the rules of ${row.fact.resource.norm}, before ${row.before?.resource.norm ?? ''}.`,
      };
    }
  },
});
