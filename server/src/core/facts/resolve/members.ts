import type { ClassSummary, ExportSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { declaredName } from '../names.ts';
import { memberNamed } from '../class-members.ts';
import { pathOf, unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { ENVIRONMENT_CALLS, ENVIRONMENT_METHODS, ENVIRONMENT_OBJECTS } from './environment.ts';
import type { Imports } from './imports.ts';
import { injectedText } from './injected.ts';
import { fromSummary, symbol } from './summaries.ts';

interface MembersCore extends Omit<ResolverCore, 'memberOf'> {
  /** What a function returns: for getters. */
  readonly returnOf: (fn: SyntaxNode) => Value;
}

/** Longer chains of inheritance are not followed. */
export const MAX_BASES = 20;

/** What a key of a value is. */
export function createMembers(core: MembersCore, imports: Imports): { readonly memberOf: ResolverCore['memberOf'] } {
  const { unit, scopes, workspace, valueOf, entriesOf, typedValue, asDeclared } = core;
  const { namespacePaths } = imports;
  const classes = new Map<string, ClassSummary | null>();

  function memberOf(base: Value, key: string, at: SyntaxNode): Value {
    switch (base.kind) {
      case 'symbol': {
        if (isVariable(base.name, key)) {
          return { kind: 'environment', name: key, fallback: null };
        }
        if (base.exported?.kind === 'class') {
          const member = exportedMember(base.exported, key, at);
          if (member !== null) return fromSummary(member, `${base.name}.${key}`, at);
        }
        const whole =
          base.exported?.kind === 'alias' && base.exported.name === '*'
            ? workspace.find(base.exported.paths, key)
            : null;
        if (whole !== null) return fromSummary(whole, `${base.name}.${key}`, base.origin);
        const paths = base.receiver === null && base.origin !== null ? namespacePaths(base.origin) : null;
        const found = paths === null ? null : workspace.find(paths, key);
        if (found !== null) return fromSummary(found, `${base.name}.${key}`, base.origin);
        return symbol(`${base.name}.${key}`, base.origin, null, base);
      }
      case 'call': {
        // `new Lazy<T>(() => client).Value`
        const lazy = key === 'Value' && base.of === 'Lazy' ? base.args[0]?.value() : undefined;
        if (lazy?.kind === 'function') return core.returnOf(lazy.node);
        // `Lazy<Client>` is declared like what it gives.
        if (key === 'Value' && base.node === null && base.receiver === null && unit.language.id === 'csharp')
          return base;
        const field = base.node?.kind === 'new' ? base.args.find(({ name }) => name === key) : undefined;
        if (field !== undefined && unit.language.returnsSeveral) return field.value();
        const method = base.made === undefined ? undefined : scopes.methodsOf(base.of).get(key);
        if (method !== undefined) return { kind: 'function', node: method, receiver: base };
        const made = base.made ?? classMade(base.of);
        const member = made === null ? null : exportedMember(made, key, at);
        return member === null
          ? symbol(`${base.of}().${key}`, null, null, base)
          : fromSummary(member, `${base.of}().${key}`, null);
      }
      case 'object': {
        const entry = entriesOf(base.node).get(key);
        return entry === undefined ? unknown : valueOf(entry);
      }
      case 'list':
        return base.items[Number(key)] ?? unknown;
      // Members of an enumeration: `Service.S3.value`.
      case 'text':
        return key === 'value' && unit.language.id === 'python' && at.kind === 'member' ? base : unknown;
      case 'instance':
      case 'class':
        return memberOfClass(base.node, key, base, at.role === 'call.callee');
      case 'parameter':
        return { ...base, keys: [...base.keys, key] };
      default:
        return unknown;
    }
  }

  /** The class of the workspace that a canonical path names: one of this package, or of a package that is at hand. */
  function classMade(of: string): ClassSummary | null {
    if (unit.language.declaredPaths === null || of.endsWith(')')) return null;
    const known = classes.get(of);
    if (known !== undefined) return known;
    classes.set(of, null);
    const dot = of.lastIndexOf('.');
    const name = of.slice(dot + 1);
    const paths = dot === -1 ? unit.language.siblingPaths?.(name, unit.path) : unit.pathsOf(of.slice(0, dot));
    const found = paths === undefined || paths.length === 0 ? null : workspace.find(paths, name);
    // `store.New(…)`, of which only its package knows what it makes.
    const result =
      found?.kind === 'function' && found.makes !== undefined ? workspace.find(paths!, found.makes) : found;
    const made = result?.kind === 'class' ? result : null;
    classes.set(of, made);
    return made;
  }

  function memberOfClass(
    owner: SyntaxNode,
    key: string,
    receiver: Value,
    isCalled: boolean,
    seen: readonly SyntaxNode[] = [],
  ): Value {
    const members = scopes.membersOf(owner);
    const { fieldRead } = unit.language;
    const member =
      memberNamed(members, key, isCalled) ?? (fieldRead === null ? undefined : members.get(fieldRead(key)));
    if (member !== undefined) {
      // A method without arguments is called by its name alone where the last statement answers.
      if (member.kind === 'function')
        return isGetter(member) || (unit.language.answersLast && !isCalled)
          ? core.returnOf(member)
          : { kind: 'function', node: member, receiver };
      if (member.kind === 'field') {
        const value = childOf(member, 'field.value');
        const made = value === null ? unknown : asDeclared(valueOf(value), childOf(member, 'field.type'));
        if (value !== null && made.kind !== 'null' && made.kind !== 'unknown') return made;
        const typed = typedValue(childOf(member, 'field.type')) ?? injectedText(core.valueOf, member);
        if (typed !== null && !unit.language.declaresTypes) return madeWith(owner, key, typed);
        const given = scopes.assignedTo(owner).get(key);
        if (given === undefined) return typed ?? unknown;
        const assigned = asDeclared(valueOf(given), childOf(member, 'field.type'));
        // What a constructor only keeps is not done by whoever calls the constructor.
        const isKept = assigned.kind === 'parameter' && unit.language.returnsSeveral;
        return assigned.kind === 'unknown' || isKept ? (typed ?? unknown) : assigned;
      }
      if (member.kind === 'parameter') return typedValue(childOf(member, 'parameter.type')) ?? unknown;
      return valueOf(member);
    }
    for (const base of childrenOf(owner, 'class.base')) {
      const value = valueOf(base);
      if (value.kind === 'class') {
        // Classes that inherit from each other in a circle end here.
        if (value.node === owner || seen.includes(value.node) || seen.length > MAX_BASES) continue;
        return memberOfClass(value.node, key, receiver, isCalled, [...seen, owner]);
      }
      if (value.kind === 'symbol' && value.exported?.kind === 'class') {
        const member = memberNamed(new Map(Object.entries(value.exported.members)), key, isCalled);
        if (member !== undefined) return fromSummary(member, `${value.name}().${key}`, value.origin);
      }
      const path = pathOf(value);
      if (path !== null) return symbol(`${path}().${key}`, null, null, receiver);
    }
    return memberElsewhere(owner, key, isCalled);
  }

  /** Methods of a type may stand in the other files of its package. */
  function memberElsewhere(owner: SyntaxNode, key: string, isCalled: boolean): Value {
    const name = unit.language.returnsSeveral ? declaredName(unit, owner) : null;
    const whole = name === null ? null : classMade(name);
    const member = whole === null ? undefined : memberNamed(new Map(Object.entries(whole.members)), key, isCalled);
    return member === undefined ? unknown : fromSummary(member, `${name}().${key}`, null);
  }

  /** What a constructor puts into a field says how it was made, the type of the field what it is. */
  function madeWith(owner: SyntaxNode, key: string, typed: Value): Value {
    const given = unit.language.returnsSeveral && typed.kind === 'call' ? scopes.assignedTo(owner).get(key) : undefined;
    const value = given === undefined ? null : valueOf(given);
    return value?.kind === 'call' && typed.kind === 'call'
      ? { ...typed, receiver: value.receiver, args: value.args }
      : typed;
  }

  /** `get client() { … }`, `@property`, `@cached_property`: read without a call. */
  function isGetter(fn: SyntaxNode): boolean {
    if (unit.language.seesMembers) return false;
    if (unit.language.id !== 'python')
      return /^(?:(?:public|protected|private|static|override)\s+)*get\s+[\w$#]/.test(unit.textOf(fn).slice(0, 80));
    return fn.children.some(
      (child) => child.kind === 'decorator' && /^@(?:\w+\.)*(?:cached_)?property\s*$/.test(unit.textOf(child)),
    );
  }

  return { memberOf };
}

/** What a class of another file gives for a key. */
function exportedMember({ members }: ClassSummary, key: string, at: SyntaxNode): ExportSummary | null {
  const method = `${key}()`;
  if (at.role === 'call.callee' && Object.hasOwn(members, method)) return members[method]!;
  return Object.hasOwn(members, key) ? members[key]! : null;
}

function isVariable(object: string, key: string): boolean {
  if (!ENVIRONMENT_OBJECTS.has(object) || ENVIRONMENT_CALLS.has(`${object}.${key}`)) return false;
  // `ENV.to_h` of Ruby is no variable, `ENV['HOME']` is.
  if (object === 'ENV') return /^[A-Z_][A-Z0-9_]*$/.test(key);
  return object !== 'os.environ' || !ENVIRONMENT_METHODS.has(key);
}
