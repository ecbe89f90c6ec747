import type { Act, CallEdge, EntryPoint, FunctionRef, PassageSummary } from '../model/passage.ts';
import { capital } from '../text/prose.ts';
import { defineChainKind, type ChainSide, type FoundChain } from './define.ts';
import { pathOfRef } from './graph.ts';
import { resourceOf, weakest } from './steps.ts';

/** Calls from a handler to an act, and functions that are looked at for one route. */
const MAX_CALLS_DEEP = 5;
const MAX_FUNCTIONS = 300;
/** Of all routes together. */
const MAX_TOTAL = 100_000;

/** Requests of anybody lead to what few may do. */
export const routeReachesPrivilege = defineChainKind({
  id: 'route-reaches-privilege',
  shape: 'route-to-privilege',
  facet: 'identity',
  why: 'No check is known on the way: whoever reaches the address can have this done.',
  fix: 'Put a check of the caller in front of the route, or in the function that acts.',
  tags: ['CWE-862', 'CWE-306', 'ASI03'],
  // The check that is lost is a finding of its own.
  isTold: ({ passes = [], subject }, { passages }) =>
    passes.some(({ path, symbol }) => passages.get(path)?.guarded.includes(symbol) === true) ||
    [...passages.values()].some(({ entries, guarded }) =>
      entries.some(({ symbol, isPublic }) => symbol === subject.symbol && (!isPublic || guarded.includes(symbol))),
    ),
  *find(side): Generator<FoundChain> {
    const edges = readEdges(side.passages);
    const budget = { left: MAX_TOTAL };
    for (const [path, { entries, guarded }] of side.passages)
      for (const entry of entries)
        if (entry.isPublic && !guarded.includes(entry.symbol)) yield* fromEntry(side, path, entry, edges, budget);
  },
});

type Edges = ReadonlyMap<string, readonly CallEdge[]>;

const keyOf = (path: string, symbol: string): string => `${path}\n${symbol}`;

function readEdges(files: ReadonlyMap<string, PassageSummary>): Edges {
  const found = new Map<string, CallEdge[]>();
  for (const [path, { calls }] of files) {
    for (const call of calls) {
      const key = keyOf(path, call.within);
      const known = found.get(key);
      if (known === undefined) found.set(key, [call]);
      else known.push(call);
    }
  }
  return found;
}

interface Reached {
  readonly at: FunctionRef;
  readonly calls: readonly { readonly path: string; readonly call: CallEdge }[];
}

function* fromEntry(
  { passages }: ChainSide,
  path: string,
  entry: EntryPoint,
  edges: Edges,
  budget: { left: number },
): Generator<FoundChain> {
  const seen = new Set<string>();
  const handler = { ...entry.handler, path: pathOfRef(entry.handler, passages) };
  let level: readonly Reached[] = [{ at: handler, calls: [] }];
  for (let depth = 0; depth <= MAX_CALLS_DEEP && level.length > 0; depth += 1) {
    const next: Reached[] = [];
    for (const reached of level) {
      const { at, calls } = reached;
      const key = keyOf(at.path, at.symbol);
      const file = passages.get(at.path);
      if (seen.has(key) || seen.size > MAX_FUNCTIONS || file === undefined || file.guarded.includes(at.symbol))
        continue;
      seen.add(key);
      if ((budget.left -= 1) < 0) return;
      for (const act of file.acts)
        if (act.privilege !== undefined && act.within === at.symbol)
          yield toChain(path, entry, reached, act, act.privilege);
      for (const call of edges.get(key) ?? [])
        next.push({
          at: { ...call.to, path: pathOfRef(call.to, passages) },
          calls: [...calls, { path: at.path, call }],
        });
    }
    level = next;
  }
}

function toChain(path: string, entry: EntryPoint, { at, calls }: Reached, act: Act, what: string): FoundChain {
  const [factId] = act.facts;
  return {
    key: [act.kind, act.norm].join('\n'),
    ends: [entry.symbol, act.within].join('\n'),
    group: `${path} ${entry.symbol}`,
    kind: 'identity.exposure',
    action: act.kind,
    resource: resourceOf('act', act.norm),
    subject: { type: 'route', symbol: entry.symbol, exposure: 'public' },
    steps: [
      {
        role: 'source',
        path,
        range: entry.range,
        words: `Anybody can call \`${entry.symbol}\``,
        ...(entry.fact === null ? {} : { factId: entry.fact }),
      },
      ...calls.map(({ path: from, call }) => ({
        role: 'step' as const,
        path: from,
        range: call.range,
        words: `\`${call.to.symbol}\` is called`,
      })),
      {
        role: 'sink',
        path: at.path,
        range: act.range,
        words: capital(what),
        ...(factId === undefined ? {} : { factId }),
      },
    ],
    passes: [entry.handler, ...calls.map(({ call }) => call.to), { path, symbol: entry.symbol }],
    message: `Anybody can call ${entry.symbol}, and ${what}.`,
    why: ['No check of the caller is known on the route or in the functions on the way.'],
    tier: weakest([act.tier, 'resolved']),
    factIds: [...(entry.fact === null ? [] : [entry.fact]), ...act.facts],
    tags: [],
  };
}
