import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { isSelf } from '../scopes.ts';
import { decodedInputs } from './decoded-input.ts';
import { isInjectedCaller } from './injected-callers.ts';
import type { Unit } from '../unit.ts';
import { wordsOf } from './words.ts';

/**
 * How an expression is reached, local names followed to what they were assigned: `const { user } = req` makes `user.role`
 * to `req user role`. Calls end in `()`. A literal key is a segment: `req.headers['x-key']`, `session.get('user')`.
 */
export interface Path {
  readonly segments: readonly string[];
  /** Local names that stood for parts of it: `currentUser` for `await this.users.load(id)`. */
  readonly aliases: readonly string[];
  readonly root: 'parameter' | 'import' | 'global' | 'local' | 'self';
  /** The innermost call it goes through, if any. */
  readonly call: SyntaxNode | null;
}

const MAX_HOPS = 8;
/** Calls that give what they are asked for by name. */
const KEYED = new Set([
  'get',
  'header',
  'getHeader',
  'getItem',
  'getattr',
  'pop',
  'setdefault',
  'getString',
  // Go: headers, contexts of net/http, gin, echo and fiber
  'Get',
  'GetHeader',
  'GetString',
  'MustGet',
  'Value',
  'Locals',
]);
/** Calls and members that do not change who or what is meant. */
const TRANSPARENT = new Set([
  'toString',
  'toHexString',
  'valueOf',
  'trim',
  'strip',
  'lower',
  'toLowerCase',
  'upper',
  'toUpperCase',
  'hex',
  'first',
  'unwrap',
  'stream',
]);
const CONVERSIONS = new Set([
  'String',
  'Number',
  'parseInt',
  'Boolean',
  'str',
  'int',
  'bool',
  'ObjectId',
  'UUID',
  'cast',
]);

export function pathAt(reading: FileReading, node: SyntaxNode, hops = 0): Path | null {
  const { unit } = reading;
  switch (node.kind) {
    case 'name':
    case 'shorthand':
      return isSelf(unit, node)
        ? { segments: ['this'], aliases: [], root: 'self', call: null }
        : pathOfName(reading, node, hops);
    case 'self':
      return { segments: ['this'], aliases: [], root: 'self', call: null };
    case 'member': {
      const object = childOf(node, 'member.object');
      const property = childOf(node, 'member.property');
      const base = object === null ? null : pathAt(reading, object, hops + 1);
      if (base === null || property === null) return null;
      const name = unit.textOf(property).replace(/^#/, '');
      return TRANSPARENT.has(name) ? base : extend(base, name);
    }
    case 'index': {
      const object = childOf(node, 'index.object');
      const key = childOf(node, 'index.key');
      const base = object === null ? null : pathAt(reading, object, hops + 1);
      if (base === null || key === null) return null;
      const text = textAt(reading, key);
      return text === null ? extend(base, '[]') : extend(base, text);
    }
    case 'call':
    case 'new':
      return pathOfCall(reading, node, hops);
    case 'await':
    case 'spread':
      return node.children.length === 0 ? null : pathAt(reading, node.children[node.children.length - 1]!, hops + 1);
    case 'binary': {
      const left = childOf(node, 'binary.left');
      const operator = childOf(node, 'binary.operator');
      const isFallback = operator !== null && ['??', '||', 'or'].includes(unit.textOf(operator));
      return isFallback && left !== null ? pathAt(reading, left, hops + 1) : null;
    }
    case 'assign': {
      const value = childOf(node, 'assign.value');
      return value === null ? null : pathAt(reading, value, hops + 1);
    }
    default:
      return null;
  }
}

function pathOfName(reading: FileReading, node: SyntaxNode, hops: number): Path {
  const name = reading.unit.textOf(node);
  const binding = reading.scopes.lookUp(name, node);
  // `User` of a controller of ASP.NET Core is whoever is signed in.
  if (binding === null && name === 'User' && reading.unit.language.id === 'csharp')
    return { segments: ['principal'], aliases: [], root: 'global', call: null };
  if (binding === null) return { segments: [name], aliases: [], root: 'global', call: null };
  if (binding.how === 'import') return { segments: [name], aliases: [], root: 'import', call: null };
  const keys = binding.keys.filter((key) => !/^\d+$/.test(key));
  if (binding.how === 'parameter') {
    const isCaller = isInjectedCaller(reading.unit, binding.node);
    const meant =
      isCaller && !reading.unit.language.hasAccessors ? 'principal' : typeMeant(reading.unit, name, binding.node);
    const aliases = isCaller ? [name, 'principal'] : [name];
    return { segments: keys.length === 0 ? [meant ?? name] : keys, aliases, root: 'parameter', call: null };
  }
  const value = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  const base = value === null || hops > MAX_HOPS ? null : pathAt(reading, value, hops + 1);
  // What a request is decoded into is what came with it.
  if (base === null && decodedInputs(reading).has(binding.node))
    return { segments: ['request', 'body'], aliases: [name], root: 'parameter', call: null };
  if (base === null) return { segments: [name], aliases: [], root: 'local', call: null };
  return { ...base, segments: [...base.segments, ...keys], aliases: [...base.aliases, name] };
}

function pathOfCall(reading: FileReading, node: SyntaxNode, hops: number): Path | null {
  const { unit } = reading;
  const callee = childOf(node, 'call.callee');
  if (callee === null) return null;
  const args = childrenOf(node, 'call.argument').filter((arg) => arg.kind !== 'comment');
  const [first] = args;
  const name = lastName(unit, callee);
  if (unit.language.hasAccessors && first === undefined && callee.kind === 'member') {
    if (/(?:^|\.)SecurityContextHolder\s*\.getContext\(\)\s*\.getAuthentication$/.test(unit.textOf(callee)))
      return { segments: ['principal'], aliases: [], root: 'global', call: node };
    const object = childOf(callee, 'member.object');
    // A controller of Symfony asks itself who is calling; of a record `getUser` reads a field.
    const isOwnCall = name === 'getUser' && object !== null && unit.textOf(object) === '$this';
    const read = isOwnCall ? null : accessedName(name ?? '');
    const base = object === null || read === null ? null : pathAt(reading, object, hops + 1);
    const isCaller = base !== null && [...base.segments.slice(-1), ...base.aliases].includes('principal');
    // The name of whoever is signed in is the one they sign in with.
    if (base !== null && read !== null)
      return { ...extend(base, isCaller && read === 'name' ? 'username' : read), call: node };
  }
  if (first !== undefined && name !== null) {
    if (callee.kind === 'name' && CONVERSIONS.has(name)) return pathAt(reading, first, hops + 1);
    if (name === 'getattr' && args[1] !== undefined) {
      const object = pathAt(reading, first, hops + 1);
      const key = textAt(reading, args[1]);
      return object === null || key === null ? null : extend(object, key);
    }
    const key =
      KEYED.has(name) && callee.kind === 'member' ? (textAt(reading, first) ?? keyNamed(reading, first)) : null;
    if (key !== null) {
      const base = pathAt(reading, childOf(callee, 'member.object')!, hops + 1);
      if (base === null) return null;
      return extend({ ...(name === 'GetHeader' ? extend(base, 'headers') : base), call: node }, key);
    }
  }
  const base = pathAt(reading, callee, hops + 1);
  if (base === null) return null;
  if (callee.kind === 'member' && name !== null && TRANSPARENT.has(name)) return base;
  const last = base.segments[base.segments.length - 1] ?? '';
  return { ...base, segments: [...base.segments.slice(0, -1), `${last}()`], call: node };
}

/** `ctx.Value(userKey)`, `ctx.Value(contextKeyUser{})` of Go: keys are named for what they hold. */
function keyNamed({ unit }: FileReading, node: SyntaxNode): string | null {
  if (!unit.language.returnsSeveral) return null;
  const words = wordsOf(lastName(unit, node) ?? '').replace(/\b(?:ctx|context|key|keys|type)\b/g, '');
  const key = words.trim().replaceAll(/\s+/g, '_');
  return key === '' ? null : key;
}

/** `u *User`, `r *http.Request`: where names are short, types say what they are. */
function typeMeant(unit: Unit, name: string, parameter: SyntaxNode): string | null {
  if (!unit.language.returnsSeveral || name.length > 3) return null;
  const type = childOf(parameter, 'parameter.type');
  return type === null ? null : (/^\*?(?:\w+\.)?([A-Z]\w*)$/.exec(unit.textOf(type))?.[1] ?? null);
}

/** `getOwnerId` -> `ownerId`; null when the method reads no field of its object. */
export function accessedName(method: string): string | null {
  const field = /^get([A-Z]\w*)$/.exec(method)?.[1];
  return field === undefined ? null : field.charAt(0).toLowerCase() + field.slice(1);
}

function extend(base: Path, segment: string): Path {
  return { ...base, segments: [...base.segments, segment] };
}

/** The last name of a callee or reference: `check` of `this.acl.check`. */
export function lastName(unit: Unit, node: SyntaxNode): string | null {
  if (node.kind === 'name' || node.kind === 'shorthand' || node.kind === 'property')
    return unit.textOf(node).split('.').pop()!;
  if (node.kind === 'member') {
    const property = childOf(node, 'member.property');
    return property === null ? null : unit.textOf(property);
  }
  if (node.kind === 'call' || node.kind === 'new') {
    const callee = childOf(node, 'call.callee');
    return callee === null ? null : lastName(unit, callee);
  }
  if (node.kind === 'await' && node.children[0] !== undefined) return lastName(unit, node.children[0]);
  return null;
}

/** The text of a constant expression: a string, or the last name of an enum-like member (`Role.Admin`). Null when unknown. */
export function textAt(reading: FileReading, node: SyntaxNode): string | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return String(value.value);
  return null;
}

/** As `textAt`, enum-like members and imported constants included. */
export function constantAt(reading: FileReading, node: SyntaxNode): string | null {
  const text = textAt(reading, node);
  if (text !== null) return text;
  const value = reading.resolver.valueOf(node);
  // Constants of Go begin with a capital; what they are counted by is not known.
  if (reading.unit.language.returnsSeveral && (node.kind === 'name' || node.kind === 'member')) {
    const name = lastName(reading.unit, node) ?? '';
    if (/^[A-Z]\w*$/.test(name) && (node.kind === 'name' || isPackage(reading, childOf(node, 'member.object'))))
      return name;
  }
  if (node.kind === 'member') {
    const object = childOf(node, 'member.object');
    const property = childOf(node, 'member.property');
    if (object === null || property === null) return null;
    const base = reading.unit.textOf(object);
    if (property !== null && /^(value|name)$/.test(reading.unit.textOf(property)) && object.kind === 'member')
      return constantAt(reading, object);
    const name = reading.unit.textOf(property);
    // `c.Repo.Repository.ID` is a field, and in Go every member that others see begins with a capital.
    if (reading.unit.language.returnsSeveral || /^(?:id|uid|uuid|pk|guid)$/i.test(name)) return null;
    const isConstant = /^[A-Z]/.test(base.split('.').pop()!) || /^[A-Z][A-Z0-9_]+$/.test(name);
    return isConstant ? name : null;
  }
  if (value.kind === 'symbol' && node.kind === 'name' && /^[A-Z][A-Z0-9_]*$/.test(reading.unit.textOf(node)))
    return reading.unit.textOf(node);
  return null;
}

function isPackage({ unit, scopes }: FileReading, node: SyntaxNode | null): boolean {
  return node?.kind === 'name' && scopes.lookUp(unit.textOf(node), node)?.how === 'import';
}

/** The texts of a list of constants, or of one. Null when any of them is unknown. */
export function constantsAt(reading: FileReading, node: SyntaxNode): readonly string[] | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'list') {
    const source = node.kind === 'array' ? node : value.node;
    if (source === null) {
      const texts = value.items.map((item) =>
        item.kind === 'text' ? item.text : item.kind === 'symbol' ? item.name.split('.').pop()! : null,
      );
      return texts.includes(null) ? null : (texts as string[]);
    }
    const texts = source.children
      .filter((child) => child.kind !== 'comment')
      .map((child) => constantAt(reading, child));
    return texts.includes(null) ? null : (texts as string[]);
  }
  if (value.kind === 'call' && /^(Set|frozenset|set|tuple|Object\.freeze)$/.test(value.of)) {
    const inner = value.args[0]?.node;
    return inner === undefined || inner === null ? null : constantsAt(reading, inner);
  }
  const text = constantAt(reading, node);
  return text === null ? null : [text];
}
