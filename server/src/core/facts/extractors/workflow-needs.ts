import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { givenTo, isGiven } from '../workflows/token-grants.ts';
import { tokenNeeds } from '../workflows/token-needs.ts';
import { workflowsOf, type Job, type Workflow } from '../workflows/workflow.ts';

/** What the steps of a job need of GITHUB_TOKEN, and whether the job has it; what nobody knows is said to be unknown. */
export const workflowNeeds = defineExtractor({
  id: 'workflow-needs',
  kinds: ['permission.scope'],
  languages: ['yaml'],
  *extract(reading) {
    for (const workflow of workflowsOf(reading))
      for (const job of workflow.jobs) yield* needsOfJob(reading, workflow, job);
  },
});

function* needsOfJob(reading: Reading, workflow: Workflow, job: Job): Generator<Site> {
  const { needs, unknown } = tokenNeeds(reading, workflow, job);
  const given = workflow.kind === 'action' ? null : givenTo(reading, workflow, job);
  for (const need of needs) {
    const { scope, level, node, by } = need;
    const grant = given === null ? null : isGiven(given, need) ? 'declared' : 'undeclared';
    yield {
      kind: 'permission.scope',
      action: scope,
      resource: { kind: 'token', value: known('GITHUB_TOKEN') },
      node,
      evidence: [{ node, role: 'call' }],
      tier: 'resolved',
      why: [`\`${by}\` needs \`${scope}: ${level}\`.`],
      qualifiers: { provider: 'github', level },
      subject: job.subject,
      ...(grant === null ? {} : { detail: { grant } }),
    };
  }
  for (const { node, what: written } of unknown) {
    const what = written.slice(0, 300);
    yield {
      kind: 'permission.scope',
      action: 'unknown',
      resource: { kind: 'action', value: known(what) },
      node,
      evidence: [{ node, role: 'call' }],
      tier: 'name',
      why: [`Nobody here knows what \`${what}\` does with the token.`],
      qualifiers: { provider: 'github' },
      subject: job.subject,
    };
  }
}
