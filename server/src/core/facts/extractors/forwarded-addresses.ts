import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/** Characters of a function that is looked through for what it takes of the list. */
const MAX_BODY = 3_000;
const MAX_PART = 400;
const MAX_STEPS = 12;
const LAST =
  /\[\s*-\s*1\s*\]|\.(?:pop|at\(\s*-\s*1\s*|findLast|[lL]ast)\b|\b(?:len|count)\(\s*\$?\w+\s*\)\s*-\s*\d|\b\w+\.(?:length|Length|Count)\s*-\s*\d|\brsplit\(|LastIndex\(|lastIndexOf\(|\[\^1\]|\.reverse\w*\(|\breversed\(|\barray_(?:pop|reverse)\(/;

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
        if (fn === null || told.has(fn) || !takesLast(reading, fn, node)) continue;
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

/** Whether the last one is taken of what was read, or of what has a name that was given from it. */
function takesLast(reading: Reading, fn: SyntaxNode, read: SyntaxNode): boolean {
  const given = new Set<SyntaxNode>();
  for (const node of descendants(fn)) {
    if (node.start > fn.start + MAX_BODY) break;
    const isName = node.kind === 'name' && node.role !== 'assign.target';
    const from = isName && given.size > 0 ? reading.scopes.lookUp(reading.unit.textOf(node), node) : null;
    if (node !== read && (from?.how !== 'assign' || !given.has(from.node))) continue;
    const part = partAround(reading, node);
    if (part.isLast) return true;
    const holder = part.outer.role === 'assign.value' ? part.outer.parent : null;
    if (holder !== null) given.add(holder);
  }
  return false;
}

const GOES_ON =
  /^(?:member\.object|index\.object|call\.(?:callee|argument)|binary\.(?:left|right)|if\.(?:condition|then|else)|loop\.iterable)$/;

function goesOn({ role }: SyntaxNode, around: SyntaxNode): boolean {
  if (around.kind === 'await' || (around.kind === 'other' && around.children.length === 1)) return true;
  return GOES_ON.test(role ?? '');
}

/** What is made of a value where it stands: `strings.Split(value, ",")`, `(value ?? '').split(',').pop()`. */
function partAround({ unit }: Reading, node: SyntaxNode): { readonly outer: SyntaxNode; readonly isLast: boolean } {
  let outer = node;
  let isWhole = true;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const around: SyntaxNode | null = outer.parent;
    if (around === null || !goesOn(outer, around)) break;
    // The parts of a choice are values of their own.
    isWhole &&= around.kind !== 'if' && around.kind !== 'loop';
    const callee = outer.role === 'call.argument' ? childOf(around, 'call.callee') : null;
    const text = unit.textOf(around);
    const name = callee?.kind === 'member' ? (lastName(unit, callee) ?? '') : '';
    // Whose method it is handed to is another value: `seen.pop(value)`.
    const made = callee === null || name === '' ? text : text.slice(Math.max(0, text.indexOf(`${name}(`)));
    if (isWhole && (LAST.test(made.slice(0, MAX_PART)) || (unit.language.id === 'php' && made.startsWith('end('))))
      return { outer: around, isLast: true };
    outer = around;
  }
  return { outer, isLast: false };
}

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
