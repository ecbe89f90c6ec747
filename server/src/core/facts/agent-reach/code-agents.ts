import type { AgentPart, AgentReach, LegOfPart } from '../../model/agent-reach.ts';
import type { FunctionRef } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants, enclosing } from '../../text/tree.ts';
import { effectOfReady } from '../apis/agent-tool-effects.ts';
import { legsOfName, legsOfRule, legsOfType } from '../apis/agent-servers.ts';
import { declaredName as nameOfNode } from '../names.ts';
import type { Reading } from '../define.ts';
import { isAskedBefore, nameOfTool } from './registered-tool.ts';
import { toolRegistration } from '../passages/sources.ts';
import { textOfValue, type Value } from '../value.ts';
import { legsOfServer } from './config-agents.ts';
import { givenTools, isOfAgents, type GivenTool, type GivenTools } from './given-tools.ts';

/** What code knows of its functions by the names that other files know them by. */
export interface Names {
  readonly symbolOf: (fn: SyntaxNode) => string | null;
  readonly refOf: (node: SyntaxNode) => FunctionRef | null;
}

/** Agents that code makes, with the tools it gives each; and the servers whose tools stand in this file. */
export function* agentsInCode(reading: Reading, names: Names): Generator<AgentReach> {
  const { unit } = reading;
  for (const given of givenTools(reading)) {
    const parts = given.items.flatMap((item) => partOf(reading, item, names));
    if (parts.length === 0) continue;
    const name = nameOfAgent(reading, given);
    yield { name, scope: `${unit.path} ${name}`, parts, refused: [] };
  }
  const parts = unit.ofKind('function').flatMap((fn): readonly AgentPart[] => {
    const registration = toolRegistration(reading, fn);
    return registration === null || !isOfServer(reading, registration)
      ? []
      : [partOfFunction(reading, fn, registration, names)];
  });
  if (parts.length > 0) yield { name: `the server of ${unit.path}`, scope: unit.path, parts, refused: [] };
}

/** Tools of the protocol are for whoever connects; those of a library are for the agents that are given them. */
function isOfServer({ unit, resolver }: Reading, registration: SyntaxNode): boolean {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  if (inner === undefined) return false;
  const value = resolver.valueOf(inner);
  const path =
    inner.kind === 'call' || inner.kind === 'new'
      ? resolver.calleeOf(inner)
      : value.kind === 'symbol'
        ? value.name
        : '';
  return /mcp|modelcontextprotocol/i.test(path ?? '') && unit.language.isCode;
}

function nameOfAgent(reading: Reading, { call }: GivenTools): string {
  const { unit, resolver } = reading;
  for (const { name, node, value } of resolver.argumentsOf(call)) {
    const given = value();
    const entries = name === null && given.kind === 'object' ? resolver.entriesOf(given.node) : null;
    const at = name === 'name' || name === 'role' ? node : (entries?.get('name') ?? null);
    const text = at === null ? null : textOfValue(resolver.valueOf(at));
    if (text !== null) return text.slice(0, 80);
  }
  const holder = enclosing(call, 'assign', 'function');
  const own = holder === null ? null : nameOfNode(unit, holder.kind === 'assign' ? call : holder);
  return own ?? 'the agent';
}

function partOf(reading: Reading, item: GivenTool, names: Names): readonly AgentPart[] {
  const { unit, resolver } = reading;
  const range = unit.rangeOf(item.node);
  const known = (
    name: string,
    legs: readonly LegOfPart[],
    tier: AgentPart['tier'] = 'resolved',
  ): readonly AgentPart[] =>
    legs.length === 0 ? [] : [{ name: item.key ?? name, range, legs, calls: null, isAsked: false, tier }];
  const value = resolver.valueOf(item.node);
  if (value.kind === 'text') return known(value.text, legsOfRule(value.text));
  if (value.kind === 'object') return declared(reading, value.node, known);
  const fn = functionIn(reading, value, item.node);
  if (fn !== null)
    return [
      {
        ...partOfFunction(reading, fn, toolRegistration(reading, fn), names),
        range,
        ...(item.key === undefined ? {} : { name: item.key }),
      },
    ];
  const ref = names.refOf(item.node);
  if (ref !== null) {
    const name = ref.symbol.replace(/^.*\./, '');
    return [{ name: item.key ?? name, range, legs: [], calls: ref, isAsked: false, tier: 'resolved' }];
  }
  const path = readyPath(reading, value, item.node);
  return path === null ? [] : known(lastOf(path), legsOfReady(reading, path, item.node), 'pattern');
}

/** `{ type: 'mcp', server_url }`, `{ type: 'web_search' }`. */
function declared(
  { resolver }: Reading,
  object: SyntaxNode,
  known: (name: string, legs: readonly LegOfPart[], tier?: AgentPart['tier']) => readonly AgentPart[],
): readonly AgentPart[] {
  const entries = resolver.entriesOf(object);
  const textAt = (key: string): string | null => {
    const node = entries.get(key);
    return node === undefined ? null : textOfValue(resolver.valueOf(node));
  };
  const type = textAt('type');
  if (type === 'mcp') {
    const server = textAt('server_url') ?? textAt('connector_id') ?? textAt('server_label') ?? '';
    const isAsked = textAt('require_approval') !== 'never';
    const found = /^https?:/.test(server) ? legsOfServer(server) : legsOfName(server);
    return known(
      textAt('server_label') ?? server,
      isAsked ? found.filter(({ leg }) => leg !== 'outward') : found,
      'name',
    );
  }
  if (type !== null) return known(type, legsOfType(type));
  return [...entries.keys()].flatMap((key) => known(key, legsOfType(key)));
}

/** The function of the file that is the tool: itself, or what a call makes one of. */
function functionIn(reading: Reading, value: Value, node: SyntaxNode): SyntaxNode | null {
  if (value.kind === 'function') return value.node;
  if (value.kind === 'instance' || value.kind === 'class') return toolIn(reading, value.node);
  const call = node.kind === 'call' || node.kind === 'new' ? node : value.kind === 'call' ? value.node : null;
  return call === null ? null : toolIn(reading, call);
}

function toolIn(reading: Reading, around: SyntaxNode): SyntaxNode | null {
  for (const each of descendants(around, (node) => node === around || node.kind !== 'class'))
    if (each.kind === 'function' && toolRegistration(reading, each) !== null) return each;
  return null;
}

function partOfFunction(reading: Reading, fn: SyntaxNode, registration: SyntaxNode | null, names: Names): AgentPart {
  const { unit } = reading;
  const symbol = names.symbolOf(fn);
  return {
    name: registration === null ? (symbol ?? 'a function') : nameOfTool(reading, fn, registration),
    range: unit.rangeOf(registration ?? fn),
    legs: [],
    calls: { path: unit.path, symbol: symbol ?? '' },
    body: unit.rangeOf(fn),
    isAsked: registration !== null && isAskedBefore(reading, registration),
    tier: 'resolved',
  };
}

/** Characters of what a call is named by. */
const MAX_PATH = 300;

/** What a library brings along: a class, or what is taken out of one (`*Toolkit(…).get_tools()`). */
function readyPath({ resolver }: Reading, value: Value, node: SyntaxNode): string | null {
  const spread = node.children.find(({ kind }) => kind === 'call' || kind === 'await');
  const inner = value.kind === 'unknown' && spread !== undefined ? resolver.valueOf(spread) : value;
  const path = inner.kind === 'call' ? inner.of : inner.kind === 'symbol' ? inner.name : null;
  return path !== null && isOfAgents(path) ? path : null;
}

function legsOfReady({ unit }: Reading, path: string, node: SyntaxNode): readonly LegOfPart[] {
  const name = /([A-Z]\w*)(?:\(\))?(?:\.\w+(?:\(\))?)*$/.exec(path.slice(-MAX_PATH))?.[1] ?? lastOf(path);
  if (/MCP|Mcp/.test(name)) {
    const command =
      unit
        .textOf(node)
        .slice(0, 1_000)
        .match(/["'][^"'\n]{1,200}["']/g) ?? [];
    return (
      command
        .map((each) => legsOfServer(each.slice(1, -1).includes('/') ? `npx ${each.slice(1, -1)}` : each.slice(1, -1)))
        .find((each) => each.length > 0) ?? []
    );
  }
  const byName = legsOfName(name);
  if (byName.length > 0) return byName;
  switch (effectOfReady(name)) {
    case 'run':
      return [
        { leg: 'private', words: 'reads whatever its user can read' },
        { leg: 'outward', words: 'runs programs that connect' },
      ];
    case 'read':
      return [{ leg: 'private', words: 'reads files' }];
    case 'database':
      return [{ leg: 'private', words: 'reads a database' }];
    case 'network':
      return [
        { leg: 'untrusted', words: 'reads what others answer' },
        { leg: 'outward', words: 'connects to others' },
      ];
    default:
      return [];
  }
}

function lastOf(path: string): string {
  return path.replaceAll('()', '').split(/[./]/).pop() ?? path;
}
