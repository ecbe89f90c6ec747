import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { plainName } from '../settings/given.ts';
import { valueGiven } from '../value-given.ts';

/** By their plain names: `authorizationtype`. */
export type CdkOptions = ReadonlyMap<string, SyntaxNode>;

export interface WrittenOptions {
  readonly given: CdkOptions;
  /** What stands for options and is not known. */
  readonly unread: readonly string[];
}

const NO_OPTIONS: CdkOptions = new Map();
export const NOTHING_WRITTEN: WrittenOptions = { given: NO_OPTIONS, unread: [] };

/** From a method to its API: names, and resources in each other. */
const MAX_STEPS = 20;
const MAX_TEXT = 80;
/** Options of an API for what it adds, by what they are there. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([['defaultauthorizer', 'authorizer']]);
/** `MethodOptions(authorizer=…)` of Python, `&MethodOptions{Authorizer: …}` of Go. */
const OF_OPTIONS = /(?:^|\.)\w*(?:Options|Props)$/;

/** Options of a call, and those one level down: written there, by a name, or spread in. What is not an option stands before `from`. */
export function cdkOptions(reading: FileReading, args: readonly SyntaxNode[], from: number): WrittenOptions {
  const given = new Map<string, SyntaxNode>();
  const { entries, unread } = entriesIn(reading, args, from);
  for (const [key, value] of entries) {
    given.set(plainName(key), value);
    // `defaultMethodOptions: { … }`, `authorizationConfig: { defaultAuthorization: { … } }`
    const inner = objectAt(reading, value);
    for (const [name, held] of inner === null ? [] : reading.resolver.entriesOf(inner))
      given.set(plainName(name), held);
  }
  return { given, unread };
}

/** What a method has from the resources and the API that it is added to, the nearest first. */
export function inheritedOptions(reading: FileReading, callee: SyntaxNode): WrittenOptions {
  let at = childOf(callee, 'member.object');
  for (let step = 0; step < MAX_STEPS && at !== null; step += 1) {
    const around = at.kind === 'call' || at.kind === 'new' ? defaultsIn(reading, at) : NOTHING_WRITTEN;
    if (around.given.size > 0 || around.unread.length > 0 || at.kind === 'new') return around;
    at = holderOf(reading, at);
  }
  return NOTHING_WRITTEN;
}

function holderOf(reading: FileReading, at: SyntaxNode): SyntaxNode | null {
  switch (at.kind) {
    case 'name':
      return valueGiven(reading, at);
    case 'call': {
      const callee = childOf(at, 'call.callee');
      return callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    }
    case 'member': {
      // `this.api`
      const value = reading.resolver.valueOf(at);
      return value.kind === 'call' && value.node !== null ? value.node : childOf(at, 'member.object');
    }
    default:
      return null;
  }
}

function defaultsIn(reading: FileReading, call: SyntaxNode): WrittenOptions {
  const found = new Map<string, SyntaxNode>();
  const unread: string[] = [];
  for (const [key, value] of entriesIn(reading, childrenOf(call, 'call.argument'), Infinity).entries) {
    const name = plainName(key);
    const own = DEFAULTS.get(name);
    if (own !== undefined) found.set(own, value);
    if (name !== 'defaultmethodoptions') continue;
    const inner = entriesIn(reading, [value], 0);
    for (const [option, held] of inner.entries) found.set(plainName(option), held);
    unread.push(...inner.unread);
  }
  return { given: found, unread };
}

interface Entries {
  readonly entries: readonly (readonly [key: string, value: SyntaxNode])[];
  readonly unread: readonly string[];
}

function entriesIn(reading: FileReading, args: readonly SyntaxNode[], from: number): Entries {
  const entries: (readonly [string, SyntaxNode])[] = [];
  const unread: string[] = [];
  for (const [index, arg] of args.entries()) {
    const key = childOf(arg, 'keyword.name');
    const value = childOf(arg, 'keyword.value');
    if (key !== null && value !== null) entries.push([reading.unit.textOf(key), value]);
    if (key !== null) continue;
    const object = objectAt(reading, arg);
    const spread = object?.children.filter((each) => each.kind === 'spread') ?? [];
    const unknown = object === null && (index >= from || arg.kind === 'spread') ? [arg] : spread.filter(isUnknown);
    unread.push(...unknown.map((each) => reading.unit.textOf(each).slice(0, MAX_TEXT)));
    if (object !== null) entries.push(...reading.resolver.entriesOf(object));
  }
  return { entries, unread };

  function isUnknown(spread: SyntaxNode): boolean {
    return objectAt(reading, spread) === null;
  }
}

/** What is written out, has a name, is spread in, or is made of a class of options. */
function objectAt({ resolver }: FileReading, node: SyntaxNode): SyntaxNode | null {
  const written = node.kind === 'spread' ? node.children[0] : node;
  if (written === undefined || written.kind === 'object') return written ?? null;
  const value = resolver.valueOf(written);
  if (value.kind === 'object') return value.node;
  return value.kind === 'call' && OF_OPTIONS.test(value.of) ? value.node : null;
}
