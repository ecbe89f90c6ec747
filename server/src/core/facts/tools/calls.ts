import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import type { Argument } from '../value.ts';
import type { ToolRegistration } from './define.ts';
import { saidOf } from './said-of-tool.ts';

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
