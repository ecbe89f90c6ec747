import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/** Characters of a function that is looked through for what it takes of the list. */
const MAX_BODY = 3_000;
const LAST =
  /\[\s*-\s*1\s*\]|\.(?:pop|at\(\s*-\s*1\s*|findLast|last)\b|\[\s*(?:len\(\s*\w+\s*\)|\w+\.(?:length|Length|Count))\s*-\s*\d\s*\]|\brsplit\(|LastIndex\(|lastIndexOf\(|\bend\(|\[\^1\]|\.reverse\w*\(|\breversed\(/;

/**
 * Which address of `X-Forwarded-For` is believed: the last one was added by the proxy next to this program, the first one by whoever
 * calls, with any value.
 */
export const forwardedAddresses = defineExtractor({
  id: 'forwarded-addresses',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/x[-_]forwarded[-_]for/i.test(unit.tree.text)) return;
    const told = new Set<SyntaxNode>();
    for (const kind of ['call', 'index'] as const)
      for (const node of unit.ofKind(kind)) {
        const fn = readsHeader(reading, node) ? enclosing(node, 'function') : null;
        if (fn === null || told.has(fn) || !LAST.test(unit.textOf(fn).slice(0, MAX_BODY))) continue;
        told.add(fn);
        yield {
          kind: 'identity.guard',
          action: 'validate-input',
          resource: { kind: 'policy', value: known('X-Forwarded-For'), norm: 'last-forwarded-address' },
          node,
          evidence: [{ node, role: 'guard' }],
          tier: 'pattern',
          why: ['It takes the address that the nearest proxy added.'],
          subject: reading.subjectOf(node),
        };
      }
  },
});

/** `headers.get('x-forwarded-for')`, `request.META['HTTP_X_FORWARDED_FOR']`. */
function readsHeader(reading: Reading, node: SyntaxNode): boolean {
  const given = node.kind === 'call' ? childrenOf(node, 'call.argument')[0] : childOf(node, 'index.key');
  if (given === undefined || given === null || given.end - given.start > 60) return false;
  if (node.kind === 'call' && /^(?:set|Set|add|Add|delete|Del|append)$/.test(calledName(reading, node))) return false;
  return /^(?:http_)?x[-_]forwarded[-_]for$/i.test(textAt(reading, given) ?? '');
}

function calledName({ unit }: Reading, call: SyntaxNode): string {
  const callee = childOf(call, 'call.callee');
  return callee === null ? '' : (lastName(unit, callee) ?? '');
}
