import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { Unit } from './unit.ts';
import { pathOf, type Value } from './value.ts';

/** A call as a team's policy names it: its canonical path, or the end of that, or as it is written. */
export function isNamedCall(named: string, path: string | null, written: string): boolean {
  return isEndOf(named, written) || (path !== null && isEndOf(named, path.replaceAll('()', '')));
}

function isEndOf(named: string, path: string): boolean {
  if (!path.endsWith(named)) return false;
  const before = path[path.length - named.length - 1];
  return before === undefined || before === '.' || before === '/';
}

/** What is asked of a reading: no more, for the resolver itself asks. */
interface Reader {
  readonly unit: Unit;
  readonly resolver: { readonly valueOf: (node: SyntaxNode) => Value };
}

/** The first row whose call this is: of a call its callee is asked about, of anything else itself. */
export function teamRowOf<Row extends { readonly call: string }>(
  rows: readonly Row[] | undefined,
  { unit, resolver }: Reader,
  node: SyntaxNode,
): Row | null {
  if (rows === undefined || rows.length === 0) return null;
  const named = node.kind === 'call' || node.kind === 'new' ? childOf(node, 'call.callee') : node;
  if (named === null || named.end - named.start > MAX_NAME) return null;
  const written = unit
    .textOf(named)
    .replaceAll(/\s+|\?|!|^[@$]/g, '')
    .replaceAll(/::|->/g, '.');
  const path = pathOf(resolver.valueOf(named));
  return rows.find(({ call }) => isNamedCall(call, path, written)) ?? null;
}

const MAX_NAME = 200;
