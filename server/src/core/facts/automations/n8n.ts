import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { asObject, asText, entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundHandover,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
  type FoundProgram,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { isTalkedTo, modelHosts, onceByName } from './hosts.ts';
import { interpolationsIn, type Writer } from './interpolate.ts';
import { handoversOfNode } from './n8n-handovers.ts';
import { hostsOfPrograms } from './programs.ts';
import { n8nInternal, n8nListeners, n8nProvider, n8nSinks, n8nTriggers } from './n8n-nodes.ts';
import { objectsByName, textsOf } from './texts.ts';

/** An export, alone, in a list or within a template of the library. @see https://docs.n8n.io/workflows/export-import/ (2.0) */
export const n8n = defineAutomation({
  id: 'n8n',
  title: 'n8n workflow',
  languages: ['json'],
  words: [['"nodes"', '"connections"', 'n8n-nodes']],
  isOfConnectors: true,
  *find(reading) {
    for (const object of reading.unit.ofKind('object')) {
      const connections = objectAt(reading, object, 'connections');
      if (connections === null) continue;
      const nodes = itemsAt(reading, object, 'nodes').flatMap((node) => toNode(reading, node) ?? []);
      if (nodes.length > 0) yield toWorkflow(reading, object, nodes, connections);
    }
  },
});

interface FlowNode {
  readonly name: string;
  /** `webhook` of `n8n-nodes-base.webhook`. */
  readonly type: string;
  readonly object: SyntaxNode;
  readonly parameters: SyntaxNode | null;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

function toNode(reading: FileReading, object: SyntaxNode): FlowNode | null {
  const type = textAt(reading, object, 'type');
  const name = textAt(reading, object, 'name');
  if (type === null || name === null || !type.includes('.')) return null;
  return {
    name,
    type: type.slice(type.lastIndexOf('.') + 1),
    object,
    parameters: objectAt(reading, object, 'parameters'),
    node: entryOf(reading, object, 'type') ?? object,
    subject: { type: 'step', symbol: name },
  };
}

function toWorkflow(
  reading: FileReading,
  object: SyntaxNode,
  all: readonly FlowNode[],
  connections: SyntaxNode,
): FoundAutomation {
  const nodes = all.filter((node) => node.type !== 'stickyNote' && textAt(reading, node.object, 'disabled') !== 'true');
  const triggers = nodes.flatMap((node) => triggerOf(reading, node) ?? []);
  const programs = nodes.flatMap((node) => programsOf(reading, node));
  const hosts = onceByName([...nodes.flatMap((node) => hostsOfNode(reading, node)), ...hostsOfPrograms(programs)]);
  const tools = toolNames(reading, connections);
  const writer = writerOf(triggers);
  return automation({
    name: textAt(reading, object, 'name') ?? fileName(reading.unit.path),
    node: entryOf(reading, object, 'name') ?? entryOf(reading, object, 'nodes') ?? object,
    triggers,
    steps: nodes.map(({ name, type, node, subject }) => ({ name, detail: type, node, subject })),
    identities: onceByName(nodes.flatMap((node) => credentialsOf(reading, node))),
    connectors: [...onceByName(nodes.flatMap((node) => connectorOf(reading, node, tools.has(node.name)))), ...hosts],
    models: [...onceByName(nodes.flatMap((node) => modelOf(reading, node))), ...modelHosts(hosts)],
    tools: nodes
      .filter(({ name }) => tools.has(name))
      .map(({ name, type, node, subject }) => ({ name, detail: type, node, subject })),
    approvals: nodes.flatMap((node) => approvalOf(reading, node)),
    programs,
    interpolations: writer === null ? [] : nodes.flatMap((node) => interpolations(reading, node, writer)),
    handovers: nodes.flatMap((node) => handovers(reading, node)),
    purpose: textAt(reading, object, 'description'),
    gaps: hostsUnknown(reading, nodes),
  });
}

function triggerOf(reading: FileReading, { name, type, parameters, node, subject }: FlowNode): FoundTrigger | null {
  if (n8nListeners.has(type)) {
    const authentication = textAt(reading, parameters, 'authentication') ?? 'none';
    // A chat that is not public is one of the editor.
    const isPublic = type !== 'chatTrigger' || textAt(reading, parameters, 'public') === 'true';
    const by = authentication === 'none' && isPublic ? 'anybody' : 'insiders';
    const detail = !isPublic ? 'in the editor' : by === 'anybody' ? 'without authentication' : `with ${authentication}`;
    const at = (parameters === null ? null : entryOf(reading, parameters, 'authentication')) ?? node;
    return { name, type: isPublic ? 'webhook' : 'manual', by, detail, node: at, subject };
  }
  const starter = n8nTriggers.get(type);
  if (starter !== undefined) return { name, ...starter, node, subject };
  return type.endsWith('Trigger')
    ? { name, type: 'event', by: 'unknown', detail: type.slice(0, -7), node, subject }
    : null;
}

/** Older exports give a name alone: `"githubApi": "github"`. */
function credentialsOf(reading: FileReading, { name: step, object, subject }: FlowNode): readonly FoundIdentity[] {
  const given = objectAt(reading, object, 'credentials');
  const entries = given === null ? [] : [...reading.resolver.entriesOf(given)];
  return entries.flatMap(([type, value]): readonly FoundIdentity[] => {
    const credential = asObject(reading, value);
    const name = credential === null ? asText(reading, value) : textAt(reading, credential, 'name');
    const id = credential === null ? null : textAt(reading, credential, 'id');
    if (credential === null && name === null) return [];
    return [
      {
        type: 'credential',
        name: `${type} ${name ?? id ?? ''}`.trim(),
        lifetime: /oauth/i.test(type) ? 'short-lived' : 'static',
        grants: [],
        of: `${step} ${type}`,
        ...(id === null ? {} : { detail: `id ${id}`, id }),
        node: value.parent?.kind === 'entry' ? value.parent : value,
        subject,
      },
    ];
  });
}

/** Run a command of the machine that the flow runs on, or of another. */
const COMMANDS: ReadonlySet<string> = new Set(['executeCommand', 'ssh']);

/** Nodes that are a program: in the parameters that hold code. */
function programsOf(
  reading: FileReading,
  { name, type, parameters, node, subject }: FlowNode,
): readonly FoundProgram[] {
  if (parameters === null) return [];
  const keys = type === 'toolCode' ? ['jsCode', 'pythonCode'] : codeParametersOf(type);
  return keys.flatMap((key) => {
    const text = textAt(reading, parameters, key);
    return text === null ? [] : [{ name, text, node: entryOf(reading, parameters, key) ?? node, subject }];
  });
}

function codeParametersOf(type: string): readonly string[] {
  if (COMMANDS.has(type)) return ['command'];
  return (n8nSinks.get(type) ?? []).flatMap(({ parameter, isCode }) => (isCode === true ? [parameter] : []));
}

const URLS = ['url', 'endpoint', 'endpointUrl', 'sseEndpoint', 'baseUrl'];

function hostsOfNode(reading: FileReading, { parameters, subject }: FlowNode): readonly FoundPart[] {
  return URLS.flatMap((key) => {
    const text = textAt(reading, parameters, key);
    if (text === null || parameters === null) return [];
    const host = hostOf(text.replace(/^=/, ''));
    return isTalkedTo(host) ? [{ name: host, node: entryOf(reading, parameters, key) ?? parameters, subject }] : [];
  });
}

/** Where an address is put together when it runs. */
function hostsUnknown(reading: FileReading, nodes: readonly FlowNode[]): readonly string[] {
  return nodes.flatMap(({ name, parameters }) =>
    URLS.some((key) => /^=\s*\{\{|^=?https?:\/\/\{\{/.test(textAt(reading, parameters, key) ?? ''))
      ? [`The address that ${name} calls is known only when it runs.`]
      : [],
  );
}

function connectorOf(
  reading: FileReading,
  { type, parameters, node, subject }: FlowNode,
  isTool: boolean,
): readonly FoundPart[] {
  if (
    n8nInternal.has(type) ||
    n8nProvider(type) !== null ||
    type.endsWith('Trigger') ||
    n8nTriggers.has(type) ||
    n8nListeners.has(type)
  )
    return [];
  const does = ['resource', 'operation'].flatMap((key) => textAt(reading, parameters, key) ?? []);
  const name = isTool ? type.replace(/Tool$/, '') : type;
  return [{ name, ...(does.length === 0 ? {} : { detail: does.join(' ') }), node, subject }];
}

function modelOf(reading: FileReading, { type, parameters, node, subject }: FlowNode): readonly FoundPart[] {
  const provider = n8nProvider(type);
  if (provider === null) return [];
  const named = ['model', 'modelId', 'modelName'].flatMap(
    (key) => textAt(reading, parameters, key) ?? textAt(reading, objectAt(reading, parameters, key), 'value') ?? [],
  );
  return [{ name: named[0] ?? provider, detail: `of ${provider}`, node, subject }];
}

function handovers(reading: FileReading, { type, parameters, subject }: FlowNode): readonly FoundHandover[] {
  const isOther = n8nInternal.has(type) && !SENDS.test(type);
  if (isOther || type.endsWith('Trigger') || n8nTriggers.has(type) || n8nListeners.has(type)) return [];
  return handoversOfNode(reading, type, parameters, n8nProvider(type) !== null, subject);
}

/** Of those that are no connectors, what hands something on. */
const SENDS =
  /^(?:httpRequest|httpRequestTool|agent|chainLlm|chainSummarization|informationExtractor|textClassifier|sentimentAnalysis)$/;

/** What a connection of the type `ai_tool` comes from. */
function toolNames(reading: FileReading, connections: SyntaxNode): ReadonlySet<string> {
  return new Set(
    objectsByName(reading, connections)
      .filter(({ object }) => valueOfKey(reading, object, 'ai_tool') !== null)
      .map(({ name }) => name),
  );
}

function approvalOf(reading: FileReading, { name, type, parameters, node }: FlowNode): readonly FoundPart[] {
  if (textAt(reading, parameters, 'operation') === 'sendAndWait')
    return [{ name, detail: `asks through ${type} and waits`, node }];
  const resume = type === 'wait' ? textAt(reading, parameters, 'resume') : null;
  return resume === 'webhook' || resume === 'form'
    ? [{ name, detail: `waits for a ${resume === 'form' ? 'form' : 'call'}`, node }]
    : [];
}

/** Whose text runs through it; null: only what it fetches itself. */
function writerOf(triggers: readonly FoundTrigger[]): Writer | null {
  if (triggers.some(({ by }) => by === 'anybody'))
    return { source: 'outsider', by: 'whoever starts the workflow writes it' };
  const isGiven = triggers.some(
    ({ type, by }) => type === 'webhook' || by === 'unknown' || (type === 'event' && by === 'insiders'),
  );
  return isGiven
    ? { source: 'input', by: 'whatever starts the workflow gives it' }
    : { source: 'output', by: 'an earlier node made it' };
}

/** `{{ $json.body.name }}` in a text that is an expression, which begins with `=`. */
const EXPRESSION = /\{\{((?:[^}]|\}(?!\})){1,500})\}\}/g;
const GIVEN = /\$json\b|\$\(|\$node\b|\$input\b|\$items\b|\$binary\b/;
/** Code reads what it is given as data; here it runs it. */
const RUNS =
  /\b(?:eval|new\s+Function|exec|execSync|spawn|os\.system|subprocess\.\w{1,20})\s{0,5}\([^;\n]{0,300}?(\$json|\$input|\$node|\$items|items\[|_json|_input|_items|item\.json)/g;

function interpolations(
  reading: FileReading,
  { type, parameters, node, subject }: FlowNode,
  writer: Writer,
): readonly FoundInterpolation[] {
  if (parameters === null) return [];
  return (n8nSinks.get(type) ?? []).flatMap(({ parameter, into, isCode }) =>
    textsOf(reading, valueOfKey(reading, parameters, parameter)).flatMap((sink) => {
      const rest = { into, step: node, subject };
      const given = { pattern: EXPRESSION, writerOf: (inner: string) => (GIVEN.test(inner) ? writer : null) };
      return [
        ...(sink.text.startsWith('=') ? interpolationsIn(reading, sink.node, given, rest) : []),
        ...(isCode === true
          ? interpolationsIn(reading, sink.node, { pattern: RUNS, shown: (name) => name, writerOf: () => writer }, rest)
          : []),
      ];
    }),
  );
}
