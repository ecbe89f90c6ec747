import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing, returnsIn } from '../../text/tree.ts';
import { isSelf } from '../scopes.ts';
import { unknown, type Argument, type SymbolValue, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { ENVIRONMENT_CALLS } from './environment.ts';
import { goCall } from './go-calls.ts';
import type { Imports } from './imports.ts';
import { importedPaths } from './module-of.ts';
import { pythonCall } from './python-calls.ts';
import { severalReturned } from './several.ts';
import { fromCall } from './summaries.ts';
import { concatenate, formatBraces, formatPercent, KEEPS_TEXT } from './text.ts';
import { yieldedIn } from './yields.ts';

/** Calls that give back what they are given. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'str',
  'String',
  'encodeURIComponent',
  'Object.freeze',
  'pathlib.Path',
  'URL',
  'url.URL',
  'java.lang.String.valueOf',
  'java.util.Objects.requireNonNull',
  'java.util.Objects.toString',
  'java.util.Optional.of',
  'java.util.Optional.ofNullable',
  'java.net.URI',
  'java.net.URI.create',
  'java.io.File',
  'java.nio.file.Path.of',
  'java.nio.file.Paths.get',
  // Ruby
  'Kernel.URI',
  'URI.parse',
  // C#, Rust, Kotlin
  'System.Uri',
  'String.from',
  'url.Url.parse',
  'reqwest.Url.parse',
]);

/** Calls that give back the function or client that they are given, watched or wrapped. */
const HANDS_BACK =
  /^util\.promisify$|^(?:aws-xray-sdk(?:-core)?|@aws-lambda-powertools\/tracer\.Tracer\(\))\.captureAWS(?:Client|v3Client)?$/;

/** Calls that give a list of what they are given. */
const LISTS: ReadonlySet<string> = new Set(['java.util.List.of', 'java.util.Set.of', 'java.util.Arrays.asList']);

/** What a container gives is of the type that it is asked for: `services.GetRequiredService<IStore>()`. */
const CONTAINER_CALL = /\.(?:GetRequiredService|GetService|GetRequiredKeyedService|GetKeyedService)<([^<>]+)>$/;

/** Kotlin: `by inject<Store>()`, `get<Store>()`. */
const INJECTED = /^(?:inject|get|koinInject)<([\w.]+)>\(/;
/** PHP: `$container->get(Store::class)`, `app(Store::class)`. */
const CLASS_ASKED = /(?:^|->|::)(?:get|make|app|resolve)\((\\?[\w\\]+)::class\)$/;

export interface Calls {
  readonly valueOfCall: (node: SyntaxNode) => Value;
  /** What a function of this unit returns; its parameters replaced by the arguments, or left in when there are none. */
  readonly returnedBy: (fn: SyntaxNode, args: readonly Argument[] | null) => Value;
  readonly substitute: (value: Value, fn: SyntaxNode, args: readonly Argument[]) => Value;
}

export function createCalls(core: ResolverCore, imports: Imports): Calls {
  const { unit, valueOf, argumentsOf, memberOf, typedValue, valueOfType } = core;
  const { instanceMade } = unit.language;
  const { moduleMember } = imports;
  const returned = new Map<SyntaxNode, Value>();
  const pythonCore = { memberOf, typedValue, returnOf: (fn: SyntaxNode) => returnedBy(fn, null) };

  function valueOfCall(node: SyntaxNode): Value {
    const callee = childOf(node, 'call.callee');
    if (callee === null) return unknown;
    const made = madeBy(callee) ?? madeByClass(callee) ?? keptBy(callee) ?? givenByType(callee);
    if (made !== null) return made;
    const called = valueOf(callee);
    const args = argumentsOf(node);
    if (called.kind === 'symbol') {
      if (called.name === 'require' || called.name === 'import') {
        const target = args[0]?.value();
        return target?.kind === 'text' ? moduleMember(target.text, '', node) : unknown;
      }
      if (ENVIRONMENT_CALLS.has(called.name) && args.length > 0) {
        const target = args[0]?.value();
        return {
          kind: 'environment',
          name: target?.kind === 'text' ? target.text : '*',
          fallback: args[1]?.value() ?? null,
        };
      }
      if (called.exported?.kind === 'function' && called.exported.returns !== undefined) {
        return fromCall(called.exported.returns, args, node);
      }
      if (called.exported?.kind === 'function' && called.exported.makes !== undefined)
        return madeElsewhere(called, called.exported.makes, args, node);
      // `by lazy { client }`
      const lazy = called.name === 'self.lazy' ? args.at(-1)?.value() : undefined;
      if (lazy?.kind === 'function') return answerOf(lazy.node);
      const builtIn = goCall(called.name, args, core.typedValue);
      if (builtIn !== null) return builtIn;
      if (called.name === 'format!') {
        const format = args[0]?.value();
        return format?.kind === 'text' ? formatBraces(format.text, args.slice(1)) : unknown;
      }
      const known = unit.language.id === 'python' ? pythonCall(pythonCore, called.name, args, node) : null;
      if (known !== null) return known;
      if (HANDS_BACK.test(called.name)) return args[0]?.value() ?? unknown;
      if (TRANSPARENT.has(called.name)) {
        const inner = args[0]?.value();
        if (
          inner !== undefined &&
          (inner.kind === 'text' || inner.kind === 'partial' || inner.kind === 'object' || inner.kind === 'environment')
        )
          return inner;
      }
      if (called.name === 'java.lang.String.format') {
        const [format, ...rest] = args.map((arg) => arg.value());
        if (format?.kind === 'text') return formatPercent(format.text, { kind: 'list', node: null, items: rest });
      }
      if (LISTS.has(called.name)) return { kind: 'list', node, items: args.map((arg) => arg.value()) };
      const made = called.exported?.kind === 'class' ? { made: called.exported } : {};
      const { origin } = called;
      const open = called.exported === null && origin !== null ? { needs: () => importedPaths(unit, origin) } : {};
      return { kind: 'call', of: instanceMade(called.name), receiver: called.receiver, args, node, ...made, ...open };
    }
    // The name of another type converts what it is given.
    if (called.kind === 'class' && called.node.kind === 'interface') return args[0]?.value() ?? unknown;
    if (called.kind === 'class') return { kind: 'instance', node: called.node };
    if (called.kind === 'function') return returnedBy(called.node, args);
    return formatted(callee, args) ?? unknown;
  }

  /** `store.New(…)` of another file, which answers with a `Store` of that file's package. */
  function madeElsewhere(called: SymbolValue, made: string, args: readonly Argument[], node: SyntaxNode): Value {
    const dot = called.name.lastIndexOf('.');
    const of = dot === -1 ? made : `${called.name.slice(0, dot)}.${made}`;
    return { kind: 'call', of, receiver: null, args, node };
  }

  /** What a lambda answers with: its last statement. */
  function answerOf(fn: SyntaxNode): Value {
    const body = childOf(fn, 'function.body');
    const last = body?.kind === 'block' ? body.children.at(-1) : body;
    return last === null || last === undefined ? unknown : valueOf(last);
  }

  function givenByType(callee: SyntaxNode): Value | null {
    const { id } = unit.language;
    const text =
      id === 'csharp'
        ? unit.textOf(callee)
        : id === 'kotlin' || id === 'php'
          ? unit.textOf(callee.parent ?? callee)
          : '';
    const asked = (id === 'php' ? CLASS_ASKED : id === 'kotlin' ? INJECTED : CONTAINER_CALL).exec(text)?.[1];
    return asked === undefined ? null : valueOfType(asked, callee);
  }

  /** `std::env::var("A").unwrap()`. */
  function keptBy(callee: SyntaxNode): Value | null {
    const property = unit.language.transparentMethods.size === 0 ? null : childOf(callee, 'member.property');
    const object = childOf(callee, 'member.object');
    return property !== null && object !== null && unit.language.transparentMethods.has(unit.textOf(property))
      ? valueOf(object)
      : null;
  }

  /** `Client.new(…)` of a class of this file. */
  function madeBy(callee: SyntaxNode): Value | null {
    const { constructorMember } = unit.language;
    const property = constructorMember === null ? null : childOf(callee, 'member.property');
    const object = childOf(callee, 'member.object');
    if (property === null || object === null || unit.textOf(property) !== constructorMember) return null;
    const owner = valueOf(object);
    return owner.kind === 'class' ? { kind: 'instance', node: owner.node } : null;
  }

  /** `cls(…)` in a class method of Python: one of the class around. */
  function madeByClass(callee: SyntaxNode): Value | null {
    if (unit.language.id !== 'python' || callee.kind !== 'name' || !isSelf(unit, callee)) return null;
    const owner = enclosing(callee, 'class');
    return owner === null ? null : { kind: 'instance', node: owner };
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
    if (method === 'format') return formatBraces(base.text, args);
    if (method === 'formatted' && base.kind === 'text')
      return formatPercent(base.text, { kind: 'list', node: null, items: args.map((arg) => arg.value()) });
    if (method === 'concat') return concatenate([base, ...args.map((arg) => arg.value())]);
    if (KEEPS_TEXT.has(method)) return base;
    return null;
  }

  /** What a function of this unit returns when all its returns agree; its parameters replaced by the arguments. */
  function returnedBy(fn: SyntaxNode, args: readonly Argument[] | null): Value {
    if (unit.language.returnsSeveral) {
      const several = returned.get(fn) ?? severalReturned({ valueOf, typedValue }, fn);
      returned.set(fn, several);
      return args === null ? several : substitute(several, fn, args);
    }
    const body = childOf(fn, 'function.body');
    if (body === null) return typedValue(childOf(fn, 'function.returns')) ?? unknown;
    const results: Value[] = [];
    if (body.kind !== 'block') results.push(valueOf(body));
    else {
      for (const { children } of returnsIn(fn)) {
        const [value] = children;
        if (value !== undefined) results.push(valueOf(value));
      }
      const last = unit.language.answersLast ? body.children.at(-1) : undefined;
      if (last !== undefined && last.kind !== 'return') results.push(valueOf(childOf(last, 'assign.value') ?? last));
    }
    if (results.length === 0) results.push(...yieldedIn(unit, fn).map(valueOf));
    const first = results[0];
    if (first === undefined || results.length > 3) return typedValue(childOf(fn, 'function.returns')) ?? unknown;
    const found = results.find((value) => value.kind !== 'unknown' && value.kind !== 'null') ?? first;
    // `-> S3Client` says more than a name from elsewhere.
    const isOpen = found.kind === 'symbol' && found.exported === null && unit.language.id === 'python';
    const saysNothing = found.kind === 'unknown' || found.kind === 'null';
    if (saysNothing || isOpen) {
      const typed = typedValue(childOf(fn, 'function.returns'));
      if (typed !== null || saysNothing) return typed ?? found;
    }
    return args === null ? found : substitute(found, fn, args);
  }

  function substitute(value: Value, fn: SyntaxNode, args: readonly Argument[]): Value {
    if (value.kind === 'parameter' && value.function === fn) {
      const arg = args.find((a) => a.name === value.name) ?? args.filter((a) => a.name === null)[value.index];
      let result = arg?.value() ?? unknown;
      for (const key of value.keys) result = memberOf(result, key, fn);
      return result;
    }
    if (value.kind === 'list' && unit.language.returnsSeveral)
      return { ...value, items: value.items.map((item) => substitute(item, fn, args)) };
    if (value.kind === 'partial') return concatenate(value.parts.map((part) => substitute(part, fn, args)));
    if (value.kind === 'call') {
      return {
        ...value,
        receiver: value.receiver === null ? null : substitute(value.receiver, fn, args),
        args: value.args.map((arg) => ({ ...arg, value: () => substitute(arg.value(), fn, args) })),
      };
    }
    if (value.kind === 'symbol' && value.receiver !== null)
      return { ...value, receiver: substitute(value.receiver, fn, args) };
    return value;
  }

  return { valueOfCall, returnedBy, substitute };
}
