import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { isRun, isTeamList, isTeamOption, lastName } from '../apis/agent-teams.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import type { Argument, Value } from '../value.ts';
import { itemsOf, listIn, type GivenTool } from './given-lists.ts';

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
/** Calls that take tools in a list without a name, by their last names: what others are given so are messages and tasks. */
const TAKES_TOOLS = /tool|agent|executor|^initialize/i;
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
      const given = createGiven(reading, path);
      for (const argument of resolver.argumentsOf(call)) given.take(argument);
      if (given.isAny()) yield { call, path, ...given.all() };
    }
  for (const { call, path, object } of typedByHolder(reading)) {
    const given = createGiven(reading, path);
    given.takeEntries(object);
    if (given.isAny()) yield { call, path, ...given.all() };
  }
}

interface Given {
  readonly take: (argument: Argument) => void;
  readonly takeEntries: (object: SyntaxNode) => void;
  readonly isAny: () => boolean;
  readonly all: () => Pick<GivenTools, 'items' | 'members'>;
}

function createGiven(reading: FileReading, path: string): Given {
  const { resolver } = reading;
  const items: GivenTool[] = [];
  const members: GivenTool[] = [];
  const isTeam = isTeamList(path);
  const takesList = isTeam || takesToolList(path);
  const takeOption = (option: string, node: SyntaxNode): void => {
    if (LISTS.has(option)) items.push(...itemsOf(reading, node));
    else if (isTeamOption(path, option)) members.push(...itemsOf(reading, node));
  };
  const takeEntries = (object: SyntaxNode): void => {
    for (const [key, node] of resolver.entriesOf(object)) {
      takeOption(key, node);
      // The options of a query stand one deeper.
      const inner = key === 'options' ? resolver.valueOf(node) : null;
      if (inner?.kind === 'object') for (const [each, at] of resolver.entriesOf(inner.node)) takeOption(each, at);
    }
  };
  return {
    take({ name, node, value }) {
      if (node === null) return;
      if (name !== null) {
        if (EXECUTORS.has(name)) items.push({ node });
        else takeOption(name, node);
      } else if (ALL_ARGUMENTS.test(path)) items.push(...itemsOf(reading, node));
      else {
        const given = value();
        if (takesList) (isTeam ? members : items).push(...listed(reading, node, given));
        if (given.kind === 'object') takeEntries(given.node);
      }
    },
    takeEntries,
    isAny: () => items.length + members.length > 0,
    all: () => ({ items: items.slice(0, MAX_TOOLS), members: members.slice(0, MAX_TOOLS) }),
  };
}

/** `ChatOptions options = new() { Tools = […] }` of C#: the type is said by what holds it. */
function* typedByHolder({ unit }: FileReading): Generator<{
  readonly call: SyntaxNode;
  readonly path: string;
  readonly object: SyntaxNode;
}> {
  if (unit.language.id !== 'csharp') return;
  for (const object of unit.ofKind('object')) {
    const call = object.parent;
    const holder = call?.kind === 'other' ? call.parent : null;
    const type = holder?.kind === 'assign' ? childOf(holder, 'assign.type') : null;
    const path = type === null ? '' : unit.textOf(type);
    if (call !== null && ASKS.test(path)) yield { call, path, object };
  }
}

function pathOfGiver(reading: FileReading, call: SyntaxNode): string | null {
  const path = reading.resolver.calleeOf(call);
  if (path !== null && ASKS.test(path)) return path;
  const name = reading.unit.language.id === 'csharp' ? calledName(reading, call) : '';
  return OF_CLIENTS.test(name) ? name : null;
}

function takesToolList(path: string): boolean {
  const name = lastName(path);
  return TAKES_TOOLS.test(name) && !isRun(name);
}

/** A list, or a name that another file gives one. */
function listed(reading: FileReading, node: SyntaxNode, value: Value): readonly GivenTool[] {
  return listIn(reading, node) ?? (value.kind === 'symbol' ? [{ node }] : []);
}
