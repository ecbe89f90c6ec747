import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { groupBy } from '../../text/group-by.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, itemsOf, textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundInterpolation,
  type FoundPart,
  type FoundProgram,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { isTalkedTo, modelHosts, onceByName } from './hosts.ts';
import { hostsOfPrograms } from './programs.ts';
import { firstLine } from './texts.ts';

/** A list of nodes, of which each tab is a flow. @see https://nodered.org/docs/developing-flows/ (4.1) */
export const nodeRed = defineAutomation({
  id: 'node-red',
  title: 'Node-RED flow',
  languages: ['json'],
  words: [['"wires"', '"type"', '"id"']],
  isOfConnectors: true,
  *find(reading) {
    for (const list of reading.unit.ofKind('array')) {
      if (list.parent?.kind !== 'block' && list.parent?.role !== 'entry.value') continue;
      const nodes = itemsOf(reading, list).flatMap((object) => toNode(reading, object) ?? []);
      if (!nodes.some(({ isWired }) => isWired)) continue;
      const configured = nodes.filter(({ isWired, type }) => !isWired && type !== 'tab' && type !== 'comment');
      for (const [tab, own] of groupBy(
        nodes.filter(({ isWired }) => isWired),
        ({ flow }) => flow ?? '',
      ))
        yield toFlow(reading, own, nodes.find(({ id }) => id === tab) ?? null, configured);
    }
  },
});

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly flow: string | null;
  readonly isWired: boolean;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

function toNode(reading: FileReading, object: SyntaxNode): FlowNode | null {
  const [id, type] = ['id', 'type'].map((key) => textAt(reading, object, key));
  if (id === null || id === undefined || type === null || type === undefined) return null;
  if (textAt(reading, object, 'd') === 'true') return null;
  const given = textAt(reading, object, 'name') ?? textAt(reading, object, 'label');
  const name = given === null || given === '' ? type : given;
  const isWired = valueOfKey(reading, object, 'wires') !== null && type !== 'comment';
  return {
    id,
    type,
    name,
    flow: textAt(reading, object, 'z'),
    isWired,
    object,
    node: entryOf(reading, object, 'type') ?? object,
    subject: { type: 'step', symbol: name },
  };
}

function toFlow(
  reading: FileReading,
  nodes: readonly FlowNode[],
  tab: FlowNode | null,
  configured: readonly FlowNode[],
): FoundAutomation {
  // A broker is a node of its own, which those that use it name by its id.
  const used = new Set(
    nodes.flatMap(({ object }) => ['broker', 'server', 'client'].flatMap((key) => textAt(reading, object, key) ?? [])),
  );
  const own = [...nodes, ...configured.filter(({ id }) => used.has(id))];
  const programs = nodes.flatMap((node) => programOf(reading, node));
  const hosts = onceByName([...own.flatMap((node) => hostOfNode(reading, node)), ...hostsOfPrograms(programs)]);
  const triggers = nodes.flatMap((node) => triggerOf(reading, node) ?? []);
  const info = tab === null ? null : textAt(reading, tab.object, 'info');
  return automation({
    name: tab?.name ?? fileName(reading.unit.path),
    node: tab?.node ?? nodes[0]!.node,
    triggers,
    steps: nodes.map(({ name, type, node, subject }) => ({ name, detail: type, node, subject })),
    connectors: [
      ...onceByName(
        nodes.filter(({ type }) => !INTERNAL.has(type)).map(({ type, node }): FoundPart => ({ name: type, node })),
      ),
      ...hosts,
    ],
    models: modelHosts(hosts),
    interpolations: nodes.flatMap((node) => interpolations(reading, node, triggers)),
    programs,
    purpose: info === null || info.trim() === '' ? null : firstLine(info),
    gaps: ['Whether the server asks callers who they are, and which credentials its nodes have, stands elsewhere.'],
  });
}

const INTERNAL = new Set(
  (
    'inject debug complete catch status link-in link-out comment function switch change range template delay trigger exec rbe split join sort batch csv ' +
    'html json xml yaml unknown junction subflow tab'
  )
    .split(' ')
    .concat([
      'http in',
      'http response',
      'http request',
      'link in',
      'link out',
      'link call',
      'file in',
      'file',
      'watch',
      'tail',
    ]),
);

function triggerOf(reading: FileReading, { type, name, object, node, subject }: FlowNode): FoundTrigger | null {
  const text = (key: string): string => textAt(reading, object, key) ?? '';
  if (type === 'inject') {
    const time = text('crontab') !== '' ? text('crontab') : text('repeat') !== '' ? `every ${text('repeat')} s` : null;
    if (time !== null) return { name: time, type: 'schedule', by: 'nobody', node, subject };
    return { name, type: 'manual', by: 'insiders', node, subject };
  }
  if (type === 'http in')
    return {
      name: `${text('method').toUpperCase()} ${text('url')}`.trim(),
      type: 'webhook',
      by: 'anybody',
      detail: 'unless the server asks who it is',
      node: entryOf(reading, object, 'url') ?? node,
      subject,
    };
  if (/^(?:websocket|tcp|udp) in$/.test(type))
    return { name, type: 'webhook', by: 'anybody', detail: 'unless the server asks who it is', node, subject };
  if (/^(?:telegram receiver|slack in)$/.test(type))
    return { name, type: 'event', by: 'anybody', detail: type, node, subject };
  if (type === 'e-mail in')
    return { name, type: 'event', by: 'anybody', detail: 'whoever sends an e-mail', node, subject };
  return type.endsWith(' in') && !/^(?:link|file) in$/.test(type)
    ? { name, type: 'event', by: 'unknown', detail: type, node, subject }
    : null;
}

function hostOfNode(reading: FileReading, { object, subject, node }: FlowNode): readonly FoundPart[] {
  return ['url', 'server', 'host', 'broker'].flatMap((key) => {
    const text = textAt(reading, object, key);
    const host = text === null ? '' : hostOf(text);
    return isTalkedTo(host) ? [{ name: host, node: entryOf(reading, object, key) ?? node, subject }] : [];
  });
}

/** Function nodes, with the packages that they are given. */
function programOf(reading: FileReading, { type, name, object, node, subject }: FlowNode): readonly FoundProgram[] {
  const text = type === 'function' ? textAt(reading, object, 'func') : null;
  if (text === null) return [];
  const modules = itemsAt(reading, object, 'libs').flatMap((item) => textAt(reading, item, 'module') ?? []);
  return [{ name, text, modules, node: entryOf(reading, object, 'func') ?? node, subject }];
}

/** `exec` appends a message to its command where it is told to; a template becomes a command only through it. */
function interpolations(
  reading: FileReading,
  { type, object, node, subject }: FlowNode,
  triggers: readonly FoundTrigger[],
): readonly FoundInterpolation[] {
  if (type !== 'exec') return [];
  const appended = textAt(reading, object, 'addpay') ?? '';
  if (appended === '' || appended === 'false') return [];
  const isOpen = triggers.some(({ by }) => by === 'anybody');
  const isGiven = triggers.some(({ by }) => by === 'unknown');
  const at = entryOf(reading, object, 'addpay') ?? node;
  return [
    {
      text: `msg.${appended === 'true' ? 'payload' : appended}`,
      source: isOpen ? 'outsider' : isGiven ? 'input' : 'output',
      by: isOpen ? 'whoever calls the flow writes it' : 'an earlier node made it',
      into: 'the command',
      node: at,
      step: node,
      subject,
    },
  ];
}
