import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { sinkOf, type DataSink } from '../apis/data-sinks.ts';
import { PERSONAL, type Leak, type OpenParameter } from '../data-leak.ts';
import { argumentsFor, createTracer, type Tracer } from '../data-trace.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { symbolPath } from '../names.ts';
import { splitWords } from '../../text/words.ts';
import { redactedBy } from '../redaction.ts';
import { known } from '../to-fact.ts';

const MAX_CALLS_DEEP = 3;
/** Arguments of one sink that are followed at each step outwards. */
const MAX_CALLS = 500;

/** Personal and sensitive values in the arguments of calls that hand them on. */
export const dataFlows = defineExtractor({
  id: 'data-flows',
  kinds: ['data.flow'],
  languages: 'code',
  *extract(reading) {
    let tracer: Tracer | null = null;
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        const callee = childOf(call, 'call.callee');
        const sink = callee === null ? null : sinkOf(reading, call, callee);
        if (sink === null) continue;
        tracer ??= createTracer(reading);
        const redacted = sink.action === 'log' ? redactedBy(reading, call) : [];
        for (const arg of sink.args) {
          if (arg.node === null) continue;
          const name = arg.name;
          const node = name !== null && arg.node.parent?.kind === 'keyword' ? arg.node.parent : arg.node;
          yield* flowsOf(reading, tracer, { node, call, sink, redacted, through: [], evidence: [] });
        }
      }
    }
  },
});

interface Into {
  /** The argument whose value is followed. */
  readonly node: SyntaxNode;
  /** Where it is told: the sink, or the outermost call of a function around it. */
  readonly call: SyntaxNode;
  readonly sink: DataSink;
  readonly redacted: readonly string[];
  readonly through: readonly string[];
  readonly evidence: Site['evidence'];
}

/** Functions that call each other reach the same parameter by ways without number: the shortest one speaks for all. */
function* flowsOf(reading: Reading, tracer: Tracer, sink: Into): Generator<Site> {
  const followed = new Map<SyntaxNode, Set<number>>();
  let level: readonly Into[] = [sink];
  for (let depth = 0; depth <= MAX_CALLS_DEEP && level.length > 0; depth += 1) {
    const next: Into[] = [];
    for (const into of level) {
      const { leaks, open } = tracer.trace(into.node);
      for (const leak of leaks) if (counts(reading, leak, into)) yield toSite(leak, into);
      if (depth === MAX_CALLS_DEEP || next.length > MAX_CALLS) continue;
      for (const parameter of open) {
        const known = followed.get(parameter.function) ?? new Set();
        followed.set(parameter.function, known);
        if (known.has(parameter.index)) continue;
        known.add(parameter.index);
        next.push(...atCallers(reading, into, parameter));
      }
    }
    level = next;
  }
}

function atCallers(reading: Reading, into: Into, parameter: OpenParameter): readonly Into[] {
  const through = symbolPath(reading.unit, parameter.function) ?? 'a local function';
  return reading.resolver.callersOf(parameter.function).flatMap((call) =>
    argumentsFor(reading.unit, call, parameter).map((node) => ({
      ...into,
      node,
      call,
      through: [through, ...into.through],
      evidence: [...into.evidence, { node: into.call, role: 'sink' }],
    })),
  );
}

/** What is handed over by design: a key to its own vendor, an address of a device in a log. */
function counts(reading: Reading, leak: Leak, { sink, redacted, call }: Into): boolean {
  const words = splitWords(leak.field).join('');
  if (redacted.includes(words)) return false;
  if (sink.action === 'log' && leak.ordinaryInLogs) return false;
  const isCredential = leak.dataClass.startsWith('credential.');
  if (sink.action === 'cookie') return !isCredential || leak.dataClass === 'credential.password';
  if (sink.action === 'respond')
    return (
      leak.dataClass === 'credential.password' ||
      leak.dataClass.startsWith('payment.c') ||
      leak.dataClass === 'identity.national-id'
    );
  if (!isCredential || sink.action === 'log' || sink.action === 'export') return true;
  if (leak.dataClass !== 'credential.password' && leak.dataClass !== 'credential.code') return false;
  if (/auth|login|signin|sign_in|token|session|connect/i.test(reading.unit.textOf(call).slice(0, 200))) return false;
  for (let at: SyntaxNode | null = leak.node; at !== null && at !== call; at = at.parent) {
    const key = childOf(at, 'entry.key') ?? childOf(at, 'keyword.name');
    if (
      key !== null &&
      /^["']?(?:auth|headers|authorization|credentials|proxy|user)["']?$/i.test(reading.unit.textOf(key))
    )
      return false;
  }
  return true;
}

function toSite(leak: Leak, { call, sink, through, evidence }: Into): Site {
  return {
    kind: 'data.flow',
    action: sink.action,
    resource: { kind: 'class', value: known(leak.dataClass) },
    node: call,
    evidence: [{ node: leak.node, role: 'source' }, { node: call, role: 'sink' }, ...evidence],
    tier:
      leak.tier === 'name' && leak.dataClass === PERSONAL
        ? 'name'
        : sink.tier === 'resolved' && leak.tier === 'pattern'
          ? 'resolved'
          : 'pattern',
    why: [...leak.why, sink.why, ...through.map((name) => `\`${name}\` hands its argument on.`)],
    qualifiers: { sink: sink.sink, ...(sink.to === null ? {} : { to: sink.to }) },
    detail: {
      dataClass: leak.dataClass,
      field: leak.field,
      sink: sink.sink,
      ...(through.length === 0 ? {} : { via: 'transitive' as const, path: through }),
    },
  };
}
