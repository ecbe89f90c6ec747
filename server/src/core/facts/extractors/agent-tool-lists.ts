import type { SyntaxNode } from '../../model/syntax.ts';
import { isServerTold } from '../agent-config/code-servers.ts';
import { givenTools, isOfAgents } from '../agent-reach/given-tools.ts';
import { effectOfReady, effectOfType, type ToolEffect } from '../apis/agent-tool-effects.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { childrenOf } from '../../text/tree.ts';
import { known } from '../to-fact.ts';
import { nodesWithin } from '../nodes-within.ts';
import { argumentAt, textOfValue } from '../value.ts';

/**
 * Tools that a list gives to a model, and whose function no code of this file is: those that a provider or a library brings along,
 * and those that are only declared.
 */
export const agentToolLists = defineExtractor({
  id: 'agent-tool-lists',
  kinds: ['agent.tool'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const seen = new Set<SyntaxNode>();
    for (const { items } of givenTools(reading))
      for (const { node } of items) {
        if (seen.has(node)) continue;
        seen.add(node);
        const found = toolAt(reading, node);
        if (found !== null) yield toSite(node, found);
      }
    for (const kind of ['call', 'new'] as const)
      for (const node of reading.unit.ofKind(kind)) {
        // Whatever list it gets into: one that runs what it is told is made for a model.
        const found = seen.has(node) ? null : ready(reading.resolver.calleeOf(node) ?? '');
        if (found?.effect === 'run') yield toSite(node, found);
      }
    for (const node of listedByServers(reading)) {
      const found = seen.has(node) ? null : nameListed(reading, node);
      if (found !== null) yield toSite(node, { name: found, effect: 'none', isAsked: false });
    }
  },
});

/** Of one file. */
const MAX_LISTED = 200;

/** `types.Tool(name=…)` and `{ name, inputSchema }` in what a server answers when it is asked which tools it has. */
function listedByServers({ unit, resolver }: Reading): readonly SyntaxNode[] {
  if (unit.language.id === 'python')
    return unit
      .ofKind('call')
      .filter((call) => /^mcp(?:\.\w+)*\.Tool$/.test(resolver.calleeOf(call) ?? ''))
      .slice(0, MAX_LISTED);
  const answers = unit.ofKind('call').filter((call) => {
    const [first] = childrenOf(call, 'call.argument');
    return first !== undefined && /^(?:\w+\.)?ListToolsRequestSchema$/.test(unit.textOf(first).slice(0, 80));
  });
  return answers.flatMap((call) => [...nodesWithin(unit, ['object'], call)]).slice(0, MAX_LISTED);
}

function nameListed(reading: Reading, node: SyntaxNode): string | null {
  const { resolver } = reading;
  if (node.kind === 'object') return declared(reading, node)?.name ?? null;
  const name = argumentAt(resolver.argumentsOf(node), 0, 'name');
  return name === null ? null : textOfValue(name.value());
}

function toolAt(reading: Reading, node: SyntaxNode): Given | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'object') return declared(reading, value.node);
  if (value.kind === 'call' && value.node !== null && isServerTold(reading, value.node)) return null;
  return value.kind === 'call' ? ready(value.of) : value.kind === 'symbol' ? ready(value.name) : null;
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
  return effect === null || !isOfAgents(path) ? null : { name, effect, isAsked: false };
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
