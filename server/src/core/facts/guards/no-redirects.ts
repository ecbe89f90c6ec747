import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

const NO_REDIRECTS: Alternative = { kind: 'input', value: 'no-redirects' };
/** Characters of what makes a client. */
const MAX_CLIENT = 600;

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
  if (unit.language.returnsSeveral) return isToldOnce(unit, call) ? NO_REDIRECTS : null;
  // An address that is written here was chosen here.
  if (args.length < 2 || args[0]!.kind === 'string') return null;
  const isSet = args.some((arg) =>
    arg.kind === 'keyword'
      ? says(unit, childOf(arg, 'keyword.name'), childOf(arg, 'keyword.value'))
      : arg.kind === 'object' &&
        arg.children.some((child) => says(unit, childOf(child, 'entry.key'), childOf(child, 'entry.value'))),
  );
  return isSet ? NO_REDIRECTS : null;
}

/** `client.CheckRedirect = func(…) error { return http.ErrUseLastResponse }` of Go, in the function that asks by it. */
function isToldOnce(unit: Unit, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  const client = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const method = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  const fn = enclosing(call, 'function');
  if (
    client?.kind !== 'name' ||
    method === null ||
    fn === null ||
    !/^(?:Do|Get|Head|Post|PostForm)$/.test(unit.textOf(method))
  )
    return false;
  const name = unit.textOf(client);
  for (const node of descendants(fn)) {
    if (node.start >= call.start) return false;
    const target = node.kind === 'assign' ? childOf(node, 'assign.target') : null;
    const value = target === null ? null : childOf(node, 'assign.value');
    if (target === null || value === null || value.end - value.start > MAX_CLIENT) continue;
    const written = unit.textOf(target);
    if (written === `${name}.CheckRedirect` || written === name)
      if (
        /ErrUseLastResponse/.test(unit.textOf(value)) &&
        (written !== name || /CheckRedirect/.test(unit.textOf(value)))
      )
        return true;
  }
  return false;
}

function says(unit: Unit, key: SyntaxNode | null, value: SyntaxNode | null): boolean {
  return key !== null && value !== null && OPTIONS.get(unit.textOf(key))?.test(unit.textOf(value)) === true;
}
