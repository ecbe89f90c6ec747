import type { Fact } from '../../model/fact.ts';
import type {
  Act,
  CallEdge,
  FunctionRef,
  GivesBack,
  Passage,
  PassageSummary,
  Place,
  Target,
} from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { isFolderPattern } from '../../text/folder-pattern.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { createTracer } from '../data-trace.ts';
import type { Reading } from '../define.ts';
import { importedPaths } from '../resolve/module-of.ts';
import type { SymbolValue } from '../value.ts';
import { declaredName, symbolPath } from '../names.ts';
import { actsOf, type FoundAct } from './acts.ts';
import { codeWords } from './dotted.ts';
import { entryPoints, guardedSubjects } from './entries.ts';
import { pruned } from './prune.ts';
import { privileges } from './privileges.ts';
import { createPassageTracer, type Traced } from './trace.ts';

/** Of one file; what is beyond is left out in the order of the text. */
const MAX_PASSAGES = 400;
const MAX_CALLS = 600;
const MAX_RETURNS = 6;

/** What a file contributes to chains. Null: nothing, or nothing that ships. */
export function readPassages(reading: Reading, facts: readonly Fact[]): PassageSummary | null {
  const { unit, resolver, routes } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return null;
  const handlers = new Map(
    routes.flatMap((route) => (route.handler === null ? [] : [[route.handler, route.symbol] as const])),
  );
  const refs = new Map<SyntaxNode, FunctionRef | null>();
  const holders = new Map<SyntaxNode, string>();

  /** The function others know, or the route whose handler has no name, that a node stands in. */
  function holderOf(node: SyntaxNode): string {
    let at: SyntaxNode | null = node;
    while (at !== null && !(at.kind === 'function' && (handlers.has(at) || declaredName(unit, at) !== null)))
      at = at.parent;
    if (at === null) return '';
    const known = holders.get(at);
    if (known !== undefined) return known;
    const holder = declaredName(unit, at) === null ? handlers.get(at)! : (symbolPath(unit, at) ?? '');
    holders.set(at, holder);
    return holder;
  }

  function calledBy(call: SyntaxNode): FunctionRef | null {
    const known = refs.get(call);
    if (known !== undefined) return known;
    const callee = childOf(call, 'call.callee');
    const found = callee === null ? null : refOf(callee);
    refs.set(call, found);
    return found;
  }

  function refOf(node: SyntaxNode): FunctionRef | null {
    const value = resolver.valueOf(node);
    if (value.kind === 'function') {
      const symbol = declaredName(unit, value.node) === null ? null : symbolPath(unit, value.node);
      return symbol === null ? null : { path: unit.path, symbol };
    }
    const summary = value.kind === 'symbol' && value.exported?.kind === 'function' ? value.exported : null;
    if (summary === null) return value.kind === 'symbol' ? unreadRef(reading, value) : null;
    return summary.symbol === '' ? null : { path: summary.path, symbol: summary.symbol };
  }

  const found = actsOf(reading);
  const acts: Act[] = found.map((act) => toAct(reading, act, holderOf(act.call), facts));
  const prompts = new Map(
    found.flatMap(({ kind, call }, number) => (kind === 'prompt' ? [[call, number] as const] : [])),
  );
  const tracer = createPassageTracer(reading, {
    calledBy,
    promptAt: (call) => prompts.get(call) ?? null,
    symbolOf: (fn) => (declaredName(unit, fn) === null ? null : symbolPath(unit, fn)),
  });
  const passages: Passage[] = [];
  const add = (traced: readonly Traced[], to: Target, place: Place, within: string): void => {
    for (const { origin, node, words, through, tier } of traced) {
      if (passages.length >= MAX_PASSAGES) return;
      const from = { range: unit.rangeOf(node), words };
      passages.push({ from: origin, to, through, at: { from, to: place }, within, tier });
    }
  };

  for (const [number, act] of found.entries())
    for (const node of act.given)
      add(tracer.trace(node), { kind: 'act', act: number }, placeOf(act.call, act.words), acts[number]!.within);

  const calls: CallEdge[] = [];
  const told = new Set<string>();
  let personal: ReturnType<typeof createTracer> | null = null;
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const of = calledBy(call);
      if (of === null || calls.length >= MAX_CALLS) continue;
      const within = holderOf(call);
      const edge = `${within}\n${of.path}\n${of.symbol}`;
      if (!told.has(edge)) calls.push({ within, to: of, range: unit.rangeOf(call) });
      told.add(edge);
      const place = placeOf(call, `\`${of.symbol}\` is called with it`);
      for (const [index, arg] of childrenOf(call, 'call.argument')
        .filter(({ kind: each }) => each !== 'comment')
        .entries()) {
        if (arg.kind === 'string' || arg.kind === 'number' || arg.kind === 'function') continue;
        const name = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
        const to: Target = { kind: 'argument', of, index, ...(name === null ? {} : { name: unit.textOf(name) }) };
        add(tracer.trace(arg), to, place, within);
        if (of.path === unit.path) continue;
        personal ??= createTracer(reading);
        const leak = personal.trace(arg).leaks[0];
        if (leak === undefined || leak.dataClass.startsWith('credential')) continue;
        const origin = { kind: 'data', dataClass: leak.dataClass } as const;
        add(
          [{ origin, node: leak.node, words: codeWords(unit, leak.node), through: [], tier: leak.tier }],
          to,
          place,
          within,
        );
      }
    }
  }

  const givesBack = new Map<string, GivesBack>();
  for (const fn of unit.ofKind('function')) {
    const symbol = declaredName(unit, fn) === null ? null : symbolPath(unit, fn);
    if (symbol === null) continue;
    for (const node of returnsOf(fn)) {
      const traced = tracer.trace(node);
      for (const { origin, through } of traced) {
        if (origin.kind !== 'parameter' || origin.symbol !== symbol || givesBack.size >= MAX_PASSAGES) continue;
        const { index, name } = origin;
        givesBack.set(JSON.stringify([symbol, index, through]), { symbol, index, name, through });
      }
      const others = traced.filter(({ origin }) => origin.kind !== 'parameter');
      add(others, { kind: 'return', symbol }, placeOf(node, `\`${symbol}\` gives it back`), symbol);
    }
  }

  acts.push(...privileges(reading, facts, acts, holderOf));
  const entries = entryPoints(reading, facts, { holderOf, refOf });
  const context = Object.entries(unit.context).flatMap(([name, isSet]) => (isSet ? [name] : []));
  const isEmpty = acts.length + calls.length + passages.length + givesBack.size + entries.length === 0;
  return isEmpty
    ? null
    : {
        passages: pruned(unit.path, passages),
        givesBack: [...givesBack.values()],
        acts,
        calls,
        entries,
        guarded: guardedSubjects(facts),
        context,
      };

  function placeOf(node: SyntaxNode, words: string): Place {
    return { range: unit.rangeOf(node), words };
  }
}

/** A function of a file that nobody has read: of the change set, when this one is not part of it. It is called as it is imported. */
function unreadRef({ unit }: Reading, { name, origin, exported }: SymbolValue): FunctionRef | null {
  if (origin === null || exported?.kind === 'class' || name.includes('()')) return null;
  const candidates = importedPaths(unit, origin).filter((path) => !isFolderPattern(path));
  const [path] = candidates;
  const named = origin.kind === 'specifier' ? childOf(origin, 'specifier.name') : null;
  const symbol = named === null ? name.slice(name.lastIndexOf('.') + 1) : unit.textOf(named);
  if (path === undefined || origin.role === 'import.default' || !/^[\w$]+$/.test(symbol)) return null;
  return { path, symbol, candidates };
}

function toAct({ unit }: Reading, act: FoundAct, within: string, facts: readonly Fact[]): Act {
  const { kind, call, norm, words, tier, to } = act;
  const range = unit.rangeOf(call);
  const here = facts.filter(({ provenance }) => isSame(provenance.range, range));
  const dataClasses = here.flatMap(({ detail }) => detail?.dataClass ?? []);
  return {
    kind,
    norm,
    words,
    range,
    within,
    facts: here.map(({ id }) => id),
    tier,
    ...(to === undefined ? {} : { to }),
    ...(dataClasses.length === 0 ? {} : { dataClasses }),
  };
}

function isSame(one: Place['range'], other: Place['range']): boolean {
  return one.start.line === other.start.line && one.start.character === other.start.character;
}

/** What a function gives back, its inner functions left out. */
function returnsOf(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  if (body === null) return [];
  if (body.kind !== 'block') return [body];
  const found: SyntaxNode[] = [];
  for (const node of descendants(body, ({ kind }) => kind !== 'function' && kind !== 'class')) {
    const [value] = node.kind === 'return' ? node.children : [];
    if (value !== undefined && found.length < MAX_RETURNS) found.push(value);
  }
  return found;
}
