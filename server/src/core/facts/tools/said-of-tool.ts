import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { textOfValue } from '../value.ts';

/** What models know a tool by, and what they are told of it. */
export interface SaidOfTool {
  readonly name: string | null;
  readonly description: SyntaxNode | null;
}

/** Nodes that are looked at for a name and a description. */
const MAX_NODES = 400;

/** The first texts of the call are its name and its description; else what describes the tool says both. */
export function saidOf(reading: FileReading, call: SyntaxNode, fn: SyntaxNode): SaidOfTool {
  const { unit, resolver } = reading;
  const said = createSaid(reading);
  const own = [call, childOf(call, 'call.callee')].flatMap((node) =>
    node === null || (node.kind !== 'call' && node.kind !== 'new') ? [] : resolver.argumentsOf(node),
  );
  const [first, second] = own.filter(({ name, value }) => name === null && value().kind === 'text');
  said.say('name', first?.node ?? null);
  said.say('description', second?.node ?? null);
  // `builder().tool(…).callHandler(…)`
  const callee = childOf(call, 'call.callee');
  const before = callee === null ? null : childOf(callee, 'member.object');
  const built = before?.kind === 'call' && /[bB]uilder\(/.test(unit.textOf(before).slice(0, 200)) ? [before] : [];
  const roots = own.flatMap(({ node, value }) => {
    const given = value();
    // What the tool is told of, not the server that it is added to.
    if (given.kind === 'call' && !/Tool|Config/.test(given.of)) return [];
    return given.kind === 'call' && given.node !== null ? [given.node] : (node ?? []);
  });
  for (const { name, node } of own) if (name !== null) said.say(name.toLowerCase(), node);
  said.read([...roots, ...built]);
  return { name: said.nameOf() ?? declaredName(unit, fn), description: said.description() };
}

/** What stands beside a function: `{ mcp.NewTool("page"), page }`, and the names of such. */
export function saidBeside(reading: FileReading, beside: readonly SyntaxNode[]): SaidOfTool {
  const said = createSaid(reading);
  const roots = beside.map((node) => {
    const value = reading.resolver.valueOf(node);
    return value.kind === 'call' && value.node !== null && value.of.endsWith('Tool') ? value.node : node;
  });
  said.read(roots);
  return { name: said.nameOf(), description: said.description() };
}

interface Said {
  readonly say: (key: string, node: SyntaxNode | null) => void;
  readonly read: (roots: readonly SyntaxNode[]) => void;
  readonly nameOf: () => string | null;
  readonly description: () => SyntaxNode | null;
}

function createSaid(reading: FileReading): Said {
  const { resolver } = reading;
  const found = new Map<string, SyntaxNode>();
  const textAt = (node: SyntaxNode): string | null => textOfValue(resolver.valueOf(node));
  const say = (key: string, node: SyntaxNode | null): void => {
    if (node !== null && !found.has(key) && textAt(node) !== null) found.set(key, node);
  };
  let left = MAX_NODES;
  return {
    say,
    read(roots) {
      for (const root of roots)
        for (const node of descendants(root, ({ kind }) => kind !== 'function')) {
          if ((left -= 1) < 0) break;
          const key = keyOf(reading, node);
          if (key !== null) say(key.of, key.value);
        }
    },
    nameOf() {
      const name = found.get('name');
      return name === undefined ? null : textAt(name);
    },
    description: () => found.get('description') ?? null,
  };
}

/** `Name: "a"`, `.name("a")`, `NewTool("a")`, `WithDescription("…")` */
function keyOf(
  reading: FileReading,
  node: SyntaxNode,
): { readonly of: string; readonly value: SyntaxNode | null } | null {
  const { unit } = reading;
  if (node.kind === 'keyword' || node.kind === 'entry') {
    const key = childOf(node, `${node.kind}.name`) ?? childOf(node, `${node.kind}.key`);
    const of = key === null ? '' : unit.textOf(key).toLowerCase();
    return /^(?:name|description)$/.test(of) ? { of, value: childOf(node, `${node.kind}.value`) } : null;
  }
  if (node.kind !== 'call' && node.kind !== 'new') return null;
  const called = calledName(reading, node).toLowerCase();
  const of = /^(?:name|newtool|tool)$/.test(called)
    ? 'name'
    : /^(?:with)?description$/.test(called)
      ? 'description'
      : null;
  return of === null ? null : { of, value: childOf(node, 'call.argument') };
}
