import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { memberNamed } from '../class-members.ts';
import { isSelf, type Binding } from '../scopes.ts';
import { pathOf, unknown, type Argument, type ParameterValue, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { injectedText } from './injected.ts';
import { isMadeAlike } from './made-alike.ts';
import { MAX_BASES } from './members.ts';
import { ENVIRONMENT_OBJECTS } from './environment.ts';
import { fromCall } from './summaries.ts';

/** What parameters are: by annotation, by default, and as receivers by what this file's own calls give for them. */
export interface Parameters {
  readonly valueOfParameter: (binding: Binding) => Value;
  /** The one client or object that callers in this file pass; null when they pass none or several. */
  readonly givenFor: (parameter: ParameterValue) => Value | null;
}

/** What one caller gives. */
type Given = () => readonly Argument[];

/** More callers than this are not followed: a function called from everywhere is no wrapper of one client. */
const MAX_CALLERS = 50;
/** Functions that hand a client on to each other. */
const MAX_HANDED_ON = 20;

interface ParameterCore extends Omit<ResolverCore, 'memberOf'> {
  /** What a function of this unit returns. */
  readonly returnOf: (fn: SyntaxNode) => Value;
}

/** Calls of FastAPI that give a parameter what a function returns. */
const DEPENDENCIES: ReadonlySet<string> = new Set(['fastapi.Depends', 'fastapi.Security', 'fastapi.params.Depends']);

export function createParameters(core: ParameterCore): Parameters {
  const { unit, scopes, valueOf, argumentsOf, typedValue } = core;
  const given = new Map<SyntaxNode, Map<number, Value | null>>();
  let depth = 0;
  let callers: ReadonlyMap<SyntaxNode, readonly Given[]> | null = null;

  function valueOfParameter(binding: Binding): Value {
    const fn = enclosing(binding.node, 'function');
    if (fn === null) return unknown;
    if (binding.keys.length === 0) {
      const typed = typedValue(childOf(binding.node, 'parameter.type'));
      if (typed !== null) return typed;
      const injected = injectedText(valueOf, binding.node);
      if (injected !== null) return injected;
      const fallback = childOf(binding.node, 'parameter.default');
      if (fallback !== null && (fallback.kind === 'call' || fallback.kind === 'new')) {
        const value = valueOf(fallback);
        if (value.kind === 'call' && value.of !== 'fastapi.Depends') return value;
      }
      // `env = process.env`: what is read from it is read from there.
      const otherwise = fallback?.kind === 'member' ? valueOf(fallback) : unknown;
      if (otherwise.kind === 'symbol' && ENVIRONMENT_OBJECTS.has(otherwise.name)) return otherwise;
    }
    const all = fn.children.filter((child) => child.kind === 'parameter');
    const shift = all[0] !== undefined && unit.language.selfNames.includes(unit.textOf(all[0])) ? 1 : 0;
    return {
      kind: 'parameter',
      function: fn,
      index: all.indexOf(binding.node) - shift,
      name: binding.name,
      keys: binding.keys,
    };
  }

  function givenFor(parameter: ParameterValue): Value | null {
    if (parameter.keys.length > 0) return null;
    const known = given.get(parameter.function) ?? new Map<number, Value | null>();
    given.set(parameter.function, known);
    const value = known.get(parameter.index);
    if (value !== undefined) return value;
    if (depth > MAX_HANDED_ON) return null;
    // Set first: a function that passes its parameter to itself ends here.
    known.set(parameter.index, null);
    depth += 1;
    const read = readGiven(parameter);
    depth -= 1;
    known.set(parameter.index, read);
    return read;
  }

  function readGiven(parameter: ParameterValue): Value | null {
    callers ??= readCallers();
    let found: Value | null = dependencyOf(parameter);
    for (const give of (callers.get(parameter.function) ?? []).slice(0, MAX_CALLERS)) {
      const args = give();
      const arg =
        args.find((each) => each.name === parameter.name) ?? args.filter((each) => each.name === null)[parameter.index];
      const direct = arg?.value() ?? unknown;
      const value = direct.kind === 'parameter' ? givenFor(direct) : direct;
      // A caller of whom nothing is known does not speak against the others.
      if (value?.kind !== 'call' && value?.kind !== 'instance') continue;
      if (found !== null && !isMadeAlike(found, value)) return null;
      found = value;
    }
    return found;
  }

  /** `store=Depends(get_store)`, `store: Annotated[Store, Depends(get_store)]`: what the function of this file gives. */
  function dependencyOf({ function: fn, name }: ParameterValue): Value | null {
    if (unit.language.id !== 'python') return null;
    const isIt = (node: SyntaxNode): boolean =>
      node.kind === 'parameter' && unit.textOf(childOf(node, 'parameter.name') ?? node) === name;
    const written = fn.children.find(isIt);
    const type = childOf(written ?? fn, 'parameter.type');
    // `Store = Annotated[Client, Depends(get_store)]`
    const alias = type === null ? null : scopes.lookUp(unit.textOf(type), type);
    const named = alias?.how === 'assign' ? childOf(alias.node, 'assign.value') : null;
    const places = [childOf(written ?? fn, 'parameter.default'), type, named];
    for (const place of places) {
      for (const node of place === null ? [] : descendants(place)) {
        const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
        if (callee === null || !DEPENDENCIES.has(pathOf(valueOf(callee)) ?? '')) continue;
        const maker = argumentsOf(node)[0]?.value();
        const value = maker?.kind === 'function' ? core.returnOf(maker.node) : maker;
        const made =
          value?.kind === 'symbol' && value.exported?.kind === 'function' ? value.exported.returns : undefined;
        if (made !== undefined) return fromCall(made, [], node);
        if (value?.kind === 'call' || value?.kind === 'instance') return value;
      }
    }
    return null;
  }

  /** By how a call is written, without values: this is asked while values are being found. */
  function readCallers(): ReadonlyMap<SyntaxNode, readonly Given[]> {
    const found = new Map<SyntaxNode, Given[]>();
    const add = (fn: SyntaxNode, given: Given): void => {
      const list = found.get(fn);
      if (list === undefined) found.set(fn, [given]);
      else list.push(given);
    };
    for (const kind of ['call', 'new'] as const) {
      for (const call of unit.ofKind(kind)) {
        const callee = childOf(call, 'call.callee');
        const fn = callee === null ? null : functionCalled(callee);
        if (fn !== null) add(fn, () => argumentsOf(call));
        else if (unit.language.handsReceiver.size > 0)
          for (const [handed, given] of handedReceiver(call)) add(handed, given);
        else if (unit.language.id === 'python') for (const [handed, given] of handedOn(call)) add(handed, given);
      }
    }
    return found;
  }

  /** Functions that are handed to what calls them, with what: `executor.submit(put, client)`, `Thread(target=put, args=(client,))`. */
  function* handedOn(call: SyntaxNode): Generator<readonly [SyntaxNode, Given]> {
    const given = childrenOf(call, 'call.argument');
    for (const [index, node] of given.entries()) {
      const value = node.kind === 'keyword' ? childOf(node, 'keyword.value') : node;
      const fn = value?.kind === 'name' || value?.kind === 'member' ? functionCalled(value) : null;
      if (fn === null) continue;
      if (node.kind !== 'keyword') yield [fn, () => argumentsOf(call).slice(index + 1)];
      else yield [fn, () => listed(argumentsOf(call).find(({ name }) => name === 'args'))];
    }
  }

  function* handedReceiver(call: SyntaxNode): Generator<readonly [SyntaxNode, Given]> {
    const callee = childOf(call, 'call.callee');
    const receiver = callee === null ? null : childOf(callee, 'member.object');
    const method = callee === null ? null : childOf(callee, 'member.property');
    const { handsReceiver, handsElements } = unit.language;
    const name = method === null ? '' : unit.textOf(method);
    const isElement = handsElements.has(name);
    if (receiver === null || (!isElement && !handsReceiver.has(name))) return;
    const value = (): Value => (isElement ? elementOf(valueOf(receiver)) : valueOf(receiver));
    for (const node of childrenOf(call, 'call.argument'))
      if (node.kind === 'function') yield [node, () => [{ name: null, node: receiver, value }]];
  }

  function functionCalled(callee: SyntaxNode): SyntaxNode | null {
    if (callee.kind === 'name') {
      // `cls(client)` in a class method makes one of the class around.
      const owner = unit.language.id === 'python' && isSelf(unit, callee) ? enclosing(callee, 'class') : null;
      if (owner !== null) return constructorOf(owner);
      // `new(client)` in a method of the class itself.
      const around = unit.textOf(callee) === unit.language.constructorMember ? enclosing(callee, 'class') : null;
      if (around !== null) return constructorOf(around);
      const binding = scopes.lookUp(unit.textOf(callee), callee);
      if (binding?.how === 'function') return binding.node;
      if (binding?.how === 'class') return constructorOf(binding.node);
      const value =
        binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
      return value?.kind === 'function' ? value : null;
    }
    if (callee.kind !== 'member') return null;
    const object = childOf(callee, 'member.object');
    const property = childOf(callee, 'member.property');
    if (object?.kind === 'name' && property !== null && unit.textOf(property) === unit.language.constructorMember) {
      const named = scopes.lookUp(unit.textOf(object), object);
      return named?.how === 'class' ? constructorOf(named.node) : null;
    }
    const owner = classOf(object);
    const member =
      owner === null || property === null
        ? undefined
        : memberNamed(scopes.membersOf(owner), unit.textOf(property), true);
    if (member?.kind === 'function') return member;
    const value = member === undefined ? null : childOf(member, 'field.value');
    return value?.kind === 'function' ? value : null;
  }

  /** The class around for `self`, and the class that a name was made of: `jobs = Jobs(client)`. */
  function classOf(object: SyntaxNode | null): SyntaxNode | null {
    if (isSelf(unit, object)) return object === null ? null : enclosing(object, 'class');
    const binding = object?.kind === 'name' ? scopes.lookUp(unit.textOf(object), object) : null;
    const value = binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
    const made = value?.kind === 'call' || value?.kind === 'new' ? childOf(value, 'call.callee') : null;
    const named = made?.kind === 'name' ? scopes.lookUp(unit.textOf(made), made) : null;
    return named?.how === 'class' ? named.node : null;
  }

  /** Its own, else that of the first class of this file it extends. */
  function constructorOf(owner: SyntaxNode, seen: readonly SyntaxNode[] = []): SyntaxNode | null {
    const members = scopes.membersOf(owner);
    const ownName = childOf(owner, 'class.name');
    const member =
      members.get('__init__') ??
      members.get('constructor') ??
      members.get('initialize') ??
      members.get('__construct') ??
      (ownName === null ? undefined : members.get(unit.textOf(ownName)));
    if (member !== undefined) return member.kind === 'function' ? member : null;
    for (const base of childrenOf(owner, 'class.base')) {
      const binding = base.kind === 'name' ? scopes.lookUp(unit.textOf(base), base) : null;
      if (binding?.how === 'class' && binding.node !== owner && seen.length < MAX_BASES)
        return constructorOf(binding.node, [...seen, owner]);
    }
    return null;
  }

  return { valueOfParameter, givenFor };
}

/** One of what a call gives, as loops have it. */
function elementOf(value: Value): Value {
  const isGiven = (value.kind === 'call' || value.kind === 'symbol') && value.receiver !== null;
  if (!isGiven) return unknown;
  return {
    kind: 'call',
    of: value.kind === 'call' ? `${value.of}().[]` : `${value.name}.[]`,
    receiver: value,
    args: [],
    node: null,
  };
}

/** `args=(client, key)` */
function listed(argument: Argument | undefined): readonly Argument[] {
  const value = argument?.value() ?? unknown;
  return value.kind !== 'list' ? [] : value.items.map((item) => ({ name: null, node: null, value: () => item }));
}
