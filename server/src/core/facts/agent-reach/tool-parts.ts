import type { AgentPart, LegOfPart } from '../../model/agent-reach.ts';
import type { FunctionRef } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import { effectOfReady } from '../apis/agent-tool-effects.ts';
import { legsOfName, legsOfRule, legsOfType } from '../apis/agent-servers.ts';
import { lastName } from '../apis/agent-teams.ts';
import type { Reading } from '../define.ts';
import { toolRegistration, toolsIn } from '../tools/registrations.ts';
import { textOfValue, type CallValue, type Value } from '../value.ts';
import { legsOfServer } from './config-agents.ts';
import type { GivenTool } from './given-lists.ts';
import { isOfAgents } from './given-tools.ts';
import { isAskedBefore, nameOfTool } from './registered-tool.ts';

/** What code knows of its functions by the names that other files know them by. */
export interface Names {
  readonly symbolOf: (fn: SyntaxNode) => string | null;
  /** The function that others know, or the route, that a node stands in. */
  readonly holderOf: (node: SyntaxNode) => string;
  readonly refOf: (node: SyntaxNode) => FunctionRef | null;
  readonly calledBy: (call: SyntaxNode) => FunctionRef | null;
  /** What a name of this file is in the file that it is imported from, whatever that is. */
  readonly importedAs: (node: SyntaxNode) => FunctionRef | null;
}

/** What an expression in a list of tools lets the model do. */
export function partsOf(reading: Reading, item: GivenTool, names: Names): readonly AgentPart[] {
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
  const found = functionsIn(reading, value, item.node);
  if (found.length > 0)
    return found.map((fn) => ({
      ...partOfFunction(reading, fn, toolRegistration(reading, fn), names),
      range,
      ...(item.key === undefined ? {} : { name: item.key }),
    }));
  const ref = names.refOf(item.node);
  if (ref !== null) {
    const name = ref.symbol.replace(/^.*\./, '');
    return [{ name: item.key ?? name, range, legs: [], calls: ref, isAsked: false, tier: 'resolved' }];
  }
  const path = readyPath(reading, value, item.node);
  return path === null ? [] : known(readyName(path), legsOfReady(reading, path, item.node), 'pattern');
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

/** The functions of the file that are the tool: itself, what a call makes one of, all that an object of a class has. */
function functionsIn(reading: Reading, value: Value, node: SyntaxNode): readonly SyntaxNode[] {
  if (value.kind === 'function') return [value.node];
  if (value.kind === 'instance' || value.kind === 'class') return [...toolsWithin(reading, value.node)];
  const call = node.kind === 'call' || node.kind === 'new' ? node : value.kind === 'call' ? value.node : null;
  if (call === null) return [];
  const inside = [...toolsWithin(reading, call)].slice(0, 1);
  return inside.length > 0 || value.kind !== 'call' ? inside : toolOfArguments(reading, value);
}

function* toolsWithin(reading: Reading, around: SyntaxNode): Generator<SyntaxNode> {
  const tools = toolsIn(reading);
  for (const each of descendants(around, (node) => node === around || node.kind !== 'class')) {
    const tool = tools.get(each);
    // What a class hands out all together is told of the class.
    if (tool !== undefined && (tool.set === null || around.kind !== 'class')) yield each;
  }
}

/** `InferTool("page", "…", readPage)`, `new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Send))` */
function toolOfArguments(reading: Reading, { args }: CallValue): readonly SyntaxNode[] {
  for (const { value } of args) {
    const given = value();
    const inner = given.kind === 'call' ? (given.args[0]?.value() ?? given) : given;
    for (const each of [given, inner])
      if (each.kind === 'function' && toolsIn(reading).has(each.node)) return [each.node];
  }
  return [];
}

export function partOfFunction(
  reading: Reading,
  fn: SyntaxNode,
  registration: SyntaxNode | null,
  names: Names,
): AgentPart {
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

/** The class: of `GmailToolkit().get_tools` the toolkit. */
function readyName(path: string): string {
  return /([A-Z]\w*)(?:\(\))?(?:\.\w+(?:\(\))?)*$/.exec(path.slice(-MAX_PATH))?.[1] ?? lastName(path);
}

function legsOfReady({ unit }: Reading, path: string, node: SyntaxNode): readonly LegOfPart[] {
  const name = readyName(path);
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
