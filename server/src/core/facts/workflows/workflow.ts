import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/**
 * A GitHub Actions workflow, or an action that is made of steps, as its file says.
 * @see https://docs.github.com/actions/reference/workflow-syntax-for-github-actions (2026-11)
 */
export interface Workflow {
  readonly kind: 'workflow' | 'action';
  readonly root: SyntaxNode;
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly Job[];
  /** The inputs it declares, by lower-case name: what values one may have. */
  readonly inputs: ReadonlyMap<string, 'fixed' | 'free'>;
}

export interface Trigger {
  readonly event: string;
  readonly node: SyntaxNode;
}

export interface Job {
  readonly name: string;
  readonly subject: Subject;
  /** The entry of the job; the whole document of an action. */
  readonly node: SyntaxNode;
  readonly object: SyntaxNode;
  /** The workflow that it calls. */
  readonly uses: string | null;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly node: SyntaxNode;
  readonly object: SyntaxNode;
  /** `actions/checkout@v4`, as written. */
  readonly uses: string | null;
  /** Lower case and without its version: `actions/checkout`. */
  readonly action: string | null;
  readonly run: SyntaxNode | null;
  readonly with: SyntaxNode | null;
}

export const WORKFLOW: Subject = { type: 'workflow', symbol: 'workflow', exposure: 'ci' };

/** Documents of one file: GitHub reads only files with one. */
const MAX_WORKFLOWS = 20;

const workflowsOfUnit = oncePerUnit((reading): readonly Workflow[] =>
  documentObjects(reading)
    .flatMap((root) => readWorkflow(reading, root) ?? [])
    .slice(0, MAX_WORKFLOWS),
);

export function workflowsOf(reading: FileReading): readonly Workflow[] {
  return reading.unit.language.id === 'yaml' ? workflowsOfUnit(reading) : [];
}

function readWorkflow(reading: FileReading, root: SyntaxNode): Workflow | null {
  const jobs = asObject(reading, valueOfKey(reading, root, 'jobs'));
  const trigger = valueOfKey(reading, root, 'on') ?? valueOfKey(reading, root, 'true');
  if (jobs !== null && trigger !== null) {
    return {
      kind: 'workflow',
      root,
      triggers: triggersOf(reading, trigger),
      jobs: jobs.children.flatMap((entry) => readJob(reading, jobs, entry) ?? []),
      inputs: inputsOfTriggers(reading, trigger),
    };
  }
  const runs = asObject(reading, valueOfKey(reading, root, 'runs'));
  const using = runs === null ? null : asText(reading, valueOfKey(reading, runs, 'using'));
  if (runs === null || (using !== 'composite' && using !== 'docker')) return null;
  const subject: Subject = { type: 'workflow', symbol: 'action', exposure: 'ci' };
  const steps = using === 'docker' ? imageStep(reading, runs) : stepsOf(reading, runs);
  return {
    kind: 'action',
    root,
    triggers: [],
    jobs: [{ name: 'action', subject, node: root, object: runs, uses: null, steps }],
    inputs: inputsIn(reading, valueOfKey(reading, root, 'inputs')),
  };
}

function triggersOf(reading: FileReading, trigger: SyntaxNode): readonly Trigger[] {
  const events = asObject(reading, trigger);
  if (events === null) return asTexts(reading, trigger).map(({ node, text }) => ({ event: text, node }));
  return events.children.flatMap((entry) => {
    const event = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const [key] = entry.children;
    return event === null || event === '<<' || key === undefined ? [] : [{ event, node: key }];
  });
}

/** The text form of `on.workflow_call.inputs.name.type`. */
function inputsOfTriggers(reading: FileReading, trigger: SyntaxNode): Workflow['inputs'] {
  const events = asObject(reading, trigger);
  const inputs = new Map<string, 'fixed' | 'free'>();
  for (const event of ['workflow_dispatch', 'workflow_call']) {
    const own = events === null ? null : asObject(reading, valueOfKey(reading, events, event));
    if (own === null) continue;
    // What is free in one of them is free.
    for (const [name, says] of inputsIn(reading, valueOfKey(reading, own, 'inputs')))
      if (inputs.get(name) !== 'free') inputs.set(name, says);
  }
  return inputs;
}

function inputsIn(reading: FileReading, node: SyntaxNode | null): Workflow['inputs'] {
  const inputs = new Map<string, 'fixed' | 'free'>();
  const object = asObject(reading, node);
  for (const entry of object?.children ?? []) {
    const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
    if (name === null) continue;
    const own = asObject(reading, valueOfKey(reading, object!, name));
    const type = own === null ? null : asText(reading, valueOfKey(reading, own, 'type'));
    inputs.set(name.toLowerCase(), /^(?:boolean|number|choice|environment)$/.test(type ?? '') ? 'fixed' : 'free');
  }
  return inputs;
}

function readJob(reading: FileReading, jobs: SyntaxNode, entry: SyntaxNode): Job | null {
  const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
  const object = name === null ? null : asObject(reading, valueOfKey(reading, jobs, name));
  if (name === null || object === null) return null;
  return {
    name,
    subject: { type: 'job', symbol: `jobs.${name}`, exposure: 'ci' },
    node: entry,
    object,
    uses: asText(reading, valueOfKey(reading, object, 'uses')),
    steps: stepsOf(reading, object),
  };
}

function stepsOf(reading: FileReading, owner: SyntaxNode): readonly Step[] {
  const list = valueOfKey(reading, owner, 'steps');
  const value = list === null ? null : reading.resolver.valueOf(list);
  const nodes = value?.kind === 'list' && value.node !== null ? value.node.children : [];
  return nodes.flatMap((node) => {
    const object = asObject(reading, node);
    if (object === null) return [];
    const uses = asText(reading, valueOfKey(reading, object, 'uses'));
    return [
      {
        node: entryOf(reading, object, 'uses') ?? entryOf(reading, object, 'run') ?? node,
        object,
        uses,
        action: uses === null ? null : uses.replace(/@.*$/s, '').toLowerCase(),
        run: valueOfKey(reading, object, 'run'),
        with: asObject(reading, valueOfKey(reading, object, 'with')),
      },
    ];
  });
}

/** An action that is an image of a registry is one step which runs it. */
function imageStep(reading: FileReading, runs: SyntaxNode): readonly Step[] {
  const image = asText(reading, valueOfKey(reading, runs, 'image'));
  if (image === null || !image.startsWith('docker://')) return [];
  const node = entryOf(reading, runs, 'image') ?? runs;
  return [{ node, object: runs, uses: image, action: image.replace(/@.*$/s, '').toLowerCase(), run: null, with: null }];
}

/** An input of a step's action as text; null when it is not given or not known. */
export function inputOf(reading: FileReading, step: Step, name: string): string | null {
  return step.with === null ? null : asText(reading, valueOfKey(reading, step.with, name));
}

/** `owner/name@` and 40 hexadecimal digits, an image by its digest, or a path of this repository. */
export function isPinned(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('$/') || /@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses);
}

/** A part of a text node as a node of its own: for its place. */
export function partOf(node: SyntaxNode, start: number, end: number): SyntaxNode {
  return {
    ...node,
    kind: 'other',
    role: null,
    start: node.start + start,
    end: node.start + end,
    parent: node,
    children: [],
  };
}
