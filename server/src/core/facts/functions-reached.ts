import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { declaredName } from './names.ts';
import { nodesWithin } from './nodes-within.ts';
import { oncePerUnit } from './once-per-unit.ts';

/** Calls from one function to the next, and functions in all. */
const MAX_DEPTH = 3;
const MAX_FUNCTIONS = 60;

/** Methods of classes of the file, by class and name: what an object of one is asked to do. */
const methodsOf = oncePerUnit(({ unit }): ReadonlyMap<SyntaxNode, ReadonlyMap<string, SyntaxNode>> => {
  const classes = new Map<SyntaxNode, Map<string, SyntaxNode>>();
  for (const fn of unit.ofKind('function')) {
    const owner = enclosing(fn, 'class', 'function');
    const name = owner?.kind === 'class' ? declaredName(unit, fn) : null;
    if (owner === null || name === null) continue;
    const known = classes.get(owner) ?? new Map<string, SyntaxNode>();
    known.set(name, fn);
    classes.set(owner, known);
  }
  return classes;
});

/** Functions, and those of the file that they call, methods of its classes too. */
export function functionsReached(reading: FileReading, start: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const { unit } = reading;
  const found = new Set(start);
  let level = [...start];
  for (let depth = 0; depth < MAX_DEPTH && found.size < MAX_FUNCTIONS; depth += 1) {
    const next = level.flatMap((each) =>
      [...nodesWithin(unit, ['call', 'new'], each)].flatMap((call) => {
        const fn = functionCalled(reading, call);
        return fn === null || found.has(fn) ? [] : [fn];
      }),
    );
    for (const each of next) found.add(each);
    level = next;
  }
  return [...found].slice(0, MAX_FUNCTIONS);
}

function functionCalled(reading: FileReading, call: SyntaxNode): SyntaxNode | null {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  if (callee === null) return null;
  const value = resolver.valueOf(callee);
  if (value.kind === 'function') return value.node;
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const property = callee.kind === 'member' ? childOf(callee, 'member.property') : null;
  if (object === null || property === null) return null;
  const of = resolver.valueOf(object);
  const owner =
    of.kind === 'instance' || of.kind === 'class' ? of.node : object.kind === 'self' ? enclosing(call, 'class') : null;
  return owner === null ? null : (methodsOf(reading).get(owner)?.get(unit.textOf(property)) ?? null);
}
