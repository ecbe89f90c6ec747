import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, childrenOfKind, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

const TOOL_PYTHON =
  /^(?:langchain(?:_core)?|agents|mcp|fastmcp|crewai(?:_tools|\.tools)?|autogen(?:_core)?|llama_index|smolagents|pydantic_ai|semantic_kernel|strands|google\.adk|haystack|agno|livekit)(?:\.\w+(?:\(\))?)*\.(?:tool|tool_plain|function_tool|kernel_function|ai_function|call_tool|resource)(?:\(\))?$/;
const TOOL_JS =
  /^(?:ai|@openai\/agents(?:-core)?|@langchain\/core\/tools|langchain(?:\/tools)?|@mastra\/core(?:\/tools)?|llamaindex|@anthropic-ai\/claude-agent-sdk|@modelcontextprotocol\/sdk\/server\/mcp(?:\.js)?|fastmcp|genkit)(?:\.\w+(?:\(\))?)*\.(?:tool|dynamicTool|createTool|registerTool|registerResource|DynamicTool|DynamicStructuredTool|addTool|defineTool|betaZodTool)(?:\(\))?$/;

/** Classes that tools extend, and the methods of theirs that models call. */
const TOOL_CLASS =
  /^(?:crewai(?:_tools)?|langchain(?:_core|_community|_classic)?|smolagents|llama_index|haystack|agno|qwen_agent|autogen_core|google\.adk|@langchain\/core\/tools|langchain\/tools|llamaindex)(?:\.\w+)*\.(?:BaseTool|Tool|StructuredTool|FunctionTool|BaseToolSpec)$/;
const TOOL_METHOD = /^(?:_?a?run|_?a?call|forward|execute|run_async|__call__)$/;

/** The class whose method a model calls: `class Shell(BaseTool): def _run(self, command)`. */
function toolClass({ unit, resolver }: FileReading, fn: SyntaxNode): SyntaxNode | null {
  const name = childOf(fn, 'function.name');
  const owner = name !== null && TOOL_METHOD.test(unit.textOf(name)) ? enclosing(fn, 'class', 'function') : null;
  if (owner?.kind !== 'class') return null;
  const isTool = childrenOf(owner, 'class.base').some((base) => {
    const value = resolver.valueOf(base);
    return value.kind === 'symbol' && TOOL_CLASS.test(value.name);
  });
  return isTool ? owner : null;
}

/** The decorator, call or class by which a function of Python, JavaScript or TypeScript becomes a tool of a model. */
export function scriptRegistration(reading: FileReading, fn: SyntaxNode): SyntaxNode | null {
  const { unit, resolver } = reading;
  const owner = toolClass(reading, fn);
  if (owner !== null) return owner;
  if (unit.language.id === 'python') {
    const found = childrenOfKind(fn, 'decorator').find((decorator) => {
      const [child] = decorator.children;
      const value = child === undefined ? null : resolver.valueOf(child);
      const path = child?.kind === 'call' ? resolver.calleeOf(child) : value?.kind === 'symbol' ? value.name : null;
      return path !== null && TOOL_PYTHON.test(path);
    });
    return found ?? null;
  }
  const declared = declaredWith(reading, fn);
  if (declared !== null) return declared;
  const call = enclosing(fn, 'call', 'new', 'function', 'class', 'block');
  if (call === null || (call.kind !== 'call' && call.kind !== 'new')) return null;
  const key = fn.parent?.kind === 'entry' ? childOf(fn.parent, 'entry.key') : null;
  const name = key === null ? childOf(fn, 'function.name') : key;
  const isArgument = childrenOf(call, 'call.argument').includes(fn);
  if (!isArgument && (name === null || !HANDLER.test(unit.textOf(name)))) return null;
  const path = resolver.calleeOf(call);
  return path !== null && TOOL_JS.test(path) ? call : null;
}

/** `{ name, description, inputSchema, handler }`: what servers list and call stands together. */
function declaredWith({ unit, resolver }: FileReading, fn: SyntaxNode): SyntaxNode | null {
  const entry = fn.parent?.kind === 'entry' ? fn.parent : null;
  const object = entry === null ? fn.parent : entry.parent;
  const key = entry === null ? childOf(fn, 'function.name') : childOf(entry, 'entry.key');
  if (object?.kind !== 'object' || key === null || !HANDLER.test(unit.textOf(key))) return null;
  const entries = resolver.entriesOf(object);
  const isTool = ['inputSchema', 'input_schema', 'parameters'].some((each) => entries.has(each));
  return isTool && entries.has('name') && entries.has('description') ? object : null;
}

const HANDLER = /^(?:execute|handler|func|run|invoke)$/;

/** `server.registerTool('a', { … }, handle)`, `tool({ execute: run })` where the function has a name. */
export function* namedHandlers({
  unit,
  resolver,
}: FileReading): Generator<{ readonly fn: SyntaxNode; readonly node: SyntaxNode }> {
  if (unit.language.id === 'python') {
    yield* givenToServers({ unit, resolver });
    return;
  }
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const path = resolver.calleeOf(node);
      if (path === null || !TOOL_JS.test(path)) continue;
      for (const { value } of resolver.argumentsOf(node)) {
        const given = value();
        const entries = given.kind === 'object' ? [...resolver.entriesOf(given.node)] : [];
        const inner = entries.flatMap(([key, at]) => (HANDLER.test(key) ? [resolver.valueOf(at)] : []));
        for (const each of [given, ...inner]) if (each.kind === 'function') yield { fn: each.node, node };
      }
    }
}

const GIVES_PYTHON =
  /^(?:mcp|fastmcp)(?:\.\w+)*\.(?:FastMCP|MCPServer)\(\)\.(?:add_tool|tool\(\)|tool)$|^(?:llama_index|langchain(?:_core|_community|_classic)?|autogen_core|google\.adk|haystack|agno)(?:\.\w+)*\.(?:FunctionTool|StructuredTool|Tool)(?:\.(?:from_defaults|from_function))?$/;
const GIVEN_AS = /^(?:fn|func|function|async_fn|coroutine)$/;

/** `mcp.add_tool(run)`, `mcp.tool()(run)`, `FunctionTool.from_defaults(fn=run)` */
function* givenToServers({
  unit,
  resolver,
}: Pick<FileReading, 'unit' | 'resolver'>): Generator<{ readonly fn: SyntaxNode; readonly node: SyntaxNode }> {
  for (const node of unit.ofKind('call')) {
    if (!GIVES_PYTHON.test(resolver.calleeOf(node) ?? '')) continue;
    const args = resolver.argumentsOf(node);
    for (const { value } of args.filter(({ name }, index) => (name === null ? index === 0 : GIVEN_AS.test(name)))) {
      const given = value();
      if (given.kind === 'function') yield { fn: given.node, node };
    }
  }
}
