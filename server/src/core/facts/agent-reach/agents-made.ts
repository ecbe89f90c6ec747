import type { SyntaxNode } from '../../model/syntax.ts';
import { createDistinctNames } from '../../text/distinct-names.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { isCrew, isTeamOption, lastName } from '../apis/agent-teams.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { toolRegistration } from '../tools/registrations.ts';
import { textOfValue, type Argument, type Value } from '../value.ts';
import { startOfChain } from './builders.ts';
import { itemsOf, type GivenTool } from './given-lists.ts';
import { givenTools, isOfAgents } from './given-tools.ts';

/** An agent, by the call that makes it or asks a model. */
export interface MadeAgent {
  readonly call: SyntaxNode;
  readonly path: string;
  readonly items: readonly GivenTool[];
  readonly members: readonly GivenTool[];
  /** Functions that a decorator of its own makes its tools: `@desk.tool`. */
  readonly tools: readonly { readonly fn: SyntaxNode; readonly registration: SyntaxNode }[];
  /** What others know it by: unlike all others of the file. */
  readonly symbol: string;
}

/** Each may have all agents of its class. */
const MAX_CREWS = 50;

interface Draft {
  readonly path: string;
  readonly items: GivenTool[];
  readonly members: GivenTool[];
  readonly tools: { readonly fn: SyntaxNode; readonly registration: SyntaxNode }[];
}

/** All agents of a file, by the calls that make them. */
export function agentsMade(reading: Reading): ReadonlyMap<SyntaxNode, MadeAgent> {
  const { resolver } = reading;
  const drafts = new Map<SyntaxNode, Draft>();
  const draftOf = (call: SyntaxNode, path: string): Draft => {
    const known = drafts.get(call);
    if (known !== undefined) return known;
    const draft: Draft = { path, items: [], members: [], tools: [] };
    drafts.set(call, draft);
    return draft;
  };
  const draftAt = (node: SyntaxNode | null): Draft | null => {
    const value = node === null ? null : resolver.valueOf(node);
    return value?.kind === 'call' && value.node !== null && isOfAgents(value.of) ? draftOf(value.node, value.of) : null;
  };
  for (const { call, path, items, members } of givenTools(reading)) {
    const start = startOfChain(reading, call);
    const draft = draftOf(start.call, path);
    if (start.client !== null && draft.members.length === 0) draft.members.push({ node: start.client });
    draft.items.push(...items, ...members.flatMap(({ node }) => toolsOfDescribed(reading, node)));
    draft.members.push(...members);
  }
  addLater(reading, draftAt);
  addDecorated(reading, draftAt);
  addCrews(reading, drafts, draftOf);
  const distinct = createDistinctNames();
  return new Map(
    [...drafts].map(([call, draft]) => [
      call,
      { ...draft, call, symbol: distinct(holderOfCall(reading, call) ?? (isDefault(call) ? 'default' : 'agent')) },
    ]),
  );
}

function isDefault(call: SyntaxNode): boolean {
  return call.role === 'export.default' || call.parent?.role === 'export.default';
}

/** `{ description, prompt, tools }`: an agent that stands in the options of the one that may call it. */
function toolsOfDescribed(reading: Reading, node: SyntaxNode): readonly GivenTool[] {
  const value = reading.resolver.valueOf(node);
  const tools = value.kind === 'object' ? reading.resolver.entriesOf(value.node).get('tools') : undefined;
  return tools === undefined ? [] : itemsOf(reading, tools);
}

type DraftAt = (node: SyntaxNode | null) => Draft | null;
const GIVEN_LATER = /^(?:[tT]ools|handoffs|sub_agents|subAgents|members|participants|managed_agents)$/;

/** `triage.handoffs.append(billing)`, `triage.handoffs = [billing]`, `options.Tools.AddRange(team)` */
function addLater(reading: Reading, draftAt: DraftAt): void {
  const { unit, resolver } = reading;
  const listAt = (node: SyntaxNode | null): { readonly option: string; readonly draft: Draft } | null => {
    const property = node?.kind === 'member' ? childOf(node, 'member.property') : null;
    const option = property === null ? '' : unit.textOf(property);
    const draft = GIVEN_LATER.test(option) ? draftAt(childOf(node!, 'member.object')) : null;
    return draft === null ? null : { option, draft };
  };
  const take = (node: SyntaxNode | null, given: readonly SyntaxNode[]): void => {
    const list = listAt(node);
    if (list === null) return;
    const added = given.flatMap((each) => itemsOf(reading, each));
    if (/^[tT]ools$/.test(list.option)) list.draft.items.push(...added);
    else if (isTeamOption(list.draft.path, list.option)) list.draft.members.push(...added);
  };
  for (const call of unit.ofKind('call')) {
    if (!/^(?:append|push|extend|Add|AddRange)$/.test(calledName(reading, call))) continue;
    const callee = childOf(call, 'call.callee');
    const nodes = resolver.argumentsOf(call).flatMap(({ node }) => node ?? []);
    take(callee === null ? null : childOf(callee, 'member.object'), nodes);
  }
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target?.kind === 'member' && value !== null) take(target, [value]);
  }
}

/** `@desk.tool def orders(…)` */
function addDecorated(reading: Reading, draftAt: DraftAt): void {
  for (const decorator of reading.unit.ofKind('decorator')) {
    const fn = decorator.parent;
    const [inner] = decorator.children;
    const named = inner?.kind === 'call' ? childOf(inner, 'call.callee') : inner;
    const object = named?.kind === 'member' ? childOf(named, 'member.object') : null;
    if (object === null || fn?.kind !== 'function') continue;
    const registration = toolRegistration(reading, fn);
    if (registration === decorator) draftAt(object)?.tools.push({ fn, registration });
  }
}

/** Without a manager, and without somebody who may delegate, each of a crew does its own task. */
function addCrews(
  { unit, resolver }: Reading,
  drafts: ReadonlyMap<SyntaxNode, Draft>,
  draftOf: (call: SyntaxNode, path: string) => Draft,
): void {
  const crews = unit.ofKind('call').flatMap((call) => {
    const path = resolver.calleeOf(call);
    return path !== null && isCrew(path) ? [{ call, path }] : [];
  });
  for (const { call, path } of crews.slice(0, MAX_CREWS)) {
    const { members } = draftOf(call, path);
    // `agents=self.agents`: all that the class around makes.
    const given = resolver.argumentsOf(call).find(({ name }) => name === 'agents')?.node ?? null;
    const owner = given !== null && unit.textOf(given) === 'self.agents' ? enclosing(call, 'class') : null;
    if (owner !== null)
      for (const [node, other] of drafts)
        if (!isCrew(other.path) && node.start >= owner.start && node.end <= owner.end) members.push({ node });
    const isManaged = isManagedCrew(resolver.argumentsOf(call));
    const delegates = members.some(({ node }) => mayDelegate(resolver, node));
    if (!isManaged && !delegates) members.length = 0;
  }
}

/** A manager has a say in a process with managers only; in one that is not known, where there is one. */
function isManagedCrew(args: readonly Argument[]): boolean {
  const valueAt = (key: string): Value | undefined => args.find(({ name }) => name === key)?.value();
  const way = valueAt('process');
  if (way === undefined) return false;
  const said = way.kind === 'symbol' ? lastName(way.name) : textOfValue(way);
  return said === null ? (valueAt('manager_agent')?.kind ?? 'null') !== 'null' : said === 'hierarchical';
}

function mayDelegate({ valueOf }: Reading['resolver'], member: SyntaxNode): boolean {
  const agent = valueOf(member);
  const given = agent.kind === 'call' ? agent.args.find(({ name }) => name === 'allow_delegation') : undefined;
  const value = given?.value();
  return value?.kind === 'boolean' && value.value;
}

const AROUND = new Set(['member', 'call', 'await', 'return', 'other', 'export']);

/** The variable that holds what a call makes, or what is made of it, `create(…).compile()`; the function that gives it back. */
export function holderOfCall({ unit }: Pick<Reading, 'unit'>, call: SyntaxNode): string | null {
  let at = call;
  while (at.parent !== null && AROUND.has(at.parent.kind) && at.role !== 'call.argument') at = at.parent;
  const { parent } = at;
  if (parent?.kind === 'assign' && at.role === 'assign.value') {
    const target = childOf(parent, 'assign.target');
    const name = target?.kind === 'member' ? childOf(target, 'member.property') : target;
    const text = name === null ? '' : unit.textOf(name);
    return /^[\w$]+$/.test(text) ? text : null;
  }
  const fn = at.kind === 'return' || at.role === 'function.body' ? enclosing(at, 'function') : null;
  return fn === null ? null : declaredName(unit, fn);
}
