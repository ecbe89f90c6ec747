import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { textAt } from './paths.ts';
import { ownerField } from './properties.ts';
import { isOfCaller, type Scope } from './query-conditions.ts';
import { wordsOf } from './words.ts';

/** Assignments to keys of local objects, by the node that binds the object: `where.ownerId = user.id`. */
const keysByObject = oncePerUnit((reading: FileReading): ReadonlyMap<SyntaxNode, readonly Scope[]> => {
  const found = new Map<SyntaxNode, Scope[]>();
  const { unit, scopes } = reading;
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (value === null || (target?.kind !== 'member' && target?.kind !== 'index')) continue;
    const object = childOf(target, `${target.kind}.object`);
    const key = childOf(target, target.kind === 'member' ? 'member.property' : 'index.key');
    const binding = object?.kind === 'name' ? scopes.lookUp(unit.textOf(object), object) : null;
    if (key === null || binding?.how !== 'assign' || binding.keys.length > 0) continue;
    const made = childOf(binding.node, 'assign.value');
    if (made === null || !['object', 'array', 'call'].includes(made.kind)) continue;
    const name = target.kind === 'member' ? unit.textOf(key) : textAt(reading, key);
    const whose = name === null ? null : ownerField(wordsOf(name.split('__')[0]!));
    if (whose === null || !isOfCaller(reading, value)) continue;
    const branch = enclosing(assign, 'if', 'function');
    const isPartly = branch?.kind === 'if' && branch.start > binding.node.end;
    const scope: Scope = { value: whose, node: assign, ...(isPartly ? { isPartly: true as const } : {}) };
    found.set(binding.node, [...(found.get(binding.node) ?? []), scope]);
  }
  return found;
});

/** Conditions of an object that was put together before the query: `findMany({ where })`, `filter(**filters)`, `find(query)`. */
export function builtConditions(reading: FileReading, arg: SyntaxNode): readonly Scope[] {
  const built = keysByObject(reading);
  if (built.size === 0) return [];
  return namesIn(arg).flatMap((name) => {
    const binding = reading.scopes.lookUp(reading.unit.textOf(name), name);
    return binding === null ? [] : (built.get(binding.node) ?? []);
  });
}

function namesIn(arg: SyntaxNode): readonly SyntaxNode[] {
  if (arg.kind === 'name' || arg.kind === 'shorthand') return [arg];
  if (arg.kind === 'spread') return arg.children.filter(({ kind }) => kind === 'name');
  if (arg.kind !== 'object') return [];
  return arg.children.flatMap((child) => {
    const value = child.kind === 'entry' ? childOf(child, 'entry.value') : child;
    return value === null || value.kind === 'object' ? [] : namesIn(value);
  });
}
