import type { SyntaxNode } from '../../model/syntax.ts';
import { listWords } from '../../text/prose.ts';
import type { FileReading } from '../define.ts';
import { functionsReached } from '../functions-reached.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { END, graphsIn, START, type AgentGraph, type GraphNode } from './agent-graph.ts';
import { isIn, type AgentPlan } from './agent-plan.ts';
import { callsIn, type CodeCall } from './code-calls.ts';
import type { FoundApproval, FoundPart } from './define.ts';

/** Inside a node, or above it, it stops the graph until a person answers. */
const STOPS = /(?:^|[./])(?:interrupt|human_feedback)$/;
const COMPILES = /\.compile$/;
const KEEPS = new Set(['checkpointer', 'store', 'cache']);

/** Nodes in the order they are reached, what each leads to, where a person is asked, and what keeps the state. */
export const planOfGraphs = oncePerUnit((reading: FileReading): AgentPlan =>
  planBy(reading, graphsIn(reading), kept(reading)),
);

/** `keepers`: what keeps the state, if there is a graph. */
export function planBy(reading: FileReading, all: readonly AgentGraph[], keepers: readonly FoundPart[]): AgentPlan {
  const graphs = all.filter(({ nodes }) => nodes.size > 0);
  const stops = graphs.length === 0 ? [] : callsIn(reading, STOPS);
  const steps: FoundPart[] = [];
  const approvals: FoundApproval[] = [];
  const run: SyntaxNode[] = [];
  const told = new Set<SyntaxNode>();
  for (const graph of graphs) {
    const reached = reachedFrom(graph, START, null);
    told.add(graph.call);
    for (const name of reached) {
      const node = graph.nodes.get(name);
      const detail = node === undefined ? '' : detailOf(reading, graph, node);
      if (node !== undefined) steps.push({ name, ...(detail === '' ? {} : { detail }), node: node.call });
    }
    for (const name of stops.length === 0 ? [] : reached) {
      const node = graph.nodes.get(name);
      const inside = node === undefined ? [] : doneIn(reading, node);
      run.push(...inside);
      approvals.push(
        ...asked(
          graph,
          name,
          stops.filter(({ call }) => isIn(inside, call)),
        ),
      );
    }
  }
  if (graphs.length > 0) steps.push(...keepers);
  const leftOut = graphs.length === 0 ? [] : stops.map(({ call }) => call).filter((call) => !isIn(run, call));
  return { steps, approvals, told, leftOut };
}

/** Nodes that can be reached, in order; `without` leads nowhere. A graph whose start is elsewhere can start anywhere. */
function reachedFrom({ nodes, edges }: AgentGraph, start: string, without: string | null): readonly string[] {
  const isOpen = !edges.some(({ from }) => from === START);
  const found = new Set<string>(isOpen ? nodes.keys() : [start]);
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  for (const at of found) if (at !== without) for (const to of next.get(at) ?? []) found.add(to);
  return [...found].filter((name) => name !== START && name !== END);
}

function detailOf(reading: FileReading, { edges }: AgentGraph, { name, tools }: GraphNode): string {
  const words = tools.map((tool) => reading.unit.textOf(tool).replace(/\(.*$/s, '').slice(0, 60));
  const fixed = edges.filter(({ from, by }) => from === name && by === undefined).map(({ to }) => shown(to));
  const chosen = edges.filter(({ from, by }) => from === name && by !== undefined);
  const goesOn = [
    ...(fixed.length === 0 ? [] : [`then ${listWords(unique(fixed))}`]),
    ...(chosen.length === 0
      ? []
      : [`then ${unique(chosen.map(({ to }) => shown(to))).join(' or ')}, as ${chosen[0]!.by!} says`]),
  ];
  return [...(words.length === 0 ? [] : [`calls ${listWords(words)}`]), ...goesOn].join('; ');
}

function shown(name: string): string {
  return name === END ? 'the end' : name;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** The functions that a node runs: its own, those of the tools that it calls, and those of the file that these call. */
function doneIn(reading: FileReading, { fn, tools }: GraphNode): readonly SyntaxNode[] {
  const own = tools.flatMap((tool) => {
    const value = reading.resolver.valueOf(tool);
    return value.kind === 'function' ? [value.node] : value.kind === 'call' && value.node !== null ? [value.node] : [];
  });
  return functionsReached(reading, fn === null ? own : [fn, ...own]);
}

/** It holds up what is reached through this node alone. */
function asked(graph: AgentGraph, name: string, stops: readonly CodeCall[]): readonly FoundApproval[] {
  if (stops.length === 0) return [];
  const free = reachedFrom(graph, START, name).filter((each) => each !== name);
  const held = reachedFrom(graph, START, null).filter((each) => each !== name && !free.includes(each));
  const detail = held.length === 0 ? `in ${name}` : `in ${name}, before ${listWords(held)}`;
  return stops.map(({ call, path }) => ({
    name: `${path.split(/[./]/).pop()!} of ${name}`,
    detail,
    node: call,
    holds: held,
    free,
  }));
}

/** `compile(checkpointer=MemorySaver(), store=…)` */
function kept(reading: FileReading): readonly FoundPart[] {
  return callsIn(reading, COMPILES).flatMap(({ args, path }) => {
    if (!/Graph\(\)/.test(path)) return [];
    return args.flatMap(({ name, node, value }): readonly FoundPart[] => {
      const given = name === null ? value() : null;
      const entries = given?.kind === 'object' ? [...reading.resolver.entriesOf(given.node)] : [];
      const all = name !== null && node !== null ? [[name, node] as const] : entries;
      return all.flatMap(([key, at]): readonly FoundPart[] =>
        KEEPS.has(key) && reading.resolver.valueOf(at).kind !== 'null'
          ? [{ name: key, detail: `${keeper(reading, at)} keeps what it went through`, node: at }]
          : [],
      );
    });
  });
}

function keeper({ unit, resolver }: FileReading, node: SyntaxNode): string {
  const value = resolver.valueOf(node);
  const path = value.kind === 'call' ? value.of : unit.textOf(node).slice(0, 60);
  return path.split(/[./]/).pop() ?? path;
}
