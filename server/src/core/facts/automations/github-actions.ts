import type { AutomationTrigger } from '../../model/inventory.ts';
import type { FileReading } from '../define.ts';
import { asText, entryOf, valueOfKey } from '../objects.ts';
import { environmentOf } from '../workflows/environments.ts';
import { expressionsIn } from '../workflows/expression.ts';
import { keyOf, roleOf } from '../workflows/roles.ts';
import { givenTo } from '../workflows/token-grants.ts';
import { triggerRank } from '../workflows/triggers.ts';
import { inputOf, partOf, workflowsOf, type Job, type Step, type Workflow } from '../workflows/workflow.ts';
import { agentActions } from './agent-actions.ts';
import { automation, defineAutomation, type FoundIdentity, type FoundPart, type FoundTrigger } from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts, onceByName } from './hosts.ts';

/** Workflows, those that others call, and actions that are made of steps. Their facts are told by `extractors/workflow-*`. */
export const githubActions = defineAutomation({
  id: 'github-actions',
  title: 'GitHub Actions workflow',
  languages: ['yaml'],
  words: [
    ['jobs:', 'on'],
    ['using:', 'composite'],
  ],
  isToldElsewhere: true,
  *find(reading) {
    for (const workflow of workflowsOf(reading)) {
      const { root, jobs, triggers } = workflow;
      const steps = jobs.flatMap((job) => job.steps.map((step) => ({ job, step })));
      const hosts = onceByName(steps.flatMap(({ step }) => hostsOfStep(reading, step)));
      const name = asText(reading, valueOfKey(reading, root, 'name'));
      yield automation({
        name: name ?? fileName(reading.unit.path),
        node: entryOf(reading, root, 'name') ?? entryOf(reading, root, 'on') ?? root,
        triggers: triggers.map(({ event, node }) => toTrigger(event, node)),
        steps: jobs.flatMap((job) => stepsOfJob(reading, job)),
        identities: onceByName([
          ...(workflow.kind === 'action' ? [] : jobs.map((job) => tokenOf(reading, workflow, job))),
          ...steps.flatMap(({ job, step }) => rolesOfStep(reading, job, step)),
          ...secretsOf(reading, workflow),
        ]),
        connectors: [...hosts, ...onceByName(steps.flatMap(({ step }) => actionOf(step)))],
        models: [...steps.flatMap(({ step }) => modelsOfStep(reading, step)), ...modelHosts(hosts)],
        tools: steps.flatMap(({ step }) => toolsOfStep(reading, step)),
        approvals: jobs.flatMap((job) => {
          const environment = environmentOf(reading, job.object);
          if (environment === null) return [];
          return [
            {
              name: environment.name,
              detail: 'by the rules of the environment',
              environment: true as const,
              node: environment.node,
              subject: job.subject,
            },
          ];
        }),
        purpose: asText(reading, valueOfKey(reading, root, 'description')),
        gaps: jobs
          .filter(({ uses }) => uses !== null)
          .map(({ name: job, uses }) => `What ${job} does stands in ${uses!}.`),
      });
    }
  },
});

const TYPES: readonly (readonly [RegExp, AutomationTrigger['type']])[] = [
  [/^(?:workflow_dispatch|workflow_call)$/, 'manual'],
  [/^schedule$/, 'schedule'],
  [/^(?:push|create|delete|release|page_build|merge_group)$/, 'push'],
  [/^pull_request/, 'pull-request'],
  [/^(?:issue_comment|issues|discussion|discussion_comment|commit_comment)$/, 'comment'],
  [/^repository_dispatch$/, 'webhook'],
];

function toTrigger(event: string, node: FoundTrigger['node']): FoundTrigger {
  const type = TYPES.find(([pattern]) => pattern.test(event))?.[1] ?? 'event';
  const isAnybody = triggerRank(event) >= 3;
  return { name: event, type, by: type === 'schedule' ? 'nobody' : isAnybody ? 'anybody' : 'insiders', node };
}

function stepsOfJob(reading: FileReading, job: Job): readonly FoundPart[] {
  if (job.uses !== null)
    return [{ name: `${job.name}: ${withoutVersion(job.uses)}`, detail: `calls ${job.uses}`, node: job.node }];
  return job.steps.map((step) => {
    const name = asText(reading, valueOfKey(reading, step.object, 'name'));
    const uses = step.uses === null ? null : withoutVersion(step.uses);
    const what = uses ?? firstLine(step.run === null ? '' : (asText(reading, step.run) ?? 'command'));
    return {
      name: `${job.name}: ${name ?? what}`,
      ...(name === null ? {} : { detail: what }),
      node: step.node,
      subject: job.subject,
    };
  });
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0]!;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function withoutVersion(uses: string): string {
  return uses.replace(/@[^@/]*$/, '');
}

/** The token of a job, which ends with the job. */
function tokenOf(reading: FileReading, workflow: Workflow, job: Job): FoundIdentity {
  const given = givenTo(reading, workflow, job);
  const grants =
    given === null
      ? ['what the repository gives by default']
      : [...given].map(([scope, level]) => `${scope}: ${level}`);
  return {
    type: 'token',
    name: `GITHUB_TOKEN of ${job.name}`,
    lifetime: 'short-lived',
    grants,
    node: entryOf(reading, job.object, 'permissions') ?? entryOf(reading, workflow.root, 'permissions') ?? job.node,
    subject: job.subject,
  };
}

function rolesOfStep(reading: FileReading, job: Job, step: Step): readonly FoundIdentity[] {
  const role = roleOf(reading, step);
  const key = keyOf(reading, step);
  if (role === null && key === null) return [];
  return [
    {
      type: role === null ? 'credential' : 'role',
      name: role ?? key!,
      lifetime: key === null ? 'short-lived' : 'static',
      grants: [],
      detail: `by ${step.action!}`,
      node: step.node,
      subject: job.subject,
    },
  ];
}

/** Secrets that it names. The platform's own token is no secret of anybody. */
function secretsOf(reading: FileReading, { root }: Workflow): readonly FoundIdentity[] {
  const found: FoundIdentity[] = [];
  for (const text of reading.unit.ofKind('string')) {
    if (text.start < root.start || text.end > root.end) continue;
    const raw = reading.unit.textOf(text);
    if (!raw.includes('secrets.')) continue;
    for (const { contexts, start, end } of expressionsIn(raw))
      for (const { path, last } of contexts) {
        if (!path.startsWith('secrets.') || last === null || path === 'secrets.github_token') continue;
        found.push({
          type: 'credential',
          name: `secrets.${last}`,
          lifetime: 'static',
          grants: [],
          node: partOf(text, start, end),
        });
      }
  }
  return onceByName(found);
}

function hostsOfStep(reading: FileReading, { run, with: inputs }: Step): readonly FoundPart[] {
  const nodes = [
    run,
    ...(inputs?.children ?? []).map((entry) => entry.children.find(({ role }) => role === 'entry.value') ?? null),
  ];
  return nodes.flatMap((node) => (node === null ? [] : hostsOfText(reading.unit.textOf(node), node)));
}

/** GitHub's own actions and those of this repository talk to nobody else. */
function actionOf({ uses, action, node }: Step): readonly FoundPart[] {
  if (uses === null || action === null || /^(?:\.\/|\$\/|actions\/|github\/)/.test(uses)) return [];
  return [{ name: action, detail: `as ${uses}`, node }];
}

function modelsOfStep(reading: FileReading, step: Step): readonly FoundPart[] {
  const agent = agentActions.get(step.action ?? '');
  if (agent === undefined) return [];
  const named = agent.model.flatMap((input) => inputOf(reading, step, input) ?? []);
  return [{ name: named[0] ?? agent.provider, detail: `of ${agent.provider}`, node: step.node }];
}

function toolsOfStep(reading: FileReading, step: Step): readonly FoundPart[] {
  return (agentActions.get(step.action ?? '')?.tools ?? []).flatMap((input) => {
    const given = inputOf(reading, step, input);
    return given === null ? [] : [{ name: input, detail: firstLine(given), node: step.node }];
  });
}
