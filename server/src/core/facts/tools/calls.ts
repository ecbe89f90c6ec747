import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { textOfValue, type Argument } from '../value.ts';
import type { ToolRegistration } from './define.ts';

interface CallRow {
  readonly path: RegExp;
  /** Whoever connects to the server of the file has it; else lists say who is given it. */
  readonly isServed: boolean;
}

const JVM: readonly CallRow[] = [
  {
    path: /^io\.modelcontextprotocol\.(?:[\w.()]+\.)?(?:(?:Sync|Async)ToolSpecification|callHandler|addTool|tool|toolCall)$/,
    isServed: true,
  },
  { path: /^org\.springframework\.ai\.tool\.function\.FunctionToolCallback\.builder$/, isServed: false },
];

/** Calls that make a function a tool, by canonical path. Sources: documentation of the libraries, 2026-11. */
const CALLS: Readonly<Record<string, readonly CallRow[]>> = {
  go: [
    {
      path: /^github\.com\/(?:mark3labs\/mcp-go\/server\.(?:MCPServer\(\)\.AddTool|ServerTool)|modelcontextprotocol\/go-sdk\/mcp\.(?:Server\(\)\.)?AddTool|metoro-io\/mcp-golang\.Server\(\)\.RegisterTool)$/,
      isServed: true,
    },
    {
      path: /^github\.com\/cloudwego\/eino\/components\/tool\/utils\.(?:Infer|New)\w*Tool$|^github\.com\/firebase\/genkit\/go\/genkit\.(?:DefineTool\w*|NewTool\w*)$|^google\.golang\.org\/adk\/tool\/functiontool\.New$/,
      isServed: false,
    },
  ],
  java: JVM,
  kotlin: JVM,
  csharp: [
    { path: /^(?:ModelContextProtocol\.Server\.)?McpServerTool\.Create$/, isServed: true },
    {
      path: /^(?:Microsoft\.Extensions\.AI\.)?AIFunctionFactory\.Create$|^(?:Microsoft\.SemanticKernel\.)?KernelFunctionFactory\.CreateFromMethod$/,
      isServed: false,
    },
  ],
  ruby: [{ path: /^MCP\.Server\.new\(\)\.define_tool$/, isServed: true }],
};

/** `server.AddTool(tool, handle)`, `AIFunctionFactory.Create(Find)`, `server.addTool(name = "a") { … }` */
export function* calledTools(reading: FileReading): Generator<ToolRegistration> {
  const { unit, resolver } = reading;
  const rows = CALLS[unit.language.id];
  if (rows === undefined) return;
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      // What stands behind the brackets is given to what is called: `addTool(…) { … }`.
      const path = resolver.calleeOf(call)?.replace(/\(\)$/, '') ?? '';
      const row = rows.find((each) => each.path.test(path));
      const args = row === undefined ? [] : resolver.argumentsOf(call);
      const fn = args.map(functionOf).find((each) => each !== null);
      if (row === undefined || fn === undefined || fn === null) continue;
      yield {
        fn,
        node: call,
        set: row.isServed ? (unit.language.id === 'go' ? 'folder' : 'file') : null,
        ...saidOf(reading, call, fn),
      };
    }
}

/** The argument itself, or what a wrapper is given: `logged(handle)`. */
function functionOf({ value }: Argument): SyntaxNode | null {
  const given = value();
  if (given.kind === 'function') return given.node;
  if (given.kind !== 'call') return null;
  for (const inner of given.args) {
    const wrapped = inner.value();
    if (wrapped.kind === 'function') return wrapped.node;
  }
  return null;
}

/** Nodes that are looked at for a name and a description. */
const MAX_NODES = 400;

/** The first texts of the call are its name and its description; else what describes the tool says both. */
function saidOf(
  reading: FileReading,
  call: SyntaxNode,
  fn: SyntaxNode,
): { readonly name: string | null; readonly description: SyntaxNode | null } {
  const { unit, resolver } = reading;
  const found = new Map<string, SyntaxNode>();
  const say = (key: string, node: SyntaxNode | null): void => {
    const text = node === null ? null : textOfValue(resolver.valueOf(node));
    if (node !== null && text !== null && !found.has(key)) found.set(key, node);
  };
  const own = [call, childOf(call, 'call.callee')].flatMap((node) =>
    node === null || (node.kind !== 'call' && node.kind !== 'new') ? [] : resolver.argumentsOf(node),
  );
  const [first, second] = own.filter(({ name, value }) => name === null && value().kind === 'text');
  say('name', first?.node ?? null);
  say('description', second?.node ?? null);
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
  for (const [name, node] of own.flatMap(({ name: key, node: at }) => (key === null ? [] : [[key, at] as const])))
    say(name.toLowerCase(), node);
  let left = MAX_NODES;
  for (const root of [...roots, ...built])
    for (const node of descendants(root, ({ kind }) => kind !== 'function')) {
      if ((left -= 1) < 0) break;
      const key = keyOf(reading, node);
      if (key !== null) say(key.of, key.value);
    }
  const name = found.get('name');
  return {
    name: (name === undefined ? null : textOfValue(resolver.valueOf(name))) ?? declaredName(unit, fn),
    description: found.get('description') ?? null,
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
