import type { AgentReach, AgentRun } from '../../model/agent-reach.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { toolRegistration } from '../passages/sources.ts';
import { textOfValue } from '../value.ts';
import { createAgentLinks } from './agent-links.ts';
import { agentsMade, holderOfCall, type MadeAgent } from './agents-made.ts';
import { nameOfTool } from './registered-tool.ts';
import { partOfFunction, partsOf, type Names } from './tool-parts.ts';

interface AgentsOfFile {
  readonly agents: readonly AgentReach[];
  readonly runs: readonly AgentRun[];
}

/** Agents that code makes, with the tools it gives each and those that it leads to; and the servers whose tools stand in this file. */
export function agentsInCode(reading: Reading, names: Names): AgentsOfFile {
  const { unit } = reading;
  const made = agentsMade(reading);
  const links = createAgentLinks(reading, made);
  const agents: AgentReach[] = [];
  const scopes = new Set<string>();
  for (const agent of made.values()) {
    const { call, items, tools, symbol } = agent;
    const name = nameOfAgent(reading, agent);
    const parts = [
      ...items.flatMap((item) => partsOf(reading, item, names)),
      ...tools.map(({ fn, registration }) => partOfFunction(reading, fn, registration, names)),
    ];
    const leadsTo = links.from(call);
    if (parts.length + leadsTo.length === 0) continue;
    let scope = `${unit.path} ${name}`;
    for (let at = 2; scopes.has(scope); at += 1) scope = `${unit.path} ${name}#${at}`;
    scopes.add(scope);
    agents.push({ name, scope, parts, refused: [], symbol, leadsTo });
  }
  const served = unit.ofKind('function').flatMap((fn) => {
    const registration = toolRegistration(reading, fn);
    return registration === null || !isOfServer(reading, registration)
      ? []
      : [partOfFunction(reading, fn, registration, names)];
  });
  if (served.length > 0)
    agents.push({ name: `the server of ${unit.path}`, scope: unit.path, parts: served, refused: [] });
  return { agents, runs: links.runs(names.holderOf) };
}

/** Tools of the protocol are for whoever connects; those of a library are for the agents that are given them. */
function isOfServer({ unit, resolver }: Reading, registration: SyntaxNode): boolean {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  if (inner === undefined) return false;
  const value = resolver.valueOf(inner);
  const path =
    inner.kind === 'call' || inner.kind === 'new'
      ? resolver.calleeOf(inner)
      : value.kind === 'symbol'
        ? value.name
        : '';
  return /mcp|modelcontextprotocol/i.test(path ?? '') && unit.language.isCode;
}

function nameOfAgent(reading: Reading, { call }: Pick<MadeAgent, 'call'>): string {
  const { unit, resolver } = reading;
  for (const { name, node, value } of resolver.argumentsOf(call)) {
    const given = value();
    const entries = name === null && given.kind === 'object' ? resolver.entriesOf(given.node) : null;
    const at = name === 'name' || name === 'role' ? node : (entries?.get('name') ?? null);
    const text = at === null ? null : textOfValue(resolver.valueOf(at));
    if (text !== null) return text.slice(0, 80);
  }
  const around = enclosing(call, 'assign', 'function');
  const key = call.parent?.kind === 'entry' ? childOf(call.parent, 'entry.key') : null;
  if (key !== null)
    return unit
      .textOf(key)
      .replaceAll(/^["']|["']$/g, '')
      .slice(0, 80);
  const own = holderOfCall(reading, call) ?? (around?.kind === 'function' ? declaredName(unit, around) : null);
  return own ?? nameOfToolAround(reading, call) ?? 'the agent';
}

/** An agent that a tool asks is known by the tool. */
function nameOfToolAround(reading: Reading, call: SyntaxNode): string | null {
  const fn = enclosing(call, 'function');
  const registration = fn === null ? null : toolRegistration(reading, fn);
  return fn === null || registration === null ? null : nameOfTool(reading, fn, registration);
}
