import { defineDetector } from './define.ts';

/** A job that becomes somebody in a cloud. */
export const workflowRoleAssumed = defineDetector({
  id: 'workflow-role-assumed',
  facet: 'workflow',
  why: 'Its steps can do whatever the role may do, and so can whoever changes what they run.',
  fix: 'Use a role that may do only this, and tie its trust to this repository, branch and environment.',
  tags: ['CWE-250', 'NHI5'],
  *detect(delta) {
    for (const row of delta.of('workflow.identity', 'added', 'redirected')) {
      const { fact, before } = row;
      const was = before === undefined ? '' : `, before ${before.resource.norm}`;
      yield { change: row, message: `${fact.subject.symbol} runs as ${fact.resource.norm}${was}.` };
    }
  },
});
