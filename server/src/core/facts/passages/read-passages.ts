import type { Fact } from '../../model/fact.ts';
import type { Act, CallEdge, GivesBack, Passage, PassageSummary, Place, Target } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, returnsIn } from '../../text/tree.ts';
import { givenTools } from '../agent-reach/given-tools.ts';
import { createTracer, type Tracer } from '../data-trace.ts';
import type { Reading } from '../define.ts';
import type { Unit } from '../unit.ts';
import { actsOf } from './acts.ts';
import type { FoundAct } from './found-act.ts';
import { codeWords } from './dotted.ts';
import { entryPoints, guardedSubjects } from './entries.ts';
import { createFunctionNames, type FunctionNames } from './names-of.ts';
import { pruned } from './prune.ts';
import { privileges } from './privileges.ts';
import { createPassageTracer, type PassageTracer, type Traced } from './trace.ts';

/** Of one file; what is beyond is left out in the order of the text. */
const MAX_PASSAGES = 400;
const MAX_CALLS = 600;
const MAX_RETURNS = 6;

/** What a file contributes to chains. Null: nothing, or nothing that ships. */
export function readPassages(reading: Reading, facts: readonly Fact[]): PassageSummary | null {
  const { unit } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return null;
  const names = createFunctionNames(reading);
  const found = actsOf(reading);
  const withTools = new Set(
    found.some(({ kind }) => kind === 'prompt')
      ? [...givenTools(reading)].filter(({ items }) => items.length > 0).map(({ call }) => call)
      : [],
  );
  const acts: Act[] = found.map((act) => ({
    ...toAct(reading, act, names.holderOf(act.call), facts),
    ...(act.kind === 'prompt' && withTools.has(act.call) ? { hasTools: true as const } : {}),
  }));
  const prompts = new Map(
    found.flatMap(({ kind, call, isInstruction }, number) =>
      kind === 'prompt' && isInstruction !== true ? [[call, number] as const] : [],
    ),
  );
  const tracer = createPassageTracer(reading, { ...names, promptAt: (call) => prompts.get(call) ?? null });
  const kept: Kept = { unit, names, tracer, passages: [] };
  for (const [number, { given, call, words }] of found.entries())
    for (const node of given)
      keep(kept, tracer.trace(node), { kind: 'act', act: number }, placeOf(unit, call, words), acts[number]!.within);
  const calls = readCalls(reading, kept);
  const givesBack = readReturns(kept);
  acts.push(...privileges(reading, facts, acts, names.holderOf));
  const entries = entryPoints(reading, facts, names);
  const passages = pruned(unit.path, kept.passages);
  if (acts.length + calls.length + passages.length + givesBack.length + entries.length === 0) return null;
  const context = Object.entries(unit.context).flatMap(([name, isSet]) => (isSet ? [name] : []));
  return { passages, givesBack, acts, calls, entries, guarded: guardedSubjects(facts), context };
}

/** What has been read of a file. */
interface Kept {
  readonly unit: Unit;
  readonly names: FunctionNames;
  readonly tracer: PassageTracer;
  readonly passages: Passage[];
}

function keep({ unit, passages }: Kept, traced: readonly Traced[], to: Target, place: Place, within: string): void {
  for (const { origin, node, words, through, tier } of traced) {
    if (passages.length >= MAX_PASSAGES) return;
    const from = { range: unit.rangeOf(node), words };
    passages.push({ from: origin, to, through, at: { from, to: place }, within, tier });
  }
}

function placeOf(unit: Unit, node: SyntaxNode, words: string): Place {
  return { range: unit.rangeOf(node), words };
}

/** Calls of the workspace's own functions, and what they are given. */
function readCalls(reading: Reading, kept: Kept): readonly CallEdge[] {
  const { unit, names } = kept;
  const calls = new Map<string, CallEdge>();
  let personal: Tracer | null = null;
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const of = names.calledBy(call);
      if (of === null || calls.size >= MAX_CALLS) continue;
      const within = names.holderOf(call);
      const edge = `${within}\n${of.path}\n${of.symbol}`;
      if (!calls.has(edge)) calls.set(edge, { within, to: of, range: unit.rangeOf(call) });
      const place = placeOf(unit, call, `\`${of.symbol}\` is called with it`);
      for (const { node, to } of argumentsTo(unit, call, of)) {
        keep(kept, kept.tracer.trace(node), to, place, within);
        if (of.path === unit.path) continue;
        personal ??= createTracer(reading);
        keep(kept, personalIn(unit, personal, node), to, place, within);
      }
    }
  }
  return [...calls.values()];
}

/** Arguments that can hold a value of somebody else. */
function argumentsTo(
  unit: Unit,
  call: SyntaxNode,
  of: CallEdge['to'],
): readonly { readonly node: SyntaxNode; readonly to: Target }[] {
  const args = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
  return args.flatMap((node, index) => {
    if (node.kind === 'string' || node.kind === 'number' || node.kind === 'function') return [];
    const name = node.kind === 'keyword' ? childOf(node, 'keyword.name') : null;
    return [{ node, to: { kind: 'argument', of, index, ...(name === null ? {} : { name: unit.textOf(name) }) } }];
  });
}

/** The first field of a person in an argument; secrets go where they are meant to. */
function personalIn(unit: Unit, tracer: Tracer, node: SyntaxNode): readonly Traced[] {
  const [leak] = tracer.trace(node).leaks;
  if (leak === undefined || leak.dataClass.startsWith('credential')) return [];
  const { dataClass, node: at, tier } = leak;
  return [{ origin: { kind: 'data', dataClass }, node: at, words: codeWords(unit, at), through: [], tier }];
}

/** What functions give back, of their parameters and of all else. */
function readReturns(kept: Kept): readonly GivesBack[] {
  const { unit, names, tracer } = kept;
  const givesBack = new Map<string, GivesBack>();
  for (const fn of unit.ofKind('function')) {
    const symbol = names.symbolOf(fn);
    if (symbol === null) continue;
    for (const node of returnsOf(fn)) {
      const others: Traced[] = [];
      for (const traced of tracer.trace(node)) {
        const { origin, through } = traced;
        if (origin.kind !== 'parameter') others.push(traced);
        else if (origin.symbol === symbol && givesBack.size < MAX_PASSAGES) {
          const { index, name } = origin;
          givesBack.set(JSON.stringify([symbol, index, through]), { symbol, index, name, through });
        }
      }
      keep(kept, others, { kind: 'return', symbol }, placeOf(unit, node, `\`${symbol}\` gives it back`), symbol);
    }
  }
  return [...givesBack.values()];
}

function toAct({ unit }: Reading, act: FoundAct, within: string, facts: readonly Fact[]): Act {
  const { kind, call, norm, words, tier, to, isEmpty, isInstruction } = act;
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
    ...(isEmpty === undefined ? {} : { isEmpty }),
    ...(isInstruction === undefined ? {} : { isInstruction }),
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
  for (const { children } of returnsIn(fn)) {
    const [value] = children;
    if (value !== undefined && found.length < MAX_RETURNS) found.push(value);
  }
  return found;
}
