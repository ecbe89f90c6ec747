import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';

/** A job that becomes somebody in a cloud, and what runs by itself as somebody. */
export const workflowRoleAssumed = defineDetector({
  id: 'workflow-role-assumed',
  facet: 'workflow',
  why: 'Its steps can do whatever the role may do, and so can whoever changes what they run.',
  fix: 'Use a role that may do only this, and tie its trust to this repository, branch and environment.',
  tags: ['CWE-250', 'NHI5'],
  *detect(delta) {
    for (const row of delta.of('workflow.identity', 'added', 'redirected')) {
      if (!isWhom(row)) continue;
      const { fact, before } = row;
      const was = before === undefined ? '' : `, before ${before.resource.norm}`;
      yield { change: row, message: `${fact.subject.symbol} runs as ${fact.resource.norm}${was}.` };
    }
  },
});

/** Every pod has a service account: `default` is what it has when nobody says. */
function isWhom({ fact, change }: FactChange): boolean {
  const { action, resource } = fact;
  if (action === 'assume') return resource.kind === 'role';
  return action === 'run-as' && (change === 'redirected' || resource.norm !== 'default');
}
