import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** Options of HTTP clients that follow redirects unless they are told: requests, fetch, axios, got. Documentation, 2026-11. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['allow_redirects', /^False$/],
  ['redirect', /^['"](?:manual|error)['"]$/],
  ['maxRedirects', /^0$/],
  ['followRedirect', /^false$/],
  ['followRedirects', /^false$/],
]);

/** `requests.get(url, allow_redirects=False)`: what was found right is where the request goes. */
export function staysPut(unit: Unit, call: SyntaxNode): Alternative | null {
  const args = childrenOf(call, 'call.argument');
  // An address that is written here was chosen here.
  if (args.length < 2 || args[0]!.kind === 'string') return null;
  const isSet = args.some((arg) =>
    arg.kind === 'keyword'
      ? says(unit, childOf(arg, 'keyword.name'), childOf(arg, 'keyword.value'))
      : arg.kind === 'object' &&
        arg.children.some((child) => says(unit, childOf(child, 'entry.key'), childOf(child, 'entry.value'))),
  );
  return isSet ? { kind: 'input', value: 'no-redirects' } : null;
}

function says(unit: Unit, key: SyntaxNode | null, value: SyntaxNode | null): boolean {
  return key !== null && value !== null && OPTIONS.get(unit.textOf(key))?.test(unit.textOf(value)) === true;
}
