import type { Evidence } from '../model/fact.ts';
import type { GivenData, HandOn } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import { assignedSinks } from './apis/sinks/assigned.ts';
import type { DataSink } from './apis/sinks/define.ts';
import { sinkOf } from './apis/sinks/find-sink.ts';
import { returnedAnswers } from './data-answers.ts';
import { argumentsFor } from './data-arguments.ts';
import { toGiven, type Leak, type OpenParameter, type Traced } from './data-leak.ts';
import { createTracer, type Tracer } from './data-trace.ts';
import { hasReturn } from './data-trace-calls.ts';
import { urlParameters } from './data-urls.ts';
import type { Reading, Site } from './define.ts';
import { declaredName, symbolPath } from './names.ts';
import { redactedBy } from './redaction.ts';

const MAX_CALLS_DEEP = 3;
/** Arguments of one sink that are followed at each step outwards. */
const MAX_CALLS = 500;
/** Parameters of one function that are told to callers in other files. */
const MAX_HANDED = 20;
/** Leaks of one answer that are told to them. */
const MAX_GIVEN = 12;

/** A value on its way into a sink. */
export interface Into {
  /** The argument whose value is followed. */
  readonly node: SyntaxNode;
  /** Where it is told: the sink, or the outermost call of a function around it. */
  readonly call: SyntaxNode;
  readonly sink: Omit<DataSink, 'args'>;
  readonly redacted: readonly string[];
  /** Functions it goes through, outermost first. */
  readonly through: readonly string[];
  readonly evidence: Site['evidence'];
  /** The same in other files. */
  readonly elsewhere: readonly Evidence[];
}

export interface Handover {
  readonly leak: Leak;
  readonly into: Into;
}

export interface Handovers {
  /** What is handed over in this file, and with what. */
  readonly found: readonly Handover[];
  /** By function: its parameters that reach a sink, for callers in other files. */
  readonly handedOn: ReadonlyMap<SyntaxNode, readonly HandOn[]>;
  /** What any other value of the file holds. */
  readonly trace: (node: SyntaxNode) => Traced;
  /** What a function's answer holds. */
  readonly givenBy: (fn: SyntaxNode) => GivenData | null;
}

const known = new WeakMap<Reading, Handovers>();

/** Read once for the facts and for the summary of a file. */
export function handoversOf(reading: Reading): Handovers {
  const before = known.get(reading);
  if (before !== undefined) return before;
  let tracer: Tracer | null = null;
  const tracing = (): Tracer => (tracer ??= createTracer(reading));
  const handedOn = new Map<SyntaxNode, HandOn[]>();
  const found = [...intoSinks(reading)].flatMap((into) => [...follow(reading, tracing(), into, handedOn)]);
  const handovers: Handovers = {
    found,
    handedOn,
    trace: (node) => tracing().trace(node),
    givenBy: (fn) => givenBy(tracing(), fn),
  };
  known.set(reading, handovers);
  return handovers;
}

/** Every value that reaches a sink as it stands. */
function* intoSinks(reading: Reading): Generator<Into> {
  const { unit } = reading;
  const plain = { redacted: [], through: [], evidence: [], elsewhere: [] };
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const callee = childOf(call, 'call.callee');
      if (callee === null) continue;
      const sink = sinkOf(reading, call, callee);
      if (sink === null) {
        yield* intoOtherFiles(reading, call, callee);
        continue;
      }
      const redacted = sink.action === 'log' ? redactedBy(reading, call) : [];
      for (const arg of sink.args) {
        if (arg.node === null) continue;
        const given = arg.name !== null && arg.node.parent?.kind === 'keyword' ? arg.node.parent : arg.node;
        const node = sink.action === 'log' && given.kind === 'function' ? (answerOf(given) ?? given) : given;
        yield { ...plain, node, call, sink, redacted };
      }
    }
  }
  for (const placed of [urlParameters, assignedSinks, returnedAnswers])
    for (const { node, at, sink } of placed(reading)) yield { ...plain, node, call: at, sink };
}

/** `logger.info { "…" }`: what is logged is what the block ends with. */
function answerOf(fn: SyntaxNode): SyntaxNode | null {
  const body = childOf(fn, 'function.body');
  return body?.kind === 'block' ? (body.children.at(-1) ?? null) : body;
}

/** A call of a function of another file that hands its arguments on. */
function* intoOtherFiles({ unit, resolver }: Reading, call: SyntaxNode, callee: SyntaxNode): Generator<Into> {
  const value = resolver.valueOf(callee);
  if (value.kind !== 'symbol' || value.exported?.kind !== 'function') return;
  for (const handed of value.exported.handsOn ?? []) {
    const { action, sink, to, tier, why, through, evidence } = handed;
    for (const node of argumentsFor(unit, call, handed))
      yield {
        node,
        call,
        sink: { action: action as DataSink['action'], sink, to, tier, why },
        redacted: [],
        through: [value.exported.symbol, ...through],
        evidence: [],
        elsewhere: evidence,
      };
  }
}

/** Functions that call each other reach the same parameter by ways without number: the shortest one speaks for all. */
function* follow(
  reading: Reading,
  tracer: Tracer,
  sink: Into,
  handedOn: Map<SyntaxNode, HandOn[]>,
): Generator<Handover> {
  const followed = new Map<SyntaxNode, Set<number>>();
  let level: readonly Into[] = [sink];
  for (let depth = 0; depth <= MAX_CALLS_DEEP && level.length > 0; depth += 1) {
    const next: Into[] = [];
    for (const into of level) {
      const { leaks, open } = tracer.trace(into.node);
      for (const leak of leaks) yield { leak, into };
      for (const parameter of open) {
        const known = followed.get(parameter.function) ?? new Set();
        followed.set(parameter.function, known);
        if (known.has(parameter.index)) continue;
        known.add(parameter.index);
        note(reading, parameter, into, handedOn);
        if (depth < MAX_CALLS_DEEP && next.length <= MAX_CALLS) next.push(...atCallers(reading, into, parameter));
      }
    }
    level = next;
  }
}

function note(reading: Reading, parameter: OpenParameter, into: Into, handedOn: Map<SyntaxNode, HandOn[]>): void {
  const { unit } = reading;
  if (declaredName(unit, parameter.function) === null || into.through.length >= MAX_CALLS_DEEP) return;
  const list = handedOn.get(parameter.function) ?? [];
  handedOn.set(parameter.function, list);
  const { action, sink, to, tier, why } = into.sink;
  if (list.length >= MAX_HANDED) return;
  if (list.some((each) => each.index === parameter.index && each.action === action && each.to === to)) return;
  const here: Evidence = { path: unit.path, range: unit.rangeOf(into.call), role: 'sink' };
  const { index, name, rest } = parameter;
  const evidence = [...into.elsewhere, here];
  list.push({ index, name, rest, action, sink, to, tier, why, through: into.through, evidence });
}

function atCallers(reading: Reading, into: Into, parameter: OpenParameter): readonly Into[] {
  const through = symbolPath(reading.unit, parameter.function) ?? 'a local function';
  return reading.resolver.callersOf(parameter.function).flatMap((call) =>
    argumentsFor(reading.unit, call, parameter).map((node) => ({
      ...into,
      node,
      call,
      through: [through, ...into.through],
      evidence: [...into.evidence, { node: into.call, role: 'sink' as const }],
    })),
  );
}

function givenBy(tracer: Tracer, fn: SyntaxNode): GivenData | null {
  if (!hasReturn(fn)) return null;
  const { state, leaks, open } = tracer.returned(fn);
  if (state === 'clean') return { isClean: true, leaks: [], parameters: [] };
  const own = open.filter((each) => each.function === fn);
  if (leaks.length === 0 && own.length === 0) return null;
  return {
    leaks: leaks.slice(0, MAX_GIVEN).map(toGiven),
    parameters: own.map(({ index, name, rest }) => ({ index, name, rest })),
  };
}
