import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf, returnsIn } from '../../text/tree.ts';
import { unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';

/** Returns that are read: a function with more is no constructor. */
const MAX_RETURNS = 50;

/**
 * What a function returns in a language in which it returns several values: for each the first return that says something
 * (`return nil, err` does not), else its declared type. One value stands for itself, several are a list.
 */
export function severalReturned(
  { valueOf, typedValue }: Pick<ResolverCore, 'valueOf' | 'typedValue'>,
  fn: SyntaxNode,
): Value {
  const types = childrenOf(fn, 'function.returns');
  const rows = returnsOf(fn).map((returned) => returned.map(valueOf).flatMap(spread));
  const count = Math.max(types.length, ...rows.map((row) => row.length));
  const values = Array.from({ length: Math.min(count, 10) }, (_, index): Value => {
    const said = rows.flatMap((row) => row[index] ?? []).filter((value) => !isNothing(value));
    const texts = new Set(said.flatMap((value) => (value.kind === 'text' ? [value.text] : [])));
    const first = texts.size > 1 ? undefined : said[0];
    return first ?? typedValue(types[index] ?? null) ?? unknown;
  });
  if (values.length <= 1) return values[0] ?? unknown;
  return { kind: 'list', node: null, items: values };
}

/** What stands beside an error: `nil`, `""`, `0`, `false`. */
function isNothing(value: Value): boolean {
  if (value.kind === 'text') return value.text === '';
  if (value.kind === 'number') return value.value === 0;
  return value.kind === 'unknown' || value.kind === 'null' || (value.kind === 'boolean' && !value.value);
}

/** `return connect()` passes several values on. */
function spread(value: Value): readonly Value[] {
  return value.kind === 'list' && value.node === null ? value.items : [value];
}

function returnsOf(fn: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const found: (readonly SyntaxNode[])[] = [];
  for (const { children } of returnsIn(fn)) {
    const value = children.find(({ kind }) => kind !== 'comment');
    if (value === undefined || found.length >= MAX_RETURNS) continue;
    found.push(isSeveral(value) ? value.children : [value]);
  }
  return found;
}

/** `a, err`: a list without brackets of its own. */
export function isSeveral(node: SyntaxNode): boolean {
  return node.kind === 'array' && node.children.length > 1 && node.children[0]!.start === node.start;
}
