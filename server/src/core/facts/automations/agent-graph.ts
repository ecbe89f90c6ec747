import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, returnsIn } from '../../text/tree.ts';
import { itemsOf } from '../agent-reach/given-lists.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { nodesWithin } from '../nodes-within.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { argumentAt, textOfValue, type Argument, type Value } from '../value.ts';

/** A graph of functions and agents that hand a state on, as LangGraph has them. */
export interface AgentGraph {
  /** The call that makes it. */
  readonly call: SyntaxNode;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly name: string;
  /** What adds it. */
  readonly call: SyntaxNode;
  /** What it does; null: it stands in another file. */
  readonly fn: SyntaxNode | null;
  /** Of a node that calls tools: those. */
  readonly tools: readonly SyntaxNode[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The function that chooses it. */
  readonly by?: string;
}

export const START = '__start__';
export const END = '__end__';
const MAKES = /(?:^|[./])(?:StateGraph|MessageGraph|Graph|WorkflowGraph)$/;
/** @see https://docs.langchain.com/oss/python/langgraph/graph-api (2026-11) */
const BUILDS =
  /^(?:add_?[nN]ode|add_?[eE]dge|add_?[cC]onditional_?[eE]dges|add_?[sS]equence|set_?(?:[eE]ntry|[fF]inish)_?[pP]oint|set_?[cC]onditional_?[eE]ntry_?[pP]oint)$/;
const MAX_NODES = 500;
const MAX_LINKS = 200;

interface Draft {
  readonly call: SyntaxNode;
  readonly nodes: Map<string, GraphNode>;
  readonly edges: GraphEdge[];
}

/** The graphs that a file builds, by the calls that make them. */
export const graphsIn = oncePerUnit((reading: FileReading): readonly AgentGraph[] => {
  const graphs = new Map<SyntaxNode, Draft>();
  const choices: (() => void)[] = [];
  for (const call of reading.unit.ofKind('call')) {
    const method = calledName(reading, call);
    const made = BUILDS.test(method) ? madeBy(reading, call) : null;
    if (made === null) continue;
    const graph = graphs.get(made) ?? { call: made, nodes: new Map(), edges: [] };
    graphs.set(made, graph);
    if (graph.nodes.size >= MAX_NODES || graph.edges.length >= MAX_NODES * 4) continue;
    const choose = take(reading, graph, method.replaceAll('_', '').toLowerCase(), call);
    if (choose !== null) choices.push(choose);
  }
  for (const choose of choices) choose();
  for (const graph of graphs.values()) addHandovers(reading, graph);
  return [...graphs.values()];
});

/** The call that made what a method is called on, through the methods before it. */
function madeBy({ resolver }: FileReading, call: SyntaxNode): SyntaxNode | null {
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  let value: Value | null = object === null ? null : resolver.valueOf(object);
  for (let links = 0; links < MAX_LINKS && value?.kind === 'call'; links += 1) {
    if (MAKES.test(value.of)) return value.node;
    value = value.receiver;
  }
  return null;
}

/** What names choose waits until all nodes are known. */
function take(reading: FileReading, graph: Draft, method: string, call: SyntaxNode): (() => void) | null {
  const args = reading.resolver.argumentsOf(call);
  const nameAt = (index: number, keyword: string): string | null => nameOf(reading, argumentAt(args, index, keyword));
  const edge = (from: string | null, to: string | null): void => {
    if (from !== null && to !== null) graph.edges.push({ from, to });
  };
  switch (method) {
    case 'addnode':
      addNodes(reading, graph, call, args);
      return null;
    case 'addedge':
      for (const from of namesAt(reading, argumentAt(args, 0, 'start_key')?.node ?? null))
        for (const to of namesAt(reading, argumentAt(args, 1, 'end_key')?.node ?? null)) edge(from, to);
      return null;
    case 'setentrypoint':
      edge(START, nameAt(0, 'key'));
      return null;
    case 'setfinishpoint':
      edge(nameAt(0, 'key'), END);
      return null;
    case 'addsequence':
      addSequence(reading, graph, call, args);
      return null;
    default: {
      const isEntry = method.startsWith('setconditional');
      const from = isEntry ? START : nameAt(0, 'source');
      const path = argumentAt(args, isEntry ? 0 : 1, 'path');
      const map = argumentAt(args, isEntry ? 1 : 2, 'path_map');
      return from === null ? null : () => addChoice(reading, graph, from, path, map);
    }
  }
}

function addNodes(reading: FileReading, graph: Draft, call: SyntaxNode, args: readonly Argument[]): void {
  const [first] = args;
  if (first?.node == null) return;
  const given = first.value();
  const list = given.kind === 'object' || given.kind === 'list' ? itemsOf(reading, first.node) : [];
  for (const { node, key } of list) {
    const pair = key === undefined ? itemsOf(reading, node) : [];
    const [named, does] = pair.length > 1 ? pair : [undefined, { node }];
    const name =
      key ?? (named === undefined ? ownName(reading, node) : textOfValue(reading.resolver.valueOf(named.node)));
    if (name !== null) graph.nodes.set(name, nodeOf(reading, name, call, does.node));
  }
  if (list.length > 0) return;
  const name = textOfValue(given) ?? ownName(reading, first.node);
  const does = textOfValue(given) === null ? first.node : (argumentAt(args, 1, 'action')?.node ?? null);
  if (name !== null) graph.nodes.set(name, nodeOf(reading, name, call, does));
}

function addSequence(reading: FileReading, graph: Draft, call: SyntaxNode, args: readonly Argument[]): void {
  const list = args[0]?.node == null ? [] : itemsOf(reading, args[0].node);
  let last: string | null = null;
  for (const { node } of list) {
    const [named, does] = itemsOf(reading, node);
    const name =
      (does === undefined ? null : textOfValue(reading.resolver.valueOf(named!.node))) ?? ownName(reading, node);
    if (name === null) continue;
    graph.nodes.set(name, nodeOf(reading, name, call, does?.node ?? node));
    if (last !== null) graph.edges.push({ from: last, to: name });
    last = name;
  }
}

function nodeOf(reading: FileReading, name: string, call: SyntaxNode, does: SyntaxNode | null): GraphNode {
  const value = does === null ? null : reading.resolver.valueOf(does);
  const isTools = value?.kind === 'call' && /(?:^|[./])ToolNode$/.test(value.of);
  const given = isTools ? (argumentAt(value.args, 0, 'tools')?.node ?? null) : null;
  const tools = given === null ? [] : itemsOf(reading, given).map(({ node }) => node);
  return { name, call, fn: value?.kind === 'function' ? value.node : null, tools };
}

/** Of a map or a list what stands in it; else what the function that chooses gives back; else any node. */
function addChoice(
  reading: FileReading,
  graph: Draft,
  from: string,
  path: Argument | null,
  map: Argument | null,
): void {
  const by = path?.node == null ? null : ownName(reading, path.node);
  const said = map?.node == null ? [] : itemsOf(reading, map.node).flatMap(({ node }) => named(reading, node) ?? []);
  const value = path?.value();
  const given = said.length > 0 || value?.kind !== 'function' ? said : namesIn(reading, graph, returnsOf(value.node));
  const isReady = /^tools_?[cC]ondition$/.test(by ?? '');
  const targets = given.length > 0 ? given : isReady ? ['tools', END] : [...graph.nodes.keys(), END];
  for (const to of new Set(targets)) graph.edges.push({ from, to, by: by ?? 'a function' });
}

function returnsOf(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  const returns = returnsIn(fn);
  return returns.length > 0 || body === null ? returns : [body];
}

/** `Command(goto="send")` in what a node does. */
function addHandovers(reading: FileReading, graph: Draft): void {
  for (const { name, fn } of graph.nodes.values()) {
    if (fn === null) continue;
    for (const call of [...nodesWithin(reading.unit, ['call', 'new'], fn)]) {
      if (!/(?:^|[./])(?:Command|Send)$/.test(reading.resolver.calleeOf(call) ?? '')) continue;
      for (const to of namesIn(reading, graph, [call])) graph.edges.push({ from: name, to, by: 'what it finds' });
    }
  }
}

/** Names of nodes that stand in expressions. */
function namesIn(reading: FileReading, graph: Draft, nodes: readonly SyntaxNode[]): readonly string[] {
  const found = new Set<string>();
  for (const node of nodes)
    for (const each of nodesWithin(reading.unit, ['string', 'name', 'member'], node)) {
      const name = named(reading, each);
      if (name !== null && (graph.nodes.has(name) || name === END)) found.add(name);
    }
  return [...found];
}

function namesAt(reading: FileReading, node: SyntaxNode | null): readonly string[] {
  if (node === null) return [];
  const list = reading.resolver.valueOf(node).kind === 'list' ? itemsOf(reading, node) : [{ node }];
  return list.flatMap((each) => named(reading, each.node) ?? []);
}

function nameOf(reading: FileReading, argument: Argument | null): string | null {
  return argument?.node == null ? null : named(reading, argument.node);
}

/** What a text, or the name of one, says; START and END by their own names. */
function named({ unit, resolver }: FileReading, node: SyntaxNode): string | null {
  const value = resolver.valueOf(node);
  if (value.kind === 'symbol') {
    if (/(?:^|[./])START$/.test(value.name)) return START;
    return /(?:^|[./])END$/.test(value.name) ? END : null;
  }
  // A step may be named by its function.
  return value.kind === 'function' ? declaredName(unit, value.node) : textOfValue(value);
}

/** As a node without a name of its own is called. */
function ownName({ unit, resolver }: FileReading, node: SyntaxNode): string | null {
  const value = resolver.valueOf(node);
  const name = value.kind === 'function' ? declaredName(unit, value.node) : null;
  return name ?? (node.kind === 'name' || node.kind === 'shorthand' ? unit.textOf(node) : null);
}
