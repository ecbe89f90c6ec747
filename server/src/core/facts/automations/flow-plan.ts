import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing, returnsIn } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { nodesWithin } from '../nodes-within.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { textOfValue } from '../value.ts';
import { planBy } from './agent-graph-plan.ts';
import { START, type AgentGraph, type GraphEdge, type GraphNode } from './agent-graph.ts';
import type { AgentPlan } from './agent-plan.ts';
import { callsIn, declaredName, type CodeCall } from './code-calls.ts';

/** @see https://docs.crewai.com/concepts/flows (2026-11) */
const STEP = /^crewai(?:\.\w+)*\.(start|listen|router)$/;
const KEEPS = /^crewai(?:\.\w+)*\.persist$/;
const JOINS = /^(?:\w+\.)?(?:and_|or_)$/;
const RUNS = /^(?:kickoff|akickoff)(?:_\w+)?$/;
const MAX_STEPS = 500;

/** The methods of a file's flows in the order they are reached, which crews they run, and where a person is asked. */
export const planOfFlows = oncePerUnit((reading: FileReading): AgentPlan => {
  const kept = callsIn(reading, KEEPS).map(({ call }) => ({
    name: 'persist',
    detail: 'keeps what it went through',
    node: call,
  }));
  return planBy(reading, flowsIn(reading), kept);
});

interface Method {
  readonly name: string;
  readonly fn: SyntaxNode;
  /** Decorators, with what each waits for; nothing: it starts. */
  readonly marks: readonly { readonly kind: string; readonly after: readonly string[] }[];
  readonly call: SyntaxNode;
}

function flowsIn(reading: FileReading): readonly AgentGraph[] {
  const owners = new Map<SyntaxNode, Map<SyntaxNode, CodeCall[]>>();
  for (const mark of callsIn(reading, STEP).slice(0, MAX_STEPS)) {
    const owner = mark.decorated === null ? null : enclosing(mark.decorated, 'class');
    if (owner === null || mark.decorated === null) continue;
    const methods = owners.get(owner) ?? new Map<SyntaxNode, CodeCall[]>();
    owners.set(owner, methods);
    methods.set(mark.decorated, [...(methods.get(mark.decorated) ?? []), mark]);
  }
  return [...owners].map(([owner, methods]) =>
    toGraph(
      reading,
      owner,
      [...methods].flatMap(([fn, marks]) => methodOf(reading, fn, marks) ?? []),
    ),
  );
}

function methodOf(reading: FileReading, fn: SyntaxNode, marks: readonly CodeCall[]): Method | null {
  const name = declaredName(reading, fn);
  if (name === null) return null;
  return {
    name,
    fn,
    call: marks[0]!.call,
    marks: marks.map(({ path, args }) => ({
      kind: STEP.exec(path)![1]!,
      after: args.flatMap(({ node }) => (node === null ? [] : namesIn(reading, node))),
    })),
  };
}

/** Methods and answers that a decorator waits for: `draft`, `"approved"`, `or_(draft, "again")`. */
function namesIn(reading: FileReading, node: SyntaxNode): readonly string[] {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  if (callee !== null)
    return JOINS.test(reading.unit.textOf(callee))
      ? reading.resolver.argumentsOf(node).flatMap((each) => (each.node === null ? [] : namesIn(reading, each.node)))
      : [];
  const text = node.kind === 'string' ? textOfValue(reading.resolver.valueOf(node)) : null;
  return [text ?? reading.unit.textOf(node).replace(/^.*\./s, '')];
}

function toGraph(reading: FileReading, owner: SyntaxNode, methods: readonly Method[]): AgentGraph {
  const nodes = new Map(
    methods.map(({ name, fn, call }): [string, GraphNode] => [name, { name, call, fn, tools: crewsRun(reading, fn) }]),
  );
  const routers = methods
    .filter(({ marks }) => marks.some(({ kind }) => kind === 'router'))
    .map((method) => ({ name: method.name, answers: answersOf(reading, method.fn) }));
  const edges = methods.flatMap(({ name, marks }) =>
    marks.flatMap(({ kind, after }): readonly GraphEdge[] => {
      if (after.length === 0) return kind === 'start' ? [{ from: START, to: name }] : [];
      return after.flatMap((each): readonly GraphEdge[] =>
        nodes.has(each)
          ? [{ from: each, to: name }]
          : routers
              .filter(({ answers }) => answers === null || answers.has(each))
              .map((router) => ({ from: router.name, to: name, by: router.name })),
      );
    }),
  );
  return { call: owner, nodes, edges };
}

/** Texts that a router gives back; null: one of them is not known. */
function answersOf({ resolver, unit }: FileReading, fn: SyntaxNode): ReadonlySet<string> | null {
  const texts = new Set<string>();
  for (const at of returnsIn(fn)) {
    const [given] = at.children;
    const text = given === undefined ? null : textOfValue(resolver.valueOf(given));
    const written = given === undefined || text !== null ? [] : [...unit.textOf(given).matchAll(/(["'])(.*?)\1/g)];
    if (text === null && written.length === 0) return null;
    for (const each of text === null ? written.map((one) => one[2]!) : [text]) texts.add(each);
  }
  return texts.size === 0 ? null : texts;
}

/** What `kickoff` is called on, down to where it begins: `WriterCrew()` of `WriterCrew().crew().kickoff()`. */
function crewsRun(reading: FileReading, fn: SyntaxNode): readonly SyntaxNode[] {
  return [...nodesWithin(reading.unit, ['call'], fn)].flatMap((call) => {
    if (!RUNS.test(calledName(reading, call))) return [];
    let at = receiverOf(call);
    for (let below = at; below !== null; below = receiverOf(below)) at = below;
    return at === null ? [] : [at];
  });
}

function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = call.kind === 'call' ? childOf(call, 'call.callee') : null;
  return callee === null ? null : childOf(callee, 'member.object');
}
