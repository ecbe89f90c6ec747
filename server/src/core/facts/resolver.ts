import type { ConstantValue, ExportSummary } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../text/tree.ts';
import { isSelf, type Binding, type Scopes } from './scopes.ts';
import type { Unit } from './unit.ts';
import { pathOf, unknown, type Argument, type Value } from './value.ts';
import type { Workspace } from './workspace.ts';

/** Follows names, members and calls of one unit to what they stand for. Memoised by node; cycles answer `unknown`. */
export interface Resolver {
  readonly valueOf: (node: SyntaxNode) => Value;
  /** Canonical path of what a `call` or `new` node calls: `requests.get`; null when unknown. */
  readonly calleeOf: (call: SyntaxNode) => string | null;
  readonly argumentsOf: (call: SyntaxNode) => readonly Argument[];
  /** Entries of an object value, spreads of known objects included; later ones win. */
  readonly entriesOf: (object: SyntaxNode) => ReadonlyMap<string, SyntaxNode>;
  /** The value a key of a value has: `config.bucket`. */
  readonly memberOf: (value: Value, key: string, at: SyntaxNode) => Value;
  /** What `name` means at a node. */
  readonly valueAt: (name: string, at: SyntaxNode) => Value;
  /** What a function of this unit returns, its parameters left in. */
  readonly returnOf: (fn: SyntaxNode) => Value;
  /** A value that depends on `fn`'s parameters, with the arguments of one call of it put in. */
  readonly atCall: (value: Value, fn: SyntaxNode, call: SyntaxNode) => Value;
  /** Calls in this unit whose callee is the given function of this unit. */
  readonly callersOf: (fn: SyntaxNode) => readonly SyntaxNode[];
}

const MAX_DEPTH = 40;

/** Calls that read an environment variable named by their first argument, or by the key. */
const ENVIRONMENT_OBJECTS = new Set(['process.env', 'import.meta.env', 'os.environ', 'Deno.env', 'Bun.env']);
const ENVIRONMENT_CALLS = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
  'Deno.env.get',
  'environ.get',
  'decouple.config',
]);

export function createResolver(unit: Unit, scopes: Scopes, workspace: Workspace): Resolver {
  const memo = new Map<SyntaxNode, Value>();
  const active = new Set<SyntaxNode>();
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

  const symbol = (
    name: string,
    origin: SyntaxNode | null,
    exported: ExportSummary | null = null,
    receiver: Value | null = null,
  ): Value => ({
    kind: 'symbol',
    name,
    receiver,
    exported,
    origin,
  });

  function compute(node: SyntaxNode): Value {
    switch (node.kind) {
      case 'string':
      case 'template-text': {
        const text = unit.language.readString(unit.textOf(node));
        return text === null ? unknown : { kind: 'text', text };
      }
      case 'template':
        return concatenate(node.children.map(valueOf));
      case 'number': {
        const value = Number(unit.textOf(node).replace(/[_n]/g, ''));
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
        const base = isSelf(unit, object) ? selfValue(object) : valueOf(object);
        return memberOf(base, unit.textOf(property), node);
      }
      case 'index': {
        const object = childOf(node, 'index.object');
        const key = childOf(node, 'index.key');
        if (object === null || key === null) return unknown;
        const keyValue = valueOf(key);
        if (keyValue.kind === 'text') return memberOf(valueOf(object), keyValue.text, node);
        if (keyValue.kind === 'number') return memberOf(valueOf(object), String(keyValue.value), node);
        const path = pathOf(valueOf(object));
        if (path !== null && ENVIRONMENT_OBJECTS.has(path)) return { kind: 'environment', name: '*', fallback: null };
        return unknown;
      }
      case 'call':
      case 'new':
        return valueOfCall(node);
      case 'await':
      case 'spread':
      case 'keyword':
        return lastChildValue(node);
      case 'other':
        return node.children.length === 1 ? lastChildValue(node) : unknown;
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
        return value === null ? unknown : valueOf(value);
      }
      default:
        return unknown;
    }
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
      return unit.language.isCode ? symbol(unit.language.globals[name] ?? name, at) : unknown;
    }
    return valueOfBinding(binding);
  }

  function valueOfBinding(binding: Binding): Value {
    switch (binding.how) {
      case 'import':
        return valueOfImport(binding);
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
        for (const key of binding.keys) at = memberOf(at, key, binding.node);
        if (at.kind === 'unknown' && binding.fallback !== null) return valueOf(binding.fallback);
        return at;
      }
      case 'opaque':
        return typedValue(childOf(binding.node, 'assign.type')) ?? unknown;
    }
  }

  function valueOfParameter(binding: Binding): Value {
    const fn = enclosing(binding.node, 'function');
    if (fn === null) return unknown;
    if (binding.keys.length === 0) {
      const typed = typedValue(childOf(binding.node, 'parameter.type'));
      if (typed !== null) return typed;
      const fallback = childOf(binding.node, 'parameter.default');
      if (fallback !== null && (fallback.kind === 'call' || fallback.kind === 'new')) {
        const value = valueOf(fallback);
        if (value.kind === 'call' && value.of !== 'fastapi.Depends') return value;
      }
    }
    const all = fn.children.filter((child) => child.kind === 'parameter');
    const shift =
      unit.language.id === 'python' && all[0] !== undefined && ['self', 'cls'].includes(unit.textOf(all[0])) ? 1 : 0;
    return {
      kind: 'parameter',
      function: fn,
      index: all.indexOf(binding.node) - shift,
      name: binding.name,
      keys: binding.keys,
    };
  }

  /** An annotation names a class: a value of it is an instance. Optional, unions with null and generics are looked through. */
  function typedValue(type: SyntaxNode | null): Value | null {
    if (type === null) return null;
    const name = mainTypeName(unit.textOf(type));
    if (name === null) return null;
    const [head = '', ...rest] = name.split('.');
    const binding = scopes.lookUp(head, type);
    if (binding === null) return null;
    let value = valueOfBinding(binding);
    for (const key of rest) value = memberOf(value, key, type);
    if (value.kind === 'class') return value.node.kind === 'class' ? { kind: 'instance', node: value.node } : null;
    if (value.kind !== 'symbol') return null;
    return { kind: 'call', of: value.name, receiver: null, args: [], node: null };
  }

  function valueOfImport(binding: Binding): Value {
    const statement = binding.node.kind === 'import' ? binding.node : enclosing(binding.node, 'import');
    const module = statement === null ? null : childOf(statement, 'import.module');
    if (statement === null || module === null) return unknown;
    const specifier = readModule(module);
    const isWhole = binding.node.role === 'import.namespace' || binding.node.role === 'import.module';
    const imported = isWhole
      ? ''
      : binding.node.role === 'import.default'
        ? 'default'
        : unit.textOf(childOf(binding.node, 'specifier.name') ?? binding.node);
    if (binding.node.role === 'import.module') return moduleMember(specifier.split('.')[0]!, '', binding.node);
    return moduleMember(specifier, imported, binding.node);
  }

  function readModule(module: SyntaxNode): string {
    return module.kind === 'string' ? (unit.language.readString(unit.textOf(module)) ?? '') : unit.textOf(module);
  }

  function moduleMember(specifier: string, name: string, origin: SyntaxNode): Value {
    const paths = unit.language.modulePaths(specifier, unit.path);
    const canonical = unit.language.canonicalModule(specifier);
    if (paths.length > 0) {
      const found = name === '' ? null : workspace.find(paths, name);
      if (found !== null) return fromSummary(found, `${canonical}.${name}`, origin);
      if (workspace.isMissing(paths) !== true) {
        return symbol(name === '' || name === 'default' ? canonical : `${canonical}.${name}`, origin);
      }
    }
    return symbol(name === '' || name === 'default' ? canonical : `${canonical}.${name}`, origin);
  }

  function fromSummary(found: ExportSummary, name: string, origin: SyntaxNode | null): Value {
    switch (found.kind) {
      case 'value':
        return fromConstant(found.value, origin);
      case 'instance':
        return { kind: 'call', of: found.of, receiver: null, args: constantArguments(found.args), node: null };
      case 'alias':
        return symbol(`${found.module}.${found.name}`.replace(/\.default$/, ''), origin);
      case 'class':
      case 'function':
      case 'router':
        return symbol(name, origin, found);
    }
  }

  function fromConstant(value: ConstantValue, origin: SyntaxNode | null): Value {
    switch (value.kind) {
      case 'text':
        return value;
      case 'partial':
        return { kind: 'partial', text: value.text, parts: [] };
      case 'environment':
        return { kind: 'environment', name: value.name, fallback: null };
      case 'symbol':
        return symbol(value.name, origin);
      case 'list':
        return { kind: 'list', node: null, items: value.items.map((item) => fromConstant(item, origin)) };
      case 'unknown':
        return unknown;
    }
  }

  function constantArguments(args: readonly ConstantValue[]): readonly Argument[] {
    return args.map((arg) => ({ name: null, node: null, value: () => fromConstant(arg, null) }));
  }

  function memberOf(base: Value, key: string, at: SyntaxNode): Value {
    switch (base.kind) {
      case 'symbol': {
        if (ENVIRONMENT_OBJECTS.has(base.name) && !ENVIRONMENT_CALLS.has(`${base.name}.${key}`)) {
          return { kind: 'environment', name: key, fallback: null };
        }
        if (base.exported?.kind === 'class') {
          const member = base.exported.members[key];
          if (member !== undefined) return fromSummary(member, `${base.name}.${key}`, at);
        }
        const paths = base.receiver === null && base.origin !== null ? namespacePaths(base.origin) : null;
        const found = paths === null ? null : workspace.find(paths, key);
        if (found !== null) return fromSummary(found, `${base.name}.${key}`, base.origin);
        return symbol(`${base.name}.${key}`, base.origin, null, base);
      }
      case 'call':
        return symbol(`${base.of}().${key}`, null, null, base);
      case 'object': {
        const entry = entriesOf(base.node).get(key);
        return entry === undefined ? unknown : valueOf(entry);
      }
      case 'list':
        return base.items[Number(key)] ?? unknown;
      case 'instance':
      case 'class':
        return memberOfClass(base.node, key, base);
      case 'parameter':
        return { ...base, keys: [...base.keys, key] };
      default:
        return unknown;
    }
  }

  /** Paths of the module an origin imports whole (`import * as x`), for members of namespaces. */
  function namespacePaths(origin: SyntaxNode): readonly string[] | null {
    const statement = enclosing(origin, 'import');
    const module = statement === null ? null : childOf(statement, 'import.module');
    if (module === null || origin.kind === 'specifier') return null;
    const paths = unit.language.modulePaths(readModule(module), unit.path);
    return paths.length === 0 ? null : paths;
  }

  function memberOfClass(owner: SyntaxNode, key: string, receiver: Value): Value {
    const member = scopes.membersOf(owner).get(key);
    if (member !== undefined) {
      if (member.kind === 'function') return { kind: 'function', node: member, receiver };
      if (member.kind === 'field') {
        const value = childOf(member, 'field.value');
        return value === null ? (typedValue(childOf(member, 'field.type')) ?? unknown) : valueOf(value);
      }
      if (member.kind === 'parameter') return typedValue(childOf(member, 'parameter.type')) ?? unknown;
      return valueOf(member);
    }
    for (const base of childrenOf(owner, 'class.base')) {
      const value = valueOf(base);
      if (value.kind === 'class' && value.node !== owner) return memberOfClass(value.node, key, receiver);
      const path = pathOf(value);
      if (path !== null) return symbol(`${path}().${key}`, null, null, receiver);
    }
    return unknown;
  }

  function valueOfCall(node: SyntaxNode): Value {
    const callee = childOf(node, 'call.callee');
    if (callee === null) return unknown;
    const called = valueOf(callee);
    const args = argumentsOf(node);
    if (called.kind === 'symbol') {
      if (called.name === 'require' || called.name === 'import') {
        const target = args[0]?.value();
        return target?.kind === 'text' ? moduleMember(target.text, '', node) : unknown;
      }
      if (ENVIRONMENT_CALLS.has(called.name)) {
        const target = args[0]?.value();
        return {
          kind: 'environment',
          name: target?.kind === 'text' ? target.text : '*',
          fallback: args[1]?.value() ?? null,
        };
      }
      if (called.exported?.kind === 'function' && called.exported.returns !== undefined) {
        const { of, args: known } = called.exported.returns;
        return { kind: 'call', of, receiver: null, args: constantArguments(known), node };
      }
      if (
        ['str', 'String', 'encodeURIComponent', 'Object.freeze', 'pathlib.Path', 'URL', 'url.URL'].includes(called.name)
      ) {
        const inner = args[0]?.value();
        if (
          inner !== undefined &&
          (inner.kind === 'text' || inner.kind === 'partial' || inner.kind === 'object' || inner.kind === 'environment')
        )
          return inner;
      }
      return { kind: 'call', of: called.name, receiver: called.receiver, args, node };
    }
    if (called.kind === 'class') return { kind: 'instance', node: called.node };
    if (called.kind === 'function') return returnedBy(called.node, args);
    return formatted(callee, args) ?? unknown;
  }

  /** `'…{}'.format(x)`, `'a'.concat(b)`, `x.strip()`: still a string. */
  function formatted(callee: SyntaxNode, args: readonly Argument[]): Value | null {
    if (callee.kind !== 'member') return null;
    const object = childOf(callee, 'member.object');
    const property = childOf(callee, 'member.property');
    if (object === null || property === null) return null;
    const base = valueOf(object);
    if (base.kind !== 'text' && base.kind !== 'partial') return null;
    const method = unit.textOf(property);
    if (method === 'format') {
      let next = 0;
      const parts: Value[] = [];
      for (const piece of base.text.split(/(\{[^{}]*\})/)) {
        if (!piece.startsWith('{')) parts.push({ kind: 'text', text: piece });
        else {
          const name = piece.slice(1, -1).split(/[:!.]/)[0]!;
          const arg = name === '' ? args[next++] : (args.find((a) => a.name === name) ?? args[Number(name)]);
          parts.push(arg?.value() ?? unknown);
        }
      }
      return concatenate(parts);
    }
    if (method === 'concat') return concatenate([base, ...args.map((arg) => arg.value())]);
    if (['strip', 'trim', 'toString', 'rstrip', 'lstrip', 'encode', 'decode'].includes(method)) return base;
    return null;
  }

  /** What a function of this unit returns when all its returns agree; its parameters replaced by the arguments. */
  function returnedBy(fn: SyntaxNode, args: readonly Argument[] | null): Value {
    const body = childOf(fn, 'function.body');
    if (body === null) return unknown;
    const results: Value[] = [];
    if (body.kind !== 'block') results.push(valueOf(body));
    else {
      for (const node of descendants(body, (at) => at.kind !== 'function' && at.kind !== 'class')) {
        if (node.kind !== 'return') continue;
        const value = node.children[0];
        if (value !== undefined) results.push(valueOf(value));
      }
    }
    const first = results[0];
    if (first === undefined || results.length > 3) return typedValue(childOf(fn, 'function.returns')) ?? unknown;
    const found = results.find((value) => value.kind !== 'unknown' && value.kind !== 'null') ?? first;
    if (found.kind === 'unknown') return typedValue(childOf(fn, 'function.returns')) ?? unknown;
    return args === null ? found : substitute(found, fn, args);
  }

  function substitute(value: Value, fn: SyntaxNode, args: readonly Argument[]): Value {
    if (value.kind === 'parameter' && value.function === fn) {
      const arg = args.find((a) => a.name === value.name) ?? args.filter((a) => a.name === null)[value.index];
      let result = arg?.value() ?? unknown;
      for (const key of value.keys) result = memberOf(result, key, fn);
      return result;
    }
    if (value.kind === 'partial') return concatenate(value.parts.map((part) => substitute(part, fn, args)));
    return value;
  }

  function valueOfBinary(node: SyntaxNode): Value {
    const left = childOf(node, 'binary.left');
    const right = childOf(node, 'binary.right');
    const operator = childOf(node, 'binary.operator');
    if (left === null || right === null || operator === null) return unknown;
    const op = unit.textOf(operator);
    if (op === '+') return concatenate([valueOf(left), valueOf(right)]);
    if (op === '||' || op === '??' || op === 'or') {
      const value = valueOf(left);
      if (value.kind === 'environment') return { ...value, fallback: value.fallback ?? valueOf(right) };
      return value.kind === 'unknown' || value.kind === 'null' ? valueOf(right) : value;
    }
    if (op === '%') {
      const format = valueOf(left);
      if (format.kind !== 'text') return unknown;
      const values = valueOf(right);
      const items = values.kind === 'list' ? values.items : [values];
      let next = 0;
      return concatenate(
        format.text
          .split(/(%(?:\(\w+\))?[sdrif])/)
          .map((piece) =>
            /^%(\(\w+\))?[sdrif]$/.test(piece) ? (items[next++] ?? unknown) : { kind: 'text', text: piece },
          ),
      );
    }
    if (op === '/') {
      const base = valueOf(left);
      if (base.kind === 'text' || base.kind === 'partial')
        return concatenate([base, { kind: 'text', text: '/' }, valueOf(right)]);
    }
    return unknown;
  }

  function valueOfConditional(node: SyntaxNode): Value {
    const then = childOf(node, 'if.then');
    const otherwise = childOf(node, 'if.else');
    if (then === null || otherwise === null) return unknown;
    const value = valueOf(then);
    return value.kind === 'unknown' || value.kind === 'null' ? valueOf(otherwise) : value;
  }

  function concatenate(values: readonly Value[]): Value {
    const parts = values.flatMap((value) => (value.kind === 'partial' ? value.parts : [value]));
    const known = parts.filter((part) => part.kind === 'text' || part.kind === 'number' || part.kind === 'boolean');
    if (known.length === 0) return parts.length === 1 ? parts[0]! : unknown;
    const text = parts
      .map((part) =>
        part.kind === 'text' ? part.text : part.kind === 'number' || part.kind === 'boolean' ? String(part.value) : '*',
      )
      .join('')
      .replace(/\*{2,}/g, '*');
    return known.length === parts.length ? { kind: 'text', text } : { kind: 'partial', text, parts };
  }

  function entriesOf(object: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
    const entries = new Map<string, SyntaxNode>();
    for (const child of object.children) {
      if (child.kind === 'entry') {
        const key = childOf(child, 'entry.key');
        const value = childOf(child, 'entry.value');
        if (key === null || value === null) continue;
        const text = key.kind === 'string' ? unit.language.readString(unit.textOf(key)) : unit.textOf(key);
        if (text !== null) entries.set(text, value);
      } else if (child.kind === 'shorthand') entries.set(unit.textOf(child), child);
      else if (child.kind === 'function') {
        const name = childOf(child, 'function.name');
        if (name !== null) entries.set(unit.textOf(name), child);
      } else if (child.kind === 'spread') {
        const inner = valueOf(child);
        if (inner.kind === 'object' && inner.node !== object)
          for (const [key, value] of entriesOf(inner.node)) entries.set(key, value);
      }
    }
    return entries;
  }

  function argumentsOf(call: SyntaxNode): readonly Argument[] {
    const args: Argument[] = [];
    for (const node of childrenOf(call, 'call.argument')) {
      if (node.kind === 'keyword') {
        const name = childOf(node, 'keyword.name');
        const value = childOf(node, 'keyword.value');
        if (name !== null && value !== null)
          args.push({ name: unit.textOf(name), node: value, value: () => valueOf(value) });
      } else if (node.kind === 'spread') {
        const inner = valueOf(node);
        if (inner.kind === 'object' && unit.language.id === 'python') {
          for (const [name, value] of entriesOf(inner.node))
            args.push({ name, node: value, value: () => valueOf(value) });
        } else args.push({ name: null, node, value: () => unknown });
      } else if (node.kind !== 'comment') args.push({ name: null, node, value: () => valueOf(node) });
    }
    return args;
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

  return {
    valueOf,
    calleeOf: (call) => {
      const callee = childOf(call, 'call.callee');
      return callee === null ? null : pathOf(valueOf(callee));
    },
    argumentsOf,
    entriesOf,
    memberOf,
    valueAt: (name, at) => {
      const binding = scopes.lookUp(name, at);
      return binding === null ? unknown : valueOfBinding(binding);
    },
    returnOf: (fn) => returnedBy(fn, null),
    atCall: (value, fn, call) => substitute(value, fn, argumentsOf(call)),
    callersOf,
  };
}

/** `Optional[S3Client]`, `S3Client | None`, `Promise<S3Client>`, `: S3Client` -> `S3Client`; null for unions of several. */
export function mainTypeName(annotation: string): string | null {
  let text = annotation
    .replace(/^[:\s]+|^->\s*/, '')
    .replace(/["']/g, '')
    .trim();
  for (let i = 0; i < 3; i += 1) {
    const wrapper =
      /^(?:typing\.)?(?:Optional|Annotated|Promise|Awaitable|Readonly|Partial|Required|NonNullable|Final|ClassVar)\s*[[<]\s*([^,]+?)\s*(?:,.*)?[\]>]$/s.exec(
        text,
      );
    if (wrapper === null) break;
    text = wrapper[1]!;
  }
  const alternatives = text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => !['None', 'null', 'undefined', ''].includes(part));
  if (alternatives.length !== 1) return null;
  const name = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/.exec(alternatives[0]!);
  return name === null ? null : name[0];
}
