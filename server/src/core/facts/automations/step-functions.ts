import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { readJson } from '../grants/embedded-json.ts';
import { resourceAround } from '../grants/resources.ts';
import { objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, entryOf, valueOfKey } from '../objects.ts';
import { automation, defineAutomation, type FoundAutomation, type FoundIdentity, type FoundPart } from './define.ts';
import { fileName } from './file-name.ts';
import { onceByName } from './hosts.ts';
import { hostOf } from '../normalise.ts';
import { objectsByName } from './texts.ts';

/**
 * A state machine in the Amazon States Language: a file of its own, or within a template, a Terraform file or a program.
 * @see https://states-language.net/spec.html (2026-11)
 */
export const stepFunctions = defineAutomation({
  id: 'step-functions',
  title: 'Step Functions state machine',
  languages: ['json', 'yaml', 'terraform', 'typescript', 'tsx', 'javascript', 'python', 'go'],
  words: [['StartAt', 'States']],
  isOfConnectors: true,
  *find(reading) {
    for (const object of machinesIn(reading)) yield toMachine(reading, object);
  },
});

/** Characters of a definition that stands as a text. */
const MAX_EMBEDDED = 500_000;

function machinesIn(reading: FileReading): readonly SyntaxNode[] {
  const { unit } = reading;
  const written = unit
    .ofKind('object')
    .filter((object) => isMachine(reading, object) && !isPartOfMachine(reading, object));
  const texts = [...unit.ofKind('template'), ...unit.ofKind('string')].flatMap((node) => {
    const raw = unit.textOf(node);
    if (!raw.includes('StartAt') || raw.length > MAX_EMBEDDED) return [];
    const brace = unit.tree.text.indexOf('{', node.start);
    const value = brace === -1 || brace >= node.end ? null : readJson(unit.tree.text, brace, node);
    if (value === null) return [];
    const objects = [...descendants(value)].filter(({ kind }) => kind === 'object');
    return objects.filter((object) => isMachine(reading, object)).slice(0, 1);
  });
  return [...written, ...texts];
}

function isMachine(reading: FileReading, object: SyntaxNode): boolean {
  return textAt(reading, object, 'StartAt') !== null && objectAt(reading, object, 'States') !== null;
}

/** A branch of a parallel state, or what a map does with each item. */
function isPartOfMachine(reading: FileReading, object: SyntaxNode): boolean {
  for (let at = object.parent; at !== null; at = at.parent)
    if (at.kind === 'object' && isMachine(reading, at)) return true;
  return false;
}

interface State {
  readonly name: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
}

const MAX_STATES = 2_000;

/** Those of branches and maps too. */
function statesOf(reading: FileReading, machine: SyntaxNode): readonly State[] {
  const found: State[] = [];
  for (const object of descendants(machine)) {
    if (object.kind !== 'object' || found.length > MAX_STATES || !isMachine(reading, object)) continue;
    found.push(...objectsByName(reading, objectAt(reading, object, 'States')));
  }
  return found;
}

function toMachine(reading: FileReading, machine: SyntaxNode): FoundAutomation {
  const resource = resourceAround(reading, machine);
  const states = statesOf(reading, machine);
  const calls = states.map((state) => ({ state, call: callOf(reading, state) }));
  const role = resource === null ? null : roleOf(reading, resource.body);
  return automation({
    name: resource?.symbol ?? fileName(reading.unit.path).replace(/\.asl$/, ''),
    node: entryOf(reading, machine, 'StartAt') ?? machine,
    steps: calls.map(({ state, call }) => {
      const detail = call?.name ?? textAt(reading, state.object, 'Type');
      return { name: state.name, ...(detail === null ? {} : { detail }), node: state.node };
    }),
    identities: onceByName([
      ...(role === null ? [] : [role]),
      ...states.flatMap((state) => connectionOf(reading, state) ?? []),
    ]),
    connectors: onceByName(
      calls.flatMap(({ state, call }) =>
        call === null ? [] : [{ ...call, node: entryOf(reading, state.object, 'Resource') ?? state.node }],
      ),
    ),
    models: onceByName(states.flatMap((state) => modelOf(reading, state))),
    approvals: states.flatMap(({ name, object, node }) => {
      const resourceText = textAt(reading, object, 'Resource') ?? '';
      if (resourceText.endsWith('.waitForTaskToken'))
        return [{ name, detail: 'waits until somebody answers with its token', node }];
      return resourceText.includes(':activity:') ? [{ name, detail: 'waits for an activity', node }] : [];
    }),
    purpose: textAt(reading, machine, 'Comment'),
    gaps: ['What starts it stands elsewhere.', ...(role === null ? ['The role it runs as stands elsewhere.'] : [])],
  });
}

/** `s3:getObject`, `lambda bill-customer`, the host of an HTTP task. */
function callOf(reading: FileReading, { object }: State): Omit<FoundPart, 'node'> | null {
  const resource = textAt(reading, object, 'Resource');
  if (resource === null) return null;
  const parameters = objectAt(reading, object, 'Parameters') ?? objectAt(reading, object, 'Arguments');
  const integration = /^arn:[\w*-]+:states:[^:]*:[^:]*:(?:aws-sdk:)?([\w-]+):(\w+)/.exec(resource);
  if (integration === null) {
    const lambda = /:function:([\w*${}.-]+)/.exec(resource);
    return { name: lambda === null ? resource : `lambda ${lambda[1]!}` };
  }
  const [, service = '', operation = ''] = integration;
  if (service === 'activity') return { name: `activity ${operation}` };
  const given = (...keys: readonly string[]): string | null =>
    keys.map((key) => textAt(reading, parameters, key)).find((text) => text !== null) ?? null;
  if (service === 'http') {
    const endpoint = given('ApiEndpoint', 'ApiEndpoint.$');
    return { name: endpoint === null ? 'http:invoke' : hostOf(endpoint), detail: given('Method') ?? 'calls it' };
  }
  const target = given(
    'FunctionName',
    'TopicArn',
    'QueueUrl',
    'TableName',
    'Bucket',
    'StateMachineArn',
    'Cluster',
    'JobName',
    'ModelId',
  );
  // Whose it is counts, not what it is called.
  const account = /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(target ?? '')?.[1];
  return {
    name: account === undefined ? `${service}:${operation}` : `${service}:${operation} of account ${account}`,
    ...(target === null ? {} : { detail: target }),
  };
}

function modelOf(reading: FileReading, { object, node }: State): readonly FoundPart[] {
  if (!/:(?:aws-sdk:)?bedrock(?:runtime|agentruntime)?:/.test(textAt(reading, object, 'Resource') ?? '')) return [];
  const parameters = objectAt(reading, object, 'Parameters') ?? objectAt(reading, object, 'Arguments');
  const model = textAt(reading, parameters, 'ModelId') ?? textAt(reading, parameters, 'AgentId');
  return [{ name: model?.replace(/^.*\//s, '') ?? 'Amazon Bedrock', detail: 'of Amazon Bedrock', node }];
}

/** By which an HTTP task signs in. */
function connectionOf(reading: FileReading, { name, object, node }: State): FoundIdentity | null {
  const parameters = objectAt(reading, object, 'Parameters') ?? objectAt(reading, object, 'Arguments');
  const arn = textAt(reading, objectAt(reading, parameters, 'Authentication'), 'ConnectionArn');
  return arn === null
    ? null
    : { type: 'credential', name: `connection ${arn}`, lifetime: 'unknown', grants: [], of: name, node };
}

const ROLE_KEYS = ['RoleArn', 'Role', 'role_arn', 'roleArn'];

function roleOf(reading: FileReading, body: SyntaxNode): FoundIdentity | null {
  for (const key of ROLE_KEYS) {
    const node = valueOfKey(reading, body, key);
    if (node === null) continue;
    const written = asText(reading, node) ?? reading.unit.textOf(node);
    const name = written.length > 200 ? 'a role' : written;
    return { type: 'role', name, lifetime: 'short-lived', grants: [], node: entryOf(reading, body, key) ?? node };
  }
  return null;
}
