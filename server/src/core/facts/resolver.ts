import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import { createAnchors } from './resolve/anchors.ts';
import { createCalls } from './resolve/calls.ts';
import { createElements } from './resolve/elements.ts';
import { createEntries } from './resolve/entries.ts';
import { ENVIRONMENT_OBJECTS } from './resolve/environment.ts';
import { createFree } from './resolve/free.ts';
import { createImplicit } from './resolve/implicit.ts';
import { createImports } from './resolve/imports.ts';
import { createKept } from './resolve/kept.ts';
import { createMembers } from './resolve/members.ts';
import { createOperators } from './resolve/operators.ts';
import { createParameters } from './resolve/parameters.ts';
import { concatenate } from './resolve/text.ts';
import { createTypes } from './resolve/types.ts';
import { createUnbound } from './resolve/unbound.ts';
import { isSelf, scopeOf, type Binding, type Scopes } from './scopes.ts';
import { teamRowOf } from './team-calls.ts';
import type { Unit } from './unit.ts';
import { pathOf, unknown, type Argument, type Value } from './value.ts';
import type { Workspace } from './workspace.ts';

/** Follows names, members and calls of one unit to what they stand for. Memoised by node; cycles answer `unknown`. */
export interface Resolver {
  readonly valueOf: (node: SyntaxNode) => Value;
  /** Canonical path of what a `call` or `new` node calls: `requests.get`; null when unknown. */
  readonly calleeOf: (call: SyntaxNode) => string | null;
  readonly argumentsOf: (call: SyntaxNode) => readonly Argument[];
  /** Entries of an object value, or keywords of a call, spreads of known objects included; later ones win. */
  readonly entriesOf: (object: SyntaxNode) => ReadonlyMap<string, SyntaxNode>;
  /** The value a key of a value has: `config.bucket`. */
  readonly memberOf: (value: Value, key: string, at: SyntaxNode) => Value;
  /** What `name` means at a node. */
  readonly valueAt: (name: string, at: SyntaxNode) => Value;
  /** The same of the name of a class, which may need no import. */
  readonly typeAt: (name: string, at: SyntaxNode) => Value;
  /** What a function of this unit returns, its parameters left in. */
  readonly returnOf: (fn: SyntaxNode) => Value;
  /** A value that depends on `fn`'s parameters, with the arguments of one call of it put in. */
  readonly atCall: (value: Value, fn: SyntaxNode, call: SyntaxNode) => Value;
  /** Calls in this unit whose callee is the given function of this unit. */
  readonly callersOf: (fn: SyntaxNode) => readonly SyntaxNode[];
}

const MAX_DEPTH = 40;

export function createResolver(unit: Unit, scopes: Scopes, workspace: Workspace): Resolver {
  const memo = new Map<SyntaxNode, Value>();
  const active = new Set<SyntaxNode>();
  let additions = 0;
  const imports = createImports(unit, workspace);
  const implicit = createImplicit(unit, workspace, imports);
  const free = createFree(unit);
  const anchored = createAnchors(unit);
  const { valueOfUnbound, valueOfFree } = createUnbound(
    { unit, scopes, memberOf: (...of) => memberOf(...of) },
    free,
    implicit,
  );
  const { typedValue, valueOfType, asDeclared } = createTypes({
    unit,
    scopes,
    free,
    memberOf: (...of) => memberOf(...of),
    valueOfName,
    valueOfBinding,
    valueOfFree,
  });
  const { valueOfBinary, joined } = createOperators(unit, valueOf);
  const { entriesOf, argumentsOf } = createEntries({ unit, valueOf });
  const keptIn = createKept({ unit, valueOf });
  const { positionOf, elementOf } = createElements({ unit, valueOf, memberOf: (...of) => memberOf(...of) });
  const base = { unit, scopes, workspace, valueOf, entriesOf, argumentsOf, typedValue, valueOfType, asDeclared };
  const { valueOfParameter, givenFor } = createParameters({ ...base, returnOf: (fn) => returnedBy(fn, null) });
  const { memberOf } = createMembers({ ...base, returnOf: (fn) => returnedBy(fn, null) }, imports);
  const { valueOfCall, returnedBy, substitute } = createCalls({ ...base, memberOf }, imports);
  let callers: Map<SyntaxNode, SyntaxNode[]> | null = null;

  function valueOf(node: SyntaxNode): Value {
    const known = memo.get(node);
    if (known !== undefined) return known;
    if (active.has(node) || active.size > MAX_DEPTH) return unknown;
    active.add(node);
    try {
      const value = compute(node);
      memo.set(node, value);
      return value;
    } finally {
      active.delete(node);
    }
  }

  function compute(node: SyntaxNode): Value {
    switch (node.kind) {
      case 'string':
      case 'template-text': {
        const raw = unit.textOf(node);
        // `/users/` between the holes of a template is no regular expression.
        const text = unit.language.readString(raw) ?? (node.kind === 'template-text' ? raw : null);
        return text === null ? unknown : { kind: 'text', text };
      }
      case 'template':
        return concatenate(node.children.map(valueOf));
      case 'number': {
        const written = unit.textOf(node).replace(/[_n]|(?<=^\d+)[lL]$/g, '');
        // `0644`
        const isOctal = unit.language.isCode && /^0[0-7]+$/.test(written);
        const value = isOctal ? Number.parseInt(written, 8) : Number(written);
        return Number.isNaN(value) ? unknown : { kind: 'number', value };
      }
      case 'boolean':
        return { kind: 'boolean', value: /^true$/i.test(unit.textOf(node)) };
      case 'null':
        return { kind: 'null' };
      case 'name':
      case 'shorthand':
        return valueOfName(unit.textOf(node), node);
      case 'self': {
        const owner = enclosing(node, 'class');
        return owner === null ? unknown : { kind: 'instance', node: owner };
      }
      case 'member': {
        const object = childOf(node, 'member.object');
        const property = childOf(node, 'member.property');
        if (object === null || property === null) return unknown;
        return memberOf(
          receiverOf(object, node.role === 'call.callee' || unit.language.answersLast),
          unit.textOf(property),
          node,
        );
      }
      case 'index': {
        const object = childOf(node, 'index.object');
        const key = childOf(node, 'index.key');
        if (object === null || key === null) return unknown;
        if (isGeneric(node, object)) return valueOf(object);
        const keyValue = valueOf(key);
        if (keyValue.kind === 'text') return memberOf(valueOf(object), keyValue.text, node);
        if (keyValue.kind === 'number') return memberOf(valueOf(object), String(keyValue.value), node);
        const path = pathOf(valueOf(object));
        if (path !== null && ENVIRONMENT_OBJECTS.has(path)) return { kind: 'environment', name: '*', fallback: null };
        return keptIn(object);
      }
      case 'call':
      case 'new':
        return valueOfCall(node);
      case 'await':
      case 'spread':
      case 'keyword':
        return lastChildValue(node);
      case 'other': {
        const anchor = anchored(node);
        if (anchor !== null) return valueOf(anchor);
        if (node.children.length !== 1) return unknown;
        // `Client client = new(settings)` of C# is what it is declared as.
        return isMadeAsDeclared(node) ? unknown : lastChildValue(node);
      }
      case 'binary':
        return valueOfBinary(node);
      case 'if':
        return valueOfConditional(node);
      case 'object':
        return { kind: 'object', node };
      case 'array':
        return { kind: 'list', node, items: node.children.filter((child) => child.kind !== 'comment').map(valueOf) };
      case 'function':
        return { kind: 'function', node, receiver: null };
      case 'class':
        return { kind: 'class', node };
      case 'assign': {
        const value = childOf(node, 'assign.value');
        return declaredValue(node, value === null ? unknown : valueOf(value));
      }
      default:
        return unknown;
    }
  }

  /** `val http: HttpClient by lazy { … }`: where the value says nothing, the type may. */
  function declaredValue(node: SyntaxNode, value: Value): Value {
    // `client: Client | None = None` too.
    const saysNothing = value.kind === 'unknown' || value.kind === 'null';
    const isKnown = !saysNothing && !(value.kind === 'call' && /^self\.|^org\.koin\./.test(value.of));
    return isKnown ? value : (typedValue(childOf(node, 'assign.type')) ?? value);
  }

  /** `Agent[Deps](…)`: a class with the types that it is used with. */
  function isGeneric({ role }: SyntaxNode, object: SyntaxNode): boolean {
    if (unit.language.id !== 'python' || role !== 'call.callee') return false;
    const value = valueOf(object);
    return value.kind === 'class' || (value.kind === 'symbol' && /(?:^|\.)[A-Z]\w*$/.test(value.name));
  }

  /** What a member is read from. What is called on a parameter is called on what callers here pass for it. */
  function receiverOf(object: SyntaxNode, isCalled: boolean): Value {
    const value = isSelf(unit, object) ? selfValue(object) : valueOf(object);
    if (!isCalled || value.kind !== 'parameter') return value;
    let given = givenFor({ ...value, keys: [] });
    for (const key of value.keys) given = given === null ? null : memberOf(given, key, object);
    return given ?? value;
  }

  function lastChildValue(node: SyntaxNode): Value {
    const child = childOf(node, 'keyword.value') ?? node.children[node.children.length - 1];
    return child === undefined ? unknown : valueOf(child);
  }

  function selfValue(node: SyntaxNode): Value {
    const owner = enclosing(node, 'class');
    return owner === null ? unknown : { kind: 'instance', node: owner };
  }

  function valueOfName(name: string, at: SyntaxNode): Value {
    const binding = scopes.lookUp(name, at);
    if (binding === null) {
      if (isSelf(unit, at)) return selfValue(at);
      return unit.language.isCode ? valueOfUnbound(name, at) : unknown;
    }
    // A method without arguments is called by its name alone where the last statement answers.
    if (binding.how === 'function' && unit.language.answersLast && at.role !== 'call.callee')
      return returnedBy(binding.node, []);
    const earlier = isElsewhere(binding, at) ? lastMade(binding) : null;
    return valueOfBinding(earlier ?? binding);
  }

  /** Used by a function other than the one that binds it: when it is bound is not known. */
  function isElsewhere({ node, how }: Binding, at: SyntaxNode): boolean {
    return (
      unit.language.id === 'python' && how === 'assign' && scopeOf(node, unit.tree.root) !== scopeOf(at, unit.tree.root)
    );
  }

  /** What a name was before it was set to nothing: `except ImportError: client = None`. */
  function lastMade(binding: Binding): Binding | null {
    let at: Binding | null = binding;
    for (let steps = 0; at !== null && steps < MAX_DEPTH; steps += 1) {
      if (childOf(at.node, 'assign.value')?.kind !== 'null') return at;
      at = scopes.lookUpBefore(at);
    }
    return at;
  }

  function valueOfBinding(binding: Binding): Value {
    switch (binding.how) {
      case 'import':
        return imports.valueOfImport(binding);
      case 'function':
        return { kind: 'function', node: binding.node, receiver: null };
      case 'class':
        return { kind: 'class', node: binding.node };
      case 'parameter':
        return valueOfParameter(binding);
      case 'assign': {
        const value = childOf(binding.node, 'assign.value');
        if (value === null) return unknown;
        let at = valueOf(value);
        const added = childOf(binding.node, 'assign.operator');
        // `client ??= new Client()` says what it is, whoever made it.
        if (added !== null && !['??=', '||='].includes(unit.textOf(added))) {
          const earlier = scopes.lookUpBefore(binding);
          if (earlier === null || !['+=', '.='].includes(unit.textOf(added)) || additions > MAX_DEPTH) return unknown;
          additions += 1;
          try {
            return joined(valueOfBinding(earlier), () => at);
          } finally {
            additions -= 1;
          }
        }
        for (const key of binding.keys) at = positionOf(at, key, binding.node);
        if (at.kind === 'unknown' && binding.fallback !== null) return valueOf(binding.fallback);
        const declared = asDeclared(at, childOf(binding.node, 'assign.type'));
        return binding.keys.length > 0 ? declared : declaredValue(binding.node, declared);
      }
      case 'field': {
        const owner = enclosing(binding.node, 'class');
        return owner === null ? unknown : memberOf({ kind: 'instance', node: owner }, binding.name, binding.node);
      }
      case 'opaque':
        return keptInField(binding) ?? typedValue(childOf(binding.node, 'assign.type')) ?? elementOf(binding);
    }
  }

  function isMadeAsDeclared(node: SyntaxNode): boolean {
    const isFilled = node.children[0]?.kind === 'object';
    return unit.language.id === 'csharp' && !isFilled && unit.textOf(node).startsWith('new');
  }

  /** A field that is declared without a value: what the class puts into it. */
  function keptInField({ node, name }: Binding): Value | null {
    const owner = unit.language.hasImplicitSelf ? enclosing(node, 'class', 'function') : null;
    const member = owner?.kind === 'class' ? scopes.membersOf(owner).get(name) : undefined;
    const value = member === undefined || member === node ? unknown : valueOf(member);
    return value.kind === 'call' || value.kind === 'instance' ? value : null;
  }

  function valueOfConditional(node: SyntaxNode): Value {
    const then = childOf(node, 'if.then');
    const otherwise = childOf(node, 'if.else');
    if (then === null || otherwise === null) return unknown;
    const value = valueOf(then);
    return value.kind === 'unknown' || value.kind === 'null' ? valueOf(otherwise) : value;
  }

  function callersOf(fn: SyntaxNode): readonly SyntaxNode[] {
    if (callers === null) {
      callers = new Map();
      for (const kind of ['call', 'new'] as const) {
        for (const call of unit.ofKind(kind)) {
          const callee = childOf(call, 'call.callee');
          const value = callee === null ? unknown : valueOf(callee);
          if (value.kind !== 'function') continue;
          const list = callers.get(value.node);
          if (list === undefined) callers.set(value.node, [call]);
          else list.push(call);
        }
      }
    }
    return callers.get(fn) ?? [];
  }

  const resolver: Resolver = {
    valueOf,
    calleeOf: (call) => {
      const callee = childOf(call, 'call.callee');
      if (callee === null) return unit.language.unnamedCall;
      return teamRowOf(unit.team.wrappers, { unit, resolver }, call)?.does ?? pathOf(valueOf(callee));
    },
    argumentsOf,
    entriesOf,
    memberOf,
    valueAt: (name, at) => {
      const binding = scopes.lookUp(name, at);
      return binding === null ? unknown : valueOfBinding(binding);
    },
    typeAt: valueOfName,
    returnOf: (fn) => returnedBy(fn, null),
    atCall: (value, fn, call) => substitute(value, fn, argumentsOf(call)),
    callersOf,
  };
  return resolver;
}
