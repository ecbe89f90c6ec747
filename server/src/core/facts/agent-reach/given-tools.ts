import type { SyntaxNode } from '../../model/syntax.ts';
import { isTeamList, isTeamOption } from '../apis/agent-teams.ts';
import type { FileReading } from '../define.ts';
import type { Value } from '../value.ts';

/** Calls that ask a model or make an agent. Names of the libraries as npm and PyPI have them, 2026-11. */
const ASKS =
  /^(?:anthropic|@anthropic-ai\/\w[\w-]*|openai|@openai\/agents[\w-]*|agents|google\.(?:genai|adk)|@google\/(?:genai|adk)|litellm|langchain\w*|langgraph\w*|@langchain\/[\w/-]+|crewai\w*|autogen\w*|ag2|agent_framework\w*|smolagents|pydantic_ai|strands|llama_index|llamaindex|@llamaindex\/\w+|semantic_kernel|haystack|agno|ai|@mastra\/[\w/-]+|claude_agent_sdk|claude_code_sdk|deepagents)(?:[./(].*)?$/;
const LISTS = new Set(['tools', 'mcp_servers', 'mcpServers', 'toolsets', 'plugins', 'allowedTools', 'allowed_tools']);
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

export function* givenTools({ unit, resolver }: FileReading): Generator<GivenTools> {
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const path = resolver.calleeOf(call);
      if (path === null || !ASKS.test(path)) continue;
      const items: GivenTool[] = [];
      const members: GivenTool[] = [];
      const take = (option: string, value: () => Value): void => {
        if (LISTS.has(option)) items.push(...itemsOf(value(), resolver));
        else if (isTeamOption(path, option)) members.push(...itemsOf(value(), resolver));
      };
      for (const { name, node, value } of resolver.argumentsOf(call)) {
        if (name !== null) {
          if (EXECUTORS.has(name) && node !== null) items.push({ node });
          else take(name, value);
          continue;
        }
        const given = value();
        if (given.kind === 'list') (isTeamList(path) ? members : items).push(...itemsOf(given, resolver));
        if (given.kind !== 'object') continue;
        for (const [key, inside] of resolver.entriesOf(given.node)) {
          take(key, () => resolver.valueOf(inside));
          // The options of a query stand one deeper.
          const inner = key === 'options' ? resolver.valueOf(inside) : null;
          if (inner?.kind === 'object')
            for (const [each, at] of resolver.entriesOf(inner.node)) take(each, () => resolver.valueOf(at));
        }
      }
      if (items.length + members.length > 0)
        yield { call, path, items: items.slice(0, MAX_TOOLS), members: members.slice(0, MAX_TOOLS) };
    }
}

/** What stands in a list, or in an object by its keys. */
export function itemsOf(value: Value, resolver: FileReading['resolver']): readonly GivenTool[] {
  if (value.kind === 'list')
    return (value.node?.children ?? []).flatMap((node) => (node.kind === 'comment' ? [] : [{ node }]));
  return value.kind === 'object' ? [...resolver.entriesOf(value.node)].map(([key, node]) => ({ node, key })) : [];
}
