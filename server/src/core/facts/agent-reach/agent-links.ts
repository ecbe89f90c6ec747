import type { AgentLink, AgentRef, AgentRun } from '../../model/agent-reach.ts';
import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { isFolderPattern } from '../../text/folder-pattern.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { isHandedOn, isRun } from '../apis/agent-teams.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { importedPaths, moduleOf } from '../resolve/module-of.ts';
import { argumentAt, textOfValue, type CallValue, type Value } from '../value.ts';
import type { MadeAgent } from './agents-made.ts';
import type { GivenTool } from './given-lists.ts';
import { isAskedBefore } from './registered-tool.ts';

interface AgentLinks {
  /** The agents that one is given, as others to hand on to or as tools. */
  readonly from: (call: SyntaxNode) => readonly AgentLink[];
  readonly linksOf: (given: readonly GivenTool[]) => readonly AgentLink[];
  /** Functions that have agents do something. */
  readonly runs: (holderOf: (node: SyntaxNode) => string) => readonly AgentRun[];
}

/** Constructors that are given all they need to know in one value. */
const OF_GO = /^(?:github\.com|google\.golang\.org)\//;
/** A class is known by its name, wherever it stands. */
const HAS_CLASSES = /^(?:java|kotlin|csharp)$/;
const IS_NAME: ReadonlySet<NodeKind> = new Set<NodeKind>(['name', 'shorthand']);
const MAX_DEPTH = 6;
/** Calls of one chain. */
const MAX_CHAIN = 60;
const MAX_RUNS = 200;
/** Agents of one name. */
const MAX_ALIKE = 20;

export function createAgentLinks(reading: Reading, made: ReadonlyMap<SyntaxNode, MadeAgent>): AgentLinks {
  const { unit, resolver } = reading;
  let byName: ReadonlyMap<string, readonly MadeAgent[]> | null = null;

  /** The agent that an expression is, is made of, or names. Of a name of another file: what it may be there. */
  function agentsAt(node: SyntaxNode): readonly AgentRef[] {
    const value = resolver.valueOf(node);
    const known = madeBy(value);
    if (known !== null) return [{ path: unit.path, symbol: known.symbol }];
    const imported = importedAt(node);
    const set = imported.length > 0 ? null : setAt(value);
    return set === null ? imported : [set];
  }

  /** Through what wraps it: `crm.as_tool(…)`, `handoff(crm)`, `graph.compile()`. */
  function madeBy(given: Value): MadeAgent | null {
    let value: Value | null = given;
    for (let depth = 0; depth < MAX_CHAIN && value?.kind === 'call'; depth += 1) {
      const known: MadeAgent | undefined = value.node === null ? undefined : made.get(value.node);
      if (known !== undefined) return known;
      // `llmagent.New(llmagent.Config{…})`
      const config: MadeAgent | null = OF_GO.test(value.of) ? configOf(value) : null;
      if (config !== null) return config;
      if (isHandedOn(value.of)) {
        const said = value.node === null ? null : nameGiven(value, value.node);
        if (said !== null) return said;
        value = argumentAt(value.args, 0, 'agent')?.value() ?? null;
      } else value = value.receiver;
    }
    return null;
  }

  function configOf({ args }: CallValue): MadeAgent | null {
    for (const { value } of args) {
      const given = value();
      const known = given.kind === 'call' && given.node !== null ? made.get(given.node) : undefined;
      if (known !== undefined) return known;
    }
    return null;
  }

  /** Of another file: what a name is imported as; or what a module, which is imported by its name, has by that one. */
  function importedAt(node: SyntaxNode): readonly AgentRef[] {
    const { at, property } = namedBy(node);
    const binding = at === null ? null : reading.scopes.lookUp(unit.textOf(at), at);
    if (binding?.how !== 'import') return [];
    const ref = (paths: readonly string[], symbol: string | null): readonly AgentRef[] => {
      const candidates = paths.filter((path) => !isFolderPattern(path));
      const [path] = candidates;
      return path === undefined || symbol === null ? [] : [{ path, symbol, candidates }];
    };
    const { role, kind } = binding.node;
    const paths = importedPaths(unit, binding.node);
    if (role === 'import.namespace' || role === 'import.module') return ref(paths, property);
    if (role === 'import.default') return [...ref(paths, 'default'), ...ref(paths, binding.name)];
    const imported = kind === 'specifier' ? childOf(binding.node, 'specifier.name') : null;
    const symbol = imported === null ? binding.name : unit.textOf(imported);
    const module = property === null || !unit.language.hasSubmodules ? null : moduleOf(unit, binding.node);
    const inner = module === null ? [] : unit.pathsOf(`${module}${module.endsWith('.') ? '' : '.'}${symbol}`);
    return [...ref(paths, symbol), ...ref(inner, property)];
  }

  /** The name that an expression begins with, and what is taken of that. */
  function namedBy(node: SyntaxNode): { readonly at: SyntaxNode | null; readonly property: string | null } {
    let at: SyntaxNode | null = node;
    let property: string | null = null;
    for (let depth = 0; depth < MAX_DEPTH && at !== null && !IS_NAME.has(at.kind); depth += 1) {
      if (at.kind === 'call' || at.kind === 'new') {
        const handed: SyntaxNode | null = isHandedOn(resolver.calleeOf(at) ?? '')
          ? (argumentAt(resolver.argumentsOf(at), 0, 'agent')?.node ?? null)
          : null;
        at = handed ?? childOf(at, 'call.callee');
      } else if (at.kind === 'member') {
        const name: SyntaxNode | null = childOf(at, 'member.property');
        property = name === null ? null : unit.textOf(name);
        at = childOf(at, 'member.object');
      } else at = at.children.length === 1 ? at.children[0]! : null;
    }
    return { at, property };
  }

  /** Objects of classes whose methods are tools, wherever the class stands: `tools(new CrmTools())`. */
  function setAt(value: Value): AgentRef | null {
    if (value.kind === 'instance' || value.kind === 'class') {
      const symbol = declaredName(unit, value.node);
      return symbol === null ? null : { path: unit.path, symbol };
    }
    if (!HAS_CLASSES.test(unit.language.id) || value.kind !== 'call' || value.of.includes('(')) return null;
    const at = value.of.lastIndexOf('.');
    const folder = at === -1 ? unit.path.slice(0, Math.max(0, unit.path.lastIndexOf('/'))) : value.of.slice(0, at);
    return { path: '', symbol: value.of.slice(at + 1), folder: folder.replaceAll('.', '/') };
  }

  function from(call: SyntaxNode): readonly AgentLink[] {
    const agent = made.get(call);
    if (agent === undefined) return [];
    return linksOf([...agent.members, ...agent.items]).filter(
      ({ to }) => to.path !== unit.path || to.symbol !== agent.symbol,
    );
  }

  function linksOf(given: readonly GivenTool[]): readonly AgentLink[] {
    return given.flatMap(({ node }) => {
      const named = namedAt(node);
      const isAsked = node.kind === 'call' && isAskedBefore(reading, node);
      return (named === null ? agentsAt(node) : [named]).map((to) => ({ to, range: unit.rangeOf(node), isAsked }));
    });
  }

  /** `handoffs=["shop"]`, `create_handoff_tool(agent_name="shop")` */
  function namedAt(node: SyntaxNode): AgentRef | null {
    const value = resolver.valueOf(node);
    const found =
      value.kind === 'text' ? named(value.text, node) : value.kind === 'call' ? nameGiven(value, node) : null;
    return found === null ? null : { path: unit.path, symbol: found.symbol };
  }

  function nameGiven({ args }: CallValue, at: SyntaxNode): MadeAgent | null {
    const given = args.find(({ name }) => name === 'agent_name' || name === 'target')?.value();
    return given?.kind === 'text' ? named(given.text, at) : null;
  }

  /** Of those that are called alike, the one that the same function makes, or the same class. */
  function named(name: string, at: SyntaxNode): MadeAgent | null {
    byName ??= namesOf(reading, made);
    const all = byName.get(name) ?? [];
    const isWith =
      (kind: 'function' | 'class') =>
      ({ call }: MadeAgent): boolean =>
        enclosing(call, kind) === enclosing(at, kind);
    return all.length > 1 ? (all.find(isWith('function')) ?? all.find(isWith('class')) ?? null) : (all[0] ?? null);
  }

  function runs(holderOf: (node: SyntaxNode) => string): readonly AgentRun[] {
    const found: AgentRun[] = [];
    const add = (to: AgentRef, node: SyntaxNode): void => {
      if (found.length < MAX_RUNS) found.push({ to, within: holderOf(node), range: unit.rangeOf(node) });
    };
    for (const { call, symbol } of made.values()) add({ path: unit.path, symbol }, call);
    for (const call of unit.ofKind('call')) {
      if (made.has(call) || !isRun(calledName(reading, call))) continue;
      const callee = childOf(call, 'call.callee');
      const object = callee === null ? null : childOf(callee, 'member.object');
      const path = resolver.calleeOf(call) ?? '';
      // `Runner.run(agent, …)`
      const isRunner = /^(?:agents\.Runner|@openai\/agents[\w-]*)\b/.test(path);
      const agent = isRunner ? (argumentAt(resolver.argumentsOf(call), 0, 'starting_agent')?.node ?? null) : object;
      for (const to of agent === null ? [] : agentsAt(agent)) add(to, call);
    }
    return found;
  }

  return { from, linksOf, runs };
}

/** Agents by what models know them by, and by the names of their variables. */
function namesOf(
  { resolver }: Reading,
  made: ReadonlyMap<SyntaxNode, MadeAgent>,
): ReadonlyMap<string, readonly MadeAgent[]> {
  const names = new Map<string, MadeAgent[]>();
  const add = (name: string, agent: MadeAgent): void => {
    const known = names.get(name);
    if (known === undefined) names.set(name, [agent]);
    else if (known.length < MAX_ALIKE && known[known.length - 1] !== agent) known.push(agent);
  };
  for (const agent of made.values()) {
    add(agent.symbol, agent);
    for (const [at, { name, value }] of resolver.argumentsOf(agent.call).entries()) {
      const text = name === 'name' || (name === null && at === 0) ? textOfValue(value()) : null;
      if (text !== null) add(text, agent);
    }
  }
  return names;
}
