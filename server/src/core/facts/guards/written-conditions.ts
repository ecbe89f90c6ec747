import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing, returnsIn } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { valueGiven } from '../value-given.ts';
import { groupBy } from '../../text/group-by.ts';

/** Keys under which a query is given its conditions. */
const HOLDS = /^['"]?(?:where|filter|query|selector|AND|\$and)['"]?$/;
const VALUES: ReadonlySet<string> = new Set(['object', 'array', 'if', 'call']);
const MAX_ANSWERS = 8;

/**
 * Conditions that a query is given by a name or by a function of this file: `findFirst({ where })` after `const where = {…}`,
 * `filter(**limits)`, `find(visibleTo(user))`.
 */
export function writtenConditions(reading: FileReading, arg: SyntaxNode): readonly SyntaxNode[] {
  return [arg, ...partsGiven(reading, arg)].flatMap((node): readonly SyntaxNode[] => {
    const inner = node.kind === 'spread' ? node.children[0] : node;
    if (inner === undefined) return [];
    if (inner.kind === 'call') return answersOf(reading, inner);
    const value = valueGiven(reading, inner);
    if (value === null || !VALUES.has(value.kind)) return [];
    const later = filledLater(reading, inner, value);
    return value.kind === 'call' ? [value, ...answersOf(reading, value), ...later] : [value, ...later];
  });
}

/** `limits["owner"] = user` between what a name was given and the query. */
function filledLater(reading: FileReading, name: SyntaxNode, value: SyntaxNode): readonly SyntaxNode[] {
  const fn = enclosing(name, 'function');
  const assigns = fillings(reading).get(reading.unit.textOf(name)) ?? [];
  return assigns.filter(
    (each) => each.start > value.end && each.end < name.start && enclosing(each, 'function') === fn,
  );
}

/** Assignments to parts of local names, by the name. */
const fillings = oncePerUnit(({ unit }): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const parts = unit.ofKind('assign').flatMap((node) => {
    const target = childOf(node, 'assign.target');
    const object = target === null ? null : (childOf(target, 'index.object') ?? childOf(target, 'member.object'));
    return object?.kind === 'name' ? [{ name: unit.textOf(object), node }] : [];
  });
  return new Map([...groupBy(parts, ({ name }) => name)].map(([name, all]) => [name, all.map(({ node }) => node)]));
});

function partsGiven({ unit }: FileReading, arg: SyntaxNode): readonly SyntaxNode[] {
  if (arg.kind !== 'object') return [];
  return arg.children.flatMap((child): readonly SyntaxNode[] => {
    if (child.kind === 'spread') return [child];
    if (child.kind === 'shorthand') return HOLDS.test(unit.textOf(child)) ? [child] : [];
    const [key, value] = [childOf(child, 'entry.key'), childOf(child, 'entry.value')];
    return key !== null && value !== null && HOLDS.test(unit.textOf(key)) ? [value, ...spreadIn(value)] : [];
  });
}

function spreadIn(value: SyntaxNode): readonly SyntaxNode[] {
  return value.kind === 'object' ? value.children.filter(({ kind }) => kind === 'spread') : [];
}

function answersOf(reading: FileReading, call: SyntaxNode): readonly SyntaxNode[] {
  const fn = functionCalled(reading, call);
  const body = fn === null ? null : childOf(fn, 'function.body');
  if (fn === null || body === null) return [];
  const answers = body.kind === 'block' ? returnsIn(fn).flatMap(({ children }) => children.slice(0, 1)) : [body];
  return answers.slice(0, MAX_ANSWERS).flatMap((answer) => {
    const value = valueGiven(reading, answer) ?? answer;
    return VALUES.has(value.kind) ? [value] : [];
  });
}
