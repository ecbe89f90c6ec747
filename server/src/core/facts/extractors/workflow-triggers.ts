import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';
import { environmentOf } from '../workflows/environments.ts';
import { keyOf, roleOf } from '../workflows/roles.ts';
import { STARTERS, triggerRank } from '../workflows/triggers.ts';
import { WORKFLOW, workflowsOf, type Job } from '../workflows/workflow.ts';

/** What starts a workflow, who has to agree to a job, and whom it becomes in a cloud. */
export const workflowTriggers = defineExtractor({
  id: 'workflow-triggers',
  kinds: ['workflow.trigger', 'workflow.gate', 'workflow.identity'],
  languages: ['yaml'],
  *extract(reading) {
    for (const { triggers, jobs } of workflowsOf(reading)) {
      for (const { event, node } of triggers) {
        yield {
          kind: 'workflow.trigger',
          action: event,
          resource: { kind: 'event', value: known(event) },
          node,
          evidence: [{ node, role: 'declaration' }],
          tier: 'proven',
          why: [`\`${event}\` starts the workflow.`],
          subject: WORKFLOW,
          detail: { accessLevel: isBlessed(jobs) ? STARTERS[0]! : STARTERS[triggerRank(event)]! },
        };
      }
      for (const { object, subject, steps } of jobs) {
        const environment = environmentOf(reading, object);
        if (environment !== null) {
          yield {
            kind: 'workflow.gate',
            action: 'approval',
            resource: { kind: 'environment', value: known(environment.name) },
            node: environment.node,
            evidence: [{ node: environment.node, role: 'guard' }],
            tier: 'pattern',
            why: [
              `The rules of the environment \`${environment.name}\` hold for it: approvals, branches, secrets of its own.`,
            ],
            subject,
          };
        }
        for (const step of steps) {
          const [role, key] = [roleOf(reading, step), keyOf(reading, step)];
          if (role === null && key === null) continue;
          yield {
            kind: 'workflow.identity',
            action: 'assume',
            resource: { kind: role === null ? 'key' : 'role', value: known(role ?? key!) },
            node: step.node,
            evidence: [{ node: step.node, role: 'call' }],
            tier: 'proven',
            why: [
              key === null
                ? `\`${step.action!}\` exchanges the OIDC token of the job for \`${role!}\`.`
                : `\`${step.action!}\` signs in with a key that lasts.`,
            ],
            qualifiers: { lifetime: key === null ? 'short-lived' : 'static' },
            subject,
          };
        }
      }
    }
  },
});

/** One step of `actions/labeler` reads no code of the pull request: its documentation asks for `pull_request_target`. */
function isBlessed(jobs: readonly Job[]): boolean {
  return jobs.length > 0 && jobs.every(({ steps }) => steps.length === 1 && steps[0]!.action === 'actions/labeler');
}
