import type { AgentPart, AgentReach, LegOfPart } from '../../model/agent-reach.ts';
import type { Fact } from '../../model/fact.ts';
import { serverSource } from '../../text/server-source.ts';
import { legsOfName, legsOfRule } from '../apis/agent-servers.ts';

/** Files of one folder that say together what one agent has. The files of all others stand for themselves. */
const TOGETHER: readonly (readonly [RegExp, string])[] = [
  [/^(|.*\/)(?:\.mcp\.json|\.claude\/settings(?:\.local)?\.json|\.claude\.json)$/, 'Claude Code'],
  [/^(|.*\/)\.vscode\/(?:mcp|settings)\.json$/, 'VS Code'],
  [/^(|.*\/)\.cursor\/(?:mcp|cli|permissions)\.json$/, 'Cursor'],
  [/^(|.*\/)\.kiro\/settings\/\w+\.json$/, 'Kiro'],
];

/** What the configuration of an agent lets it use, by the facts that tell it. */
export function agentsInConfiguration(path: string, facts: readonly Fact[]): readonly AgentReach[] {
  const parts = facts.flatMap(partOf);
  const refused = facts.flatMap(refusedBy);
  if (parts.length + refused.length === 0) return [];
  const together = TOGETHER.flatMap(([files, name]) => {
    const folder = files.exec(path)?.[1];
    return folder === undefined ? [] : [{ name, scope: `${name} of ${folder}` }];
  })[0];
  return [{ ...(together ?? { name: `the agent of ${path}`, scope: path }), parts, refused }];
}

function partOf(fact: Fact): readonly AgentPart[] {
  const { kind, action, resource, qualifiers = {}, provenance, id } = fact;
  const value = qualifiers['value'] ?? '';
  const isServer = kind === 'agent.config' && /^(?:start|connect)-server$/.test(action);
  const isRule = kind === 'agent.autonomy' && action === 'rule' && value === 'allow';
  if (!isServer && !isRule) return [];
  const found = isServer ? legsOfServer(value) : legsOfRule(resource.norm);
  if (found.length === 0) return [];
  return [
    {
      name: resource.norm,
      range: provenance.range,
      legs: found,
      calls: null,
      isAsked: false,
      // By words of its name: nobody looked into it.
      tier: 'name',
      factId: id,
    },
  ];
}

/** By where it comes from; a server of files also by which files it is given. */
export function legsOfServer(value: string): readonly LegOfPart[] {
  const { kind, text } = serverSource(value);
  if (text === '') return [];
  const found = legsOfName(text);
  const isOfFiles = kind !== 'remote' && /filesystem|files?\b/.test(text);
  const isWide = /\s(?:\/|~|\/(?:home|Users|root|etc|mnt)(?:\/\S*)?|\$\{?HOME\}?|[A-Z]:\\?)(?:\s|$)/.test(value);
  return found.length === 0 && isOfFiles && isWide
    ? [{ leg: 'private', words: 'reads files outside of the project' }]
    : found;
}

function refusedBy({ kind, action, resource, qualifiers = {} }: Fact): readonly string[] {
  if (kind !== 'agent.autonomy' || action !== 'rule' || qualifiers['value'] !== 'deny') return [];
  const name = /^server (.+)$/.exec(resource.norm)?.[1] ?? /^mcp__([^_]+(?:_[^_]+)*)$/.exec(resource.norm)?.[1];
  return [name ?? resource.norm];
}
