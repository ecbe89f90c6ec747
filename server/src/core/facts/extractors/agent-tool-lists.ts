import type { SyntaxNode } from '../../model/syntax.ts';
import { effectOfReady, effectOfType, type ToolEffect } from '../apis/agent-tool-effects.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { textOfValue, type Value } from '../value.ts';

/** Calls that ask a model or make an agent. Names of the libraries as npm and PyPI have them, 2026-11. */
const ASKS =
  /^(?:anthropic|@anthropic-ai\/\w[\w-]*|openai|@openai\/agents[\w-]*|agents|google\.(?:genai|adk)|@google\/genai|litellm|langchain\w*|langgraph\w*|@langchain\/[\w/-]+|crewai\w*|autogen\w*|smolagents|pydantic_ai|strands|llama_index|llamaindex|semantic_kernel|haystack|agno|ai|@mastra\/[\w/-]+)(?:[./(].*)?$/;
const LISTS = new Set(['tools', 'mcp_servers', 'mcpServers', 'toolsets']);
const MAX_TOOLS = 200;

/**
 * Tools that a list gives to a model, and whose function no code of this file is: those that a provider or a library brings along,
 * and those that are only declared.
 */
export const agentToolLists = defineExtractor({
  id: 'agent-tool-lists',
  kinds: ['agent.tool'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const { unit, resolver } = reading;
    const seen = new Set<SyntaxNode>();
    for (const kind of ['call', 'new'] as const)
      for (const call of unit.ofKind(kind)) {
        const path = resolver.calleeOf(call);
        if (path === null || !ASKS.test(path)) continue;
        for (const { name, value } of resolver.argumentsOf(call)) {
          const given = value();
          if (name !== null ? LISTS.has(name) : given.kind === 'list') yield* listed(reading, given, seen);
          else if (name === null && given.kind === 'object')
            for (const [key, node] of resolver.entriesOf(given.node))
              if (LISTS.has(key)) yield* listed(reading, resolver.valueOf(node), seen);
        }
      }
  },
});

function* listed({ resolver, unit }: Reading, list: Value, seen: Set<SyntaxNode>): Generator<Site> {
  if (list.kind !== 'list' || list.node === null) return;
  for (const item of list.node.children.slice(0, MAX_TOOLS)) {
    if (item.kind === 'comment' || seen.has(item)) continue;
    seen.add(item);
    const value = resolver.valueOf(item);
    const found =
      value.kind === 'object'
        ? declared({ resolver, unit }, value.node)
        : value.kind === 'call'
          ? ready(value.of)
          : value.kind === 'symbol'
            ? ready(value.name)
            : null;
    if (found !== null) yield toSite(item, found);
  }
}

interface Given {
  readonly name: string;
  readonly effect: ToolEffect;
  readonly isAsked: boolean;
}

function declared({ resolver }: Pick<Reading, 'resolver' | 'unit'>, object: SyntaxNode): Given | null {
  const entries = resolver.entriesOf(object);
  const textAt = (from: ReadonlyMap<string, SyntaxNode>, ...keys: readonly string[]): string | null => {
    const node = keys.map((key) => from.get(key)).find((each) => each !== undefined);
    return node === undefined ? null : textOfValue(resolver.valueOf(node));
  };
  const type = textAt(entries, 'type');
  const effect = type === null ? null : effectOfType(type);
  if (type !== null && effect !== null) {
    const label = textAt(entries, 'server_url', 'connector_id', 'server_label', 'serverUrl', 'serverLabel');
    const approval = textAt(entries, 'require_approval', 'requireApproval');
    // A remote server asks unless it is told not to.
    return {
      name: label === null ? type : `${type} ${label}`,
      effect,
      isAsked: type === 'mcp' && approval !== 'never',
    };
  }
  const inner = entries.get('function');
  const own = inner === undefined ? null : resolver.valueOf(inner);
  const fields = own?.kind === 'object' ? resolver.entriesOf(own.node) : entries;
  const name = textAt(fields, 'name');
  const hasSchema = ['input_schema', 'inputSchema', 'parameters', 'parametersJsonSchema'].some((key) =>
    fields.has(key),
  );
  return name === null || !hasSchema ? null : { name, effect: 'none', isAsked: false };
}

function ready(path: string): Given | null {
  const name = path.replaceAll('()', '').split(/[./]/).pop() ?? path;
  const effect = effectOfReady(name);
  return effect === null || !ASKS.test(path.replace(/^\W+/, '')) ? null : { name, effect, isAsked: false };
}

function toSite(node: SyntaxNode, { name, effect, isAsked }: Given): Site {
  return {
    kind: 'agent.tool',
    action: effect === 'none' ? 'declare' : 'offer',
    resource: { kind: 'tool', value: known(name), norm: name },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'resolved',
    why: [`A model is given ${name}, with arguments of its choice.`],
    qualifiers: { effect, approval: isAsked ? 'asked' : 'none' },
    subject: { type: 'tool', symbol: `tool ${name}` },
  };
}
