import type { Fact } from '../../model/fact.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import type { EntryPoint, FunctionRef } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { exposureOf } from '../subjects.ts';

/** Entry points that stand for others, and what is put in front of all of a path. */
const NO_ENTRY: ReadonlySet<string> = new Set(['ROUTER', 'BELOW', 'MOUNT', 'URL', 'POLICY']);

/** Guards that ask who is calling, by what they do. */
const ASKS_WHO: ReadonlySet<string> = new Set([
  'require-auth',
  'require-role',
  'require-scope',
  'scope-to-owner',
  'signature',
]);

interface Names {
  readonly holderOf: (node: SyntaxNode) => string;
  readonly refOf: (node: SyntaxNode) => FunctionRef | null;
}

/** Where requests come in, and the function that they reach. */
export function entryPoints(
  { unit, routes }: Reading,
  facts: readonly Fact[],
  { holderOf, refOf }: Names,
): readonly EntryPoint[] {
  const byRoute = new Map(
    facts.flatMap((fact) => (fact.kind === 'identity.exposure' ? [[fact.subject.symbol, fact.id] as const] : [])),
  );
  return routes.flatMap((route): readonly EntryPoint[] => {
    const handler = route.handler ?? lastArgument(route.node);
    if (handler === null || NO_ENTRY.has(route.method)) return [];
    const body = handler.kind === 'function' ? childOf(handler, 'function.body') : null;
    const reached =
      handler.kind === 'function' ? { path: unit.path, symbol: holderOf(body ?? handler) } : refOf(handler);
    if (reached === null || reached.symbol === '') return [];
    return [
      {
        symbol: route.symbol,
        handler: reached,
        isPublic: exposureOf(route) === 'public',
        range: unit.rangeOf(route.node),
        fact: byRoute.get(route.symbol) ?? null,
      },
    ];
  });
}

/** A handler of another file is what stands last: `r.DELETE('/orders/:id', auth, orders.remove)`. */
function lastArgument(node: SyntaxNode): SyntaxNode | null {
  return node.kind === 'call' ? (childrenOf(node, 'call.argument').at(-1) ?? null) : null;
}

/** Functions and routes that stop whoever may not go on. */
export function guardedSubjects(facts: readonly Fact[]): readonly string[] {
  const guarded = facts.filter(
    ({ kind, action, qualifiers, subject }) =>
      kind === 'identity.guard' &&
      ASKS_WHO.has(action) &&
      qualifiers?.['condition'] === undefined &&
      subject.symbol !== FILE_SUBJECT.symbol,
  );
  return [...new Set(guarded.map(({ subject }) => subject.symbol))];
}
