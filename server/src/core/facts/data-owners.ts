import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import { splitWords } from '../text/words.ts';
import { iteratedBy } from './data-arguments.ts';
import { isPersonName } from './data-context.ts';
import type { Reading } from './define.ts';
import { declaredName } from './names.ts';
import { mainTypeName } from './resolve/type-name.ts';
import type { Binding } from './scopes.ts';

/** Whose a value is, as far as names and annotations say. */
export interface Owners {
  readonly ownerName: (node: SyntaxNode) => string | null;
  readonly typeOf: (binding: Binding) => string | null;
  readonly typeOfExpression: (node: SyntaxNode) => string | null;
  /** The class or interface of this file with that name. */
  readonly recordNamed: (name: string | null) => SyntaxNode | undefined;
  /** Words of the function and the file around a node. */
  readonly surroundingsOf: (node: SyntaxNode) => readonly string[];
}

/** Names of variables that say nothing of what they hold: their origin does. */
const NEUTRAL = /^(?:\w{1,2}|it|each|row|rec|record|item|entry|result|res|doc|obj|found|elem|element|data|current)$/;
/** Methods that read what their receiver holds. */
const READS =
  /^(?:get|find|fetch|load|first|last|one|all|query|by|where|select|list|values|filter|map|to|as|exec|lean|await|async|unique|many|id|single|default|or|else|throw|results?|rows?|items?|objects|each|sorted|iter|stream|scalars?|execute|cursor|paginate|page|take|limit)$/;
/** Steps of a chain of calls that are looked at. */
const MAX_CHAIN = 12;

export function createOwners({ unit, scopes }: Pick<Reading, 'unit' | 'scopes'>): Owners {
  const records = new Map<string, SyntaxNode>();
  for (const kind of ['class', 'interface'] as const)
    for (const node of unit.ofKind(kind)) {
      const name = declaredName(unit, node);
      if (name !== null && !records.has(name)) records.set(name, node);
    }

  /** `user` of `req.user`, `this.customer`, `users[0]`; the class when it is an instance. */
  function ownerName(node: SyntaxNode): string | null {
    if (node.kind === 'name' || node.kind === 'shorthand') {
      const text = unit.textOf(node);
      if (isPersonName(text)) return text;
      const type = typeOfExpression(node);
      if (type !== null && isPersonName(type)) return type;
      return (NEUTRAL.test(text) ? personBehind(node) : null) ?? text;
    }
    if (node.kind === 'member') {
      const property = childOf(node, 'member.property');
      const text = property === null ? null : unit.textOf(property);
      if (
        text !== null &&
        /^(?:body|data|attributes|dataValues|value|values|payload|fields|cleaned_data|validated_data|__dict__)$/.test(
          text,
        )
      ) {
        const inner = childOf(node, 'member.object');
        const outer = inner === null ? null : ownerName(inner);
        return outer !== null && isPersonName(outer) ? outer : text;
      }
      return text;
    }
    if (node.kind === 'self') {
      const owner = enclosing(node, 'class');
      return owner === null ? null : declaredName(unit, owner);
    }
    const inner =
      childOf(node, 'index.object') ??
      (node.kind === 'await' || node.kind === 'other' ? node.children[0] : null) ??
      null;
    if (inner !== null) return ownerName(inner);
    const callee = childOf(node, 'call.callee');
    return callee === null ? null : ownerName(callee);
  }

  /** `e` of `for e in employees()`, `u` of `users.map((u) => …)`, `p` of `await Person.get(id)`. */
  function personBehind(node: SyntaxNode): string | null {
    const binding = scopes.lookUp(unit.textOf(node), node);
    if (binding === null || binding.keys.length > 0) return null;
    const loop = binding.node.parent?.kind === 'loop' ? binding.node.parent : null;
    if (loop !== null) return personIn(childOf(loop, 'loop.iterable'));
    if (binding.how === 'assign') return personIn(childOf(binding.node, 'assign.value'));
    const fn = binding.how === 'parameter' ? enclosing(binding.node, 'function') : null;
    const isFirst = fn !== null && fn.children.find((child) => child.kind === 'parameter') === binding.node;
    return isFirst ? personIn(iteratedBy(unit, fn)) : null;
  }

  /** The last name of a chain that is no reading of what stands before it, when that is a person's. */
  function personIn(from: SyntaxNode | null): string | null {
    let at = from;
    for (let step = 0; at !== null && step < MAX_CHAIN; step += 1) {
      if (at.kind === 'name' || at.kind === 'property') return personOf(unit.textOf(at));
      if (at.kind === 'member') {
        const property = childOf(at, 'member.property');
        const name = property === null ? '' : unit.textOf(property);
        if (!splitWords(name).every((word) => READS.test(word))) return personOf(name);
        at = childOf(at, 'member.object');
      } else
        at =
          childOf(at, 'call.callee') ??
          childOf(at, 'index.object') ??
          (at.kind === 'await' || at.kind === 'other' ? (at.children[0] ?? null) : null);
    }
    return null;
  }

  /** `findPatientById`, `allEmployees`, `UserRepository`. */
  function personOf(written: string): string | null {
    const name = written.replace(
      /(?:_by_|By(?=[A-Z]))\w*$|(?:_?[Rr]epo(?:sitory)?|Model|_?[Ss]ervice|_?[Ss]tore)$/g,
      '',
    );
    return isPersonName(name) ? name : null;
  }

  function typeOf(binding: Binding): string | null {
    const type = childOf(binding.node, 'parameter.type') ?? childOf(binding.node, 'assign.type');
    return type === null ? null : unit.textOf(type);
  }

  function typeOfExpression(node: SyntaxNode): string | null {
    if (node.kind !== 'name') return node.kind === 'self' ? ownerName(node) : null;
    if (unit.language.selfNames.includes(unit.textOf(node))) {
      const owner = enclosing(node, 'class');
      return owner === null ? null : declaredName(unit, owner);
    }
    const binding = scopes.lookUp(unit.textOf(node), node);
    if (binding === null || binding.keys.length > 0) return null;
    const value = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    const made =
      value !== null && (value.kind === 'new' || value.kind === 'call') ? childOf(value, 'call.callee') : null;
    const isClass = made !== null && made.kind === 'name' && /^[A-Z]/.test(unit.textOf(made));
    return typeName(typeOf(binding)) ?? (isClass ? unit.textOf(made) : null);
  }

  function surroundingsOf(node: SyntaxNode): readonly string[] {
    const fn = enclosing(node, 'function');
    const name = fn === null ? null : declaredName(unit, fn);
    const file = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    return [...splitWords(name ?? ''), ...splitWords(file)];
  }

  return {
    ownerName,
    typeOf,
    typeOfExpression,
    recordNamed: (name) => (name === null ? undefined : records.get(name)),
    surroundingsOf,
  };
}

/** The name of the class a type annotation means, without its module. */
export function typeName(type: string | null): string | null {
  if (type === null) return null;
  const name = mainTypeName(type);
  return name === null ? null : (name.split('.').pop() ?? null);
}
