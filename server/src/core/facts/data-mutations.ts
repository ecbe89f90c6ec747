import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import type { Binding, Scopes } from './scopes.ts';
import type { Unit } from './unit.ts';

/** Something put into a variable after it was made: `payload['email'] = x`, `form.append('email', x)`. */
export interface Mutation {
  /** The key it is put under, when there is one. */
  readonly key: string | null;
  readonly value: SyntaxNode;
}

const PUTS = /^(?:push|append|update|add|set|extend|unshift|put|insert|addAll|putAll|WriteString|Encode|Set|Add)$/;

/** `dto.setEmail(x)` */
const SETTER = /^set_?([A-Z_]\w*)$/;
/** Calls on what the one before answered with: `text.append(a).append(b)`. */
const MAX_STEPS = 20;

/** What is put into each variable of a unit. */
export function readMutations(unit: Unit, scopes: Scopes): (binding: Binding) => readonly Mutation[] {
  const byNode = new Map<SyntaxNode, Mutation[]>();
  const note = (name: SyntaxNode, mutation: Mutation): void => {
    const binding = scopes.lookUp(unit.textOf(name), name);
    if (binding === null) return;
    const known = byNode.get(binding.node);
    if (known === undefined) byNode.set(binding.node, [mutation]);
    else known.push(mutation);
  };
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target === null || value === null) continue;
    if (target.kind === 'name' && (childOf(assign, 'assign.operator') !== null || isAppended(unit, value)))
      note(target, { key: null, value });
    if (target.kind !== 'member' && target.kind !== 'index') continue;
    const object = childOf(target, `${target.kind}.object`);
    const key = childOf(target, target.kind === 'member' ? 'member.property' : 'index.key');
    if (object?.kind === 'name') note(object, { key: key === null ? null : textOfKey(unit, key), value });
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee?.kind !== 'member') continue;
    const object = rootOf(unit, childOf(callee, 'member.object'));
    const property = childOf(callee, 'member.property');
    if (object === null || property === null) continue;
    const method = unit.textOf(property);
    const args = childrenOf(call, 'call.argument');
    const last = args[args.length - 1];
    if (last === undefined) continue;
    const first = args[0]!;
    const setter = args.length === 1 ? SETTER.exec(method) : null;
    if (setter !== null) note(object, { key: setter[1]!, value: last });
    else if (PUTS.test(method))
      note(object, { key: args.length > 1 && first.kind === 'string' ? textOfKey(unit, first) : null, value: last });
  }
  return (binding) => byNode.get(binding.node) ?? [];
}

/** `lines = append(lines, line)` */
function isAppended(unit: Unit, value: SyntaxNode): boolean {
  const callee = value.kind === 'call' ? childOf(value, 'call.callee') : null;
  return callee?.kind === 'name' && unit.textOf(callee) === 'append';
}

/** The variable at the beginning of a chain that puts things into it; of `json.NewEncoder(&buffer).Encode(v)` the buffer. */
function rootOf(unit: Unit, from: SyntaxNode | null): SyntaxNode | null {
  let at = from;
  for (let step = 0; at?.kind === 'call' && step < MAX_STEPS; step += 1) {
    const callee: SyntaxNode | null = childOf(at, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    if (callee === null || property === null) return null;
    const method = unit.textOf(property);
    if (method === 'NewEncoder') {
      const target = childOf(at, 'call.argument');
      return target?.kind === 'name' ? target : (target?.children.find((child) => child.kind === 'name') ?? null);
    }
    if (!PUTS.test(method)) return null;
    at = childOf(callee, 'member.object');
  }
  return at?.kind === 'name' ? at : null;
}

function textOfKey(unit: Unit, key: SyntaxNode): string | null {
  return key.kind === 'string'
    ? unit.language.readString(unit.textOf(key))
    : key.kind === 'property'
      ? unit.textOf(key)
      : null;
}
