import type { SyntaxNode } from '../../model/syntax.ts';
import { isTeamList, isTeamOption } from '../apis/agent-teams.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import type { Value } from '../value.ts';

/** Calls that ask a model or make an agent. Names of the libraries as npm, PyPI, Maven and the Go proxy have them, 2026-11. */
const ASKS =
  /^(?:anthropic|@anthropic-ai\/\w[\w-]*|openai|@openai\/agents[\w-]*|agents|google\.(?:genai|adk)|@google\/(?:genai|adk)|litellm|langchain\w*|langgraph\w*|@langchain\/[\w/-]+|crewai\w*|autogen\w*|ag2|agent_framework\w*|smolagents|pydantic_ai|strands|llama_index|llamaindex|@llamaindex\/\w+|semantic_kernel|haystack|agno|ai|@mastra\/[\w/-]+|claude_agent_sdk|claude_code_sdk|deepagents|github\.com\/(?:cloudwego\/eino|firebase\/genkit\/go|tmc\/langchaingo)|google\.golang\.org\/adk|dev\.langchain4j|org\.springframework\.ai|(?:\w+\.)*ChatClientAgent(?:Options)?|(?:\w+\.)*ChatOptions)(?:[./(].*)?$/;
const LISTS = new Set([
  'tools',
  'Tools',
  'mcp_servers',
  'mcpServers',
  'toolsets',
  'Toolsets',
  'plugins',
  'allowedTools',
  'allowed_tools',
]);
/** Calls whose arguments are the tools: `client.prompt().tools(a, b)`, `ai.WithTools(a, b)`. */
const ALL_ARGUMENTS =
  /^(?:dev\.langchain4j|org\.springframework\.ai)\..*\.(?:tools|defaultTools|toolObjects)$|^github\.com\/firebase\/genkit\/go\/ai\.WithTools$/;
/** Methods of clients of C#, whatever they are called on. */
const OF_CLIENTS = /^(?:AsAIAgent|CreateAIAgent)$/;
/** What runs the code that a model writes: one thing, no list. */
const EXECUTORS = new Set(['code_executor', 'codeExecutor']);
const MAX_TOOLS = 200;

/** A call that gives a model tools, or others to hand on to. */
export interface GivenTools {
  readonly call: SyntaxNode;
  readonly path: string;
  /** Expressions that stand in its lists, in order. */
  readonly items: readonly GivenTool[];
  /** Expressions that name other agents. */
  readonly members: readonly GivenTool[];
}

export interface GivenTool {
  readonly node: SyntaxNode;
  /** Of an object of tools: the name that the model knows it by. */
  readonly key?: string;
}

/** Whether a canonical path is of a library by which models are given tools. */
export function isOfAgents(path: string): boolean {
  return ASKS.test(path);
}

export function* givenTools(reading: FileReading): Generator<GivenTools> {
  const { unit, resolver } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const path = pathOfGiver(reading, call);
      if (path === null) continue;
      const items: GivenTool[] = [];
      const members: GivenTool[] = [];
      const take = (option: string, node: SyntaxNode | null, value: () => Value): void => {
        if (LISTS.has(option)) items.push(...itemsAt(node, value(), resolver));
        else if (isTeamOption(path, option)) members.push(...itemsAt(node, value(), resolver));
      };
      const isAll = ALL_ARGUMENTS.test(path);
      for (const { name, node, value } of resolver.argumentsOf(call)) {
        if (name !== null) {
          if (EXECUTORS.has(name) && node !== null) items.push({ node });
          else take(name, node, value);
          continue;
        }
        const given = value();
        if (isAll && given.kind !== 'list' && node !== null) items.push({ node });
        if (given.kind === 'list') (isTeamList(path) ? members : items).push(...itemsOf(given, resolver));
        if (given.kind !== 'object') continue;
        for (const [key, inside] of resolver.entriesOf(given.node)) {
          take(key, inside, () => resolver.valueOf(inside));
          // The options of a query stand one deeper.
          const inner = key === 'options' ? resolver.valueOf(inside) : null;
          if (inner?.kind === 'object')
            for (const [each, at] of resolver.entriesOf(inner.node)) take(each, at, () => resolver.valueOf(at));
        }
      }
      if (items.length + members.length > 0)
        yield { call, path, items: items.slice(0, MAX_TOOLS), members: members.slice(0, MAX_TOOLS) };
    }
}

function pathOfGiver(reading: FileReading, call: SyntaxNode): string | null {
  const path = reading.resolver.calleeOf(call);
  if (path !== null) return ASKS.test(path) ? path : null;
  const name = reading.unit.language.id === 'csharp' ? calledName(reading, call) : '';
  return OF_CLIENTS.test(name) ? name : null;
}

/** `[a, b]` of C#, and what a list is made with: `new List<AITool> { a, b }`. */
function itemsAt(node: SyntaxNode | null, value: Value, resolver: FileReading['resolver']): readonly GivenTool[] {
  if (node?.kind === 'other' && node.children.length > 0) return node.children.map((each) => ({ node: each }));
  const [first] = value.kind === 'call' && /^(?:\w+\.)*List$/.test(value.of) ? value.args : [];
  return itemsOf(first?.value() ?? value, resolver);
}

/** What stands in a list, or in an object by its keys. */
export function itemsOf(value: Value, resolver: FileReading['resolver']): readonly GivenTool[] {
  if (value.kind === 'list')
    return (value.node?.children ?? []).flatMap((node) => (node.kind === 'comment' ? [] : [{ node }]));
  return value.kind === 'object' ? [...resolver.entriesOf(value.node)].map(([key, node]) => ({ node, key })) : [];
}
