import type { AgentLink, AgentPart, AgentReach, AgentRun } from '../../model/agent-reach.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { createDistinctNames } from '../../text/distinct-names.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { moduleOf } from '../resolve/module-of.ts';
import type { Binding } from '../scopes.ts';
import type { ToolSet } from '../tools/define.ts';
import { toolRegistration, toolsIn } from '../tools/registrations.ts';
import { textOfValue } from '../value.ts';
import { createAgentLinks } from './agent-links.ts';
import { agentsMade, holderOfCall, type MadeAgent } from './agents-made.ts';
import { nameInChain } from './builders.ts';
import { listBoundBy, type GivenTool } from './given-lists.ts';
import { nameOfTool } from './registered-tool.ts';
import { partOfFunction, partsOf, type Names } from './tool-parts.ts';
import { serverOfTool, toolServers, type ServerOfTool } from './tool-servers.ts';

/** Of one file, tool sets apart. */
const MAX_AGENTS = 100;
const MAX_SETS = 100;
/** Of one list. */
const MAX_ITEMS = 200;

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
  const distinct = createDistinctNames();
  for (const agent of made.values()) {
    const { call, items, tools, symbol } = agent;
    const name = nameOfAgent(reading, agent);
    const parts = [
      ...items.flatMap((item) => partsOf(reading, item, names)),
      ...tools.map(({ fn, registration }) => partOfFunction(reading, fn, registration, names)),
    ];
    const leadsTo = links.from(call);
    if (parts.length + leadsTo.length === 0) continue;
    agents.push({ name, scope: distinct(`${unit.path} ${name}`), parts, refused: [], symbol, leadsTo });
    if (agents.length >= MAX_AGENTS) break;
  }
  const servers = SERVES.test(unit.language.id) ? [...toolServers(reading, names)] : [];
  const sets = [...servers, ...toolSets(reading, names), ...listsOfFile(reading, names, links.linksOf)];
  return { agents: [...agents, ...sets.slice(0, MAX_SETS)], runs: links.runs(names.holderOf) };
}

/** Here functions are registered at a server by name. */
const SERVES = /^(?:python|javascript|typescript|tsx)$/;
/** Here files give each other lists of tools and agents by name. */
const GIVES_LISTS = /^(?:python|javascript|typescript|tsx)$/;

/** Lists of tools and agents that other files may use. */
function* listsOfFile(
  reading: Reading,
  names: Names,
  linksOf: (items: readonly GivenTool[]) => readonly AgentLink[],
): Generator<AgentReach> {
  const { unit, scopes } = reading;
  if (!GIVES_LISTS.test(unit.language.id)) return;
  yield* declaredTools(reading, names);
  for (const [symbol, bindings] of scopes.bindingsOf(unit.tree.root)) {
    const binding = bindings[bindings.length - 1]!;
    const items = (handedOn(reading, binding) ?? listBoundBy(reading, binding) ?? []).slice(0, MAX_ITEMS);
    const parts = items.flatMap((item) => partsOf(reading, item, names));
    const leadsTo = linksOf(items);
    if (parts.length + leadsTo.length === 0) continue;
    yield { name: symbol, scope: `${unit.path} list ${symbol}`, parts, refused: [], symbol, leadsTo, isList: true };
  }
}

/** Tools that stand in a variable with what is said of them: a list may name them. */
function* declaredTools(reading: Reading, names: Names): Generator<AgentReach> {
  const { unit } = reading;
  for (const { fn, node } of toolsIn(reading).values()) {
    const symbol = node.kind === 'object' ? holderOfCall(reading, node) : null;
    if (symbol === null) continue;
    const parts = [partOfFunction(reading, fn, node, names)];
    yield { name: symbol, scope: `${unit.path} list ${symbol}`, parts, refused: [], symbol, isList: true };
  }
}

/** `from .crm import desk as crm`: other files may import it by that name. */
function handedOn({ unit }: Reading, { how, node }: Binding): readonly GivenTool[] | null {
  const alias = how === 'import' ? childOf(node, 'specifier.alias') : null;
  return alias === null || moduleOf(unit, node)?.startsWith('.') !== true ? null : [{ node: alias }];
}

/** Tools that whoever connects to a server or is given an object of a class has all together. */
function toolSets(reading: Reading, names: Names): readonly AgentReach[] {
  const sets = new Map<string, { readonly known: Known; readonly parts: AgentPart[] }>();
  for (const { fn, node, set } of toolsIn(reading).values()) {
    const of = set ?? (isOfServer(reading, node) ? 'file' : null);
    const server = set === null && of !== null ? serverOfTool(reading, node, names) : null;
    if (of === null || server?.kind === 'own') continue;
    const known = server === null ? knownAs(of, reading.unit.path) : knownByServer(server, reading.unit.path);
    const parts = sets.get(known.scope)?.parts ?? [];
    parts.push(partOfFunction(reading, fn, node, names));
    sets.set(known.scope, { known, parts });
  }
  return [...sets.values()].map(({ known, parts }) => ({ ...known, parts, refused: [], isSet: true }));
}

type Known = Pick<AgentReach, 'name' | 'scope' | 'symbol' | 'spans' | 'isApart' | 'of'>;

/** Of a server that a function is passed it is known by the function; of one of another file once that one takes this file in. */
function knownByServer(server: Exclude<ServerOfTool, { kind: 'own' }>, path: string): Known {
  const name = `the server of ${path}`;
  return server.kind === 'other'
    ? { name, scope: path, of: server.of, isApart: true }
    : { name, scope: `${path} server of ${server.symbol}`, symbol: server.symbol, isApart: true };
}

function knownAs(set: ToolSet, path: string): Known {
  if (typeof set !== 'string')
    return { name: `the tools of ${set.class}`, scope: `${path} class ${set.class}`, symbol: set.class };
  if (set === 'file') return { name: `the server of ${path}`, scope: path };
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = `the server of ${folder === '' ? path : folder.slice(0, -1)}`;
  const spans = `${folder}*${path.slice(path.lastIndexOf('.'))}`;
  return { name, scope: `server ${spans}`, spans };
}

/** Tools of the protocol are for whoever connects; those of a library are for the agents that are given them. */
function isOfServer({ resolver }: Reading, registration: SyntaxNode): boolean {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  if (inner === undefined) return false;
  const value = resolver.valueOf(inner);
  const path =
    inner.kind === 'call' || inner.kind === 'new'
      ? resolver.calleeOf(inner)
      : value.kind === 'symbol'
        ? value.name
        : '';
  return /mcp|modelcontextprotocol/i.test(path ?? '');
}

function nameOfAgent(reading: Reading, { call }: Pick<MadeAgent, 'call'>): string {
  const { unit, resolver } = reading;
  for (const { name, node, value } of resolver.argumentsOf(call)) {
    const given = value();
    const entries = name === null && given.kind === 'object' ? resolver.entriesOf(given.node) : null;
    const at = name !== null && /^(?:[nN]ame|role)$/.test(name) ? node : (entries?.get('name') ?? null);
    const text = at === null ? null : textOfValue(resolver.valueOf(at));
    if (text !== null) return text.slice(0, 80);
  }
  const said = nameInChain(reading, call);
  if (said !== null) return said.slice(0, 80);
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
