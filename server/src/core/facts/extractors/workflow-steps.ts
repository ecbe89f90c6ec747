import type { SyntaxNode } from '../../model/syntax.ts';
import { contextText, executedInputs } from '../apis/github-contexts.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { expressionsIn, type Context } from '../workflows/expression.ts';
import { runsInput } from '../workflows/local-callees.ts';
import { inputOf, partOf, workflowsOf, type Job, type Step, type Workflow } from '../workflows/workflow.ts';

/**
 * Text of others that becomes part of a command, code of others that is checked out where the token can write, and
 * checkouts that leave the token on the disk.
 */
export const workflowSteps = defineExtractor({
  id: 'workflow-steps',
  kinds: ['workflow.step'],
  languages: ['yaml'],
  *extract(reading) {
    for (const workflow of workflowsOf(reading)) {
      for (const job of workflow.jobs) {
        if (job.uses !== null) yield* handovers(reading, { job, uses: job.uses, object: job.object });
        for (const step of job.steps) {
          for (const sink of sinksOf(reading, step)) yield* interpolations(reading, { workflow, job, step }, sink);
          yield* checkouts(reading, { workflow, job, step });
          if (step.uses !== null) yield* handovers(reading, { job, uses: step.uses, object: step.object });
        }
      }
    }
  },
});

interface Place {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
}

interface Sink {
  readonly node: SyntaxNode;
  /** For people: "the command", "`script` of actions/github-script". */
  readonly what: string;
}

function sinksOf(reading: Reading, step: Step): readonly Sink[] {
  const run = step.run === null ? [] : [{ node: step.run, what: 'the command' }];
  const inputs = step.action === null || step.with === null ? [] : executedInputs(step.action);
  return [
    ...run,
    ...inputs.flatMap((input) => {
      const node = valueOfKey(reading, step.with!, input);
      return node === null ? [] : [{ node, what: `\`${input}\` of ${step.action!}` }];
    }),
  ];
}

function* interpolations(reading: Reading, place: Place, sink: Sink): Generator<Site> {
  const told = new Set<string>();
  const raw = reading.unit.textOf(sink.node);
  for (const expression of expressionsIn(raw)) {
    for (const context of expression.contexts) {
      if (!context.isValue || told.has(context.path)) continue;
      const source = sourceOf(reading, place, context);
      if (source === null) continue;
      told.add(context.path);
      const node = partOf(sink.node, expression.start, expression.end);
      yield {
        kind: 'workflow.step',
        action: 'interpolate',
        resource: { kind: 'context', value: known(raw.slice(context.start, context.end)), norm: context.path },
        node,
        evidence: [
          { node, role: 'source' },
          { node: place.step.node, role: 'sink' },
        ],
        tier: source === 'outsider' ? 'proven' : 'pattern',
        why: [
          `\`${raw.slice(context.start, context.end)}\` is put into ${sink.what} before it runs: ${SOURCES[source]}.`,
        ],
        qualifiers: { source },
        subject: place.job.subject,
      };
    }
  }
}

/** Texts of outsiders that an action or a workflow of this repository is given, and puts into a command. */
function* handovers(
  reading: Reading,
  { job, uses, object }: { readonly job: Job; readonly uses: string; readonly object: SyntaxNode },
): Generator<Site> {
  const given = uses.startsWith('./') ? asObject(reading, valueOfKey(reading, object, 'with')) : null;
  for (const [input, node] of given === null ? [] : reading.resolver.entriesOf(given)) {
    const raw = reading.unit.textOf(node);
    const written = expressionsIn(raw).flatMap(({ contexts }) =>
      contexts.filter(
        ({ path, isValue, isWhole }) =>
          isValue && path.startsWith('github.') && contextText(path, isWhole) === 'outsider',
      ),
    );
    const [first] = written;
    if (first === undefined || !runsInput(reading.workspace, uses, input)) continue;
    const text = raw.slice(first.start, first.end);
    yield {
      kind: 'workflow.step',
      action: 'interpolate',
      resource: { kind: 'context', value: known(text), norm: `${first.path} to ${input}` },
      node,
      evidence: [
        { node, role: 'source' },
        { node: object, role: 'sink' },
      ],
      tier: 'proven',
      why: [`\`${text}\` is given to \`${uses}\`, which puts it into a command before that runs: ${SOURCES.outsider}.`],
      qualifiers: { source: 'outsider' },
      subject: job.subject,
      detail: { sink: `the command of ${uses}` },
    };
  }
}

type Source = 'outsider' | 'input' | 'dispatch' | 'own' | 'form' | 'output';

const SOURCES: Readonly<Record<Source, string>> = {
  outsider: 'whoever opens an issue or a pull request writes it',
  input: 'whatever calls it gives it',
  dispatch: 'whoever may start the workflow by hand gives it, and the job has what they may not have',
  own: 'whoever may start the workflow by hand gives it',
  form: 'it has a form that leaves little room',
  output: 'an earlier step or another job made it',
};

/** Null: nobody but the workflow's authors decides what it is. */
function sourceOf(reading: Reading, place: Place, context: Context): Source | null {
  const { path } = context;
  const [first, second = ''] = path.split('.');
  if (path.startsWith('github.event.inputs'))
    return callSource(reading, place, second === '' ? '' : path.split('.')[3]);
  // What a program with a token sends.
  if (path.startsWith('github.event.client_payload')) return 'input';
  if (first === 'github') {
    const text = contextText(path, context.isWhole);
    return text === 'fixed' ? null : text;
  }
  if (first === 'inputs') return callSource(reading, place, second);
  if (first === 'env') return environmentSource(reading, place, second);
  if (first === 'matrix') return isStaticMatrix(reading, place.job, second) ? null : 'output';
  if (first === 'steps' || first === 'needs') return path.includes('.outputs.') ? 'output' : null;
  return null;
}

function callSource(reading: Reading, { workflow, job }: Place, name = ''): Source | null {
  const { kind, inputs, triggers } = workflow;
  if (inputs.get(name) === 'fixed') return null;
  if (kind === 'action' || triggers.some(({ event }) => event === 'workflow_call')) return 'input';
  return hasRights(reading, workflow, job) ? 'dispatch' : 'own';
}

/** Secrets, a token that may write, or an environment: more than whoever may start the workflow has by that. */
function hasRights(reading: Reading, { root }: Workflow, { object }: Job): boolean {
  if (valueOfKey(reading, object, 'environment') !== null) return true;
  const permissions = valueOfKey(reading, object, 'permissions') ?? valueOfKey(reading, root, 'permissions');
  if (permissions !== null && /\bwrite(?:-all)?\b/.test(reading.unit.textOf(permissions))) return true;
  const environment = valueOfKey(reading, root, 'env');
  const texts = [reading.unit.textOf(object), environment === null ? '' : reading.unit.textOf(environment)];
  return texts.some((text) => /\bsecrets\s{0,3}[.[](?!GITHUB_TOKEN)/.test(text));
}

/** What the nearest `env:` gives the name. */
function environmentSource(reading: Reading, { workflow, job, step }: Place, name: string): Source | null {
  for (const owner of [step.object, job.object, workflow.root]) {
    const env = asObject(reading, valueOfKey(reading, owner, 'env'));
    for (const [key, node] of env === null ? [] : reading.resolver.entriesOf(env)) {
      if (key.toLowerCase() !== name) continue;
      const contexts = expressionsIn(reading.unit.textOf(node)).flatMap((each) => each.contexts);
      const values = contexts.filter(({ isValue }) => isValue);
      if (values.some(({ path, isWhole }) => path.startsWith('github.') && contextText(path, isWhole) === 'outsider'))
        return 'outsider';
      return values.some(({ path }) => !path.startsWith('github.') && !path.startsWith('secrets.')) ? 'output' : null;
    }
  }
  // Written to $GITHUB_ENV by a step, or not at all.
  return 'output';
}

function isStaticMatrix(reading: Reading, job: Job, name: string): boolean {
  const strategy = asObject(reading, valueOfKey(reading, job.object, 'strategy'));
  const matrix = strategy === null ? null : valueOfKey(reading, strategy, 'matrix');
  const object = asObject(reading, matrix);
  if (matrix === null || object === null) return matrix === null;
  const own = valueOfKey(reading, object, name) ?? matrix;
  return !reading.unit.textOf(own).includes('${{');
}

/** Runs for whoever opens a pull request or comments on one, with this repository's secrets and a token that may write. */
const PRIVILEGED = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);
const OF_PULL_REQUEST =
  /^github\.(?:head_ref|event\.pull_request\.(?:head\..*|number|merge_commit_sha)|event\.workflow_run\.head_.*|event\.number|event\.issue\.number)$/;

function* checkouts(reading: Reading, place: Place): Generator<Site> {
  const { workflow, job, step } = place;
  if (step.action === 'actions/checkout') {
    const kept = inputOf(reading, step, 'persist-credentials');
    const isDropped = kept?.trim().toLowerCase() === 'false';
    const isPublished = !isDropped && uploadsWorkspace(reading, job);
    yield {
      kind: 'workflow.step',
      action: 'checkout',
      resource: { kind: 'token', value: known('GITHUB_TOKEN') },
      node: step.node,
      evidence: [{ node: step.node, role: 'declaration' }],
      tier: 'proven',
      why: [
        isDropped ? 'The checkout leaves no token behind.' : 'The checkout leaves the token in .git/config.',
        ...(isPublished ? ['An artifact of the job holds that file.'] : []),
      ],
      qualifiers: { credentials: isDropped ? 'dropped' : isPublished ? 'published' : 'kept' },
      subject: job.subject,
    };
  }
  if (!workflow.triggers.some(({ event }) => PRIVILEGED.has(event))) return;
  const node = headCheckedOut(reading, step);
  if (node === null) return;
  yield {
    kind: 'workflow.step',
    action: 'checkout-untrusted',
    resource: { kind: 'code', value: known('pull request') },
    node,
    evidence: [
      { node, role: 'source' },
      ...workflow.triggers.map((each) => ({ node: each.node, role: 'declaration' as const })),
    ],
    tier: 'proven',
    why: ['The code of the pull request is fetched where this repository’s secrets and token are.'],
    qualifiers: { source: 'outsider' },
    subject: job.subject,
  };
}

/** Where a step fetches the code of a pull request; null: it does not. */
function headCheckedOut(reading: Reading, step: Step): SyntaxNode | null {
  if (step.action === 'actions/checkout' && step.with !== null) {
    for (const input of ['ref', 'repository']) {
      const node = valueOfKey(reading, step.with, input);
      if (node !== null && namesHead(reading, node)) return node;
    }
    return null;
  }
  if (step.run === null) return null;
  const text = reading.unit.textOf(step.run);
  const command =
    /\bgh pr checkout\b|\bgit (?:fetch|checkout|pull|merge)\b[^\n]{0,200}(?:\bpull\/|pull_request\.head|head_ref)/.exec(
      text,
    );
  return command === null ? null : partOf(step.run, command.index, command.index + command[0].length);
}

function namesHead(reading: Reading, node: SyntaxNode): boolean {
  const text = reading.unit.textOf(node);
  return (
    /\brefs\/pull\//.test(text) ||
    expressionsIn(text).some(({ contexts }) =>
      contexts.some(({ path, isValue }) => isValue && OF_PULL_REQUEST.test(path)),
    )
  );
}

/** An artifact of the whole workspace has .git/config in it. Hidden files are left out unless asked for since its version 4.4. */
function uploadsWorkspace(reading: Reading, job: Job): boolean {
  return job.steps.some((step) => {
    if (step.action !== 'actions/upload-artifact') return false;
    const path = asText(reading, step.with === null ? null : valueOfKey(reading, step.with, 'path')) ?? '';
    const isWhole = path
      .split('\n')
      .some((line) => /^(?:\.\/?|\$\{\{\s*github\.workspace\s*\}\}\/?|\.git(?:\/.*)?)$/.test(line.trim()));
    return isWhole && (/@v[123]\b/.test(step.uses ?? '') || inputOf(reading, step, 'include-hidden-files') === 'true');
  });
}
