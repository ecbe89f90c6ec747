import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { comparisonsAsked } from '../guards/asked-comparison.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** How much somebody may send before they are refused: without it one request fills memory or a disk. */
export const sizeLimits = defineExtractor({
  id: 'size-limits',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    const told = new Set<SyntaxNode | null>();
    const once = (node: SyntaxNode): boolean => {
      const fn = enclosing(node, 'function');
      if (told.has(fn)) return false;
      told.add(fn);
      return true;
    };
    for (const node of unit.ofKind('if')) if (isRefusal(reading, node) && once(node)) yield toSite(reading, node);
    if (unit.language.returnsSeveral)
      for (const call of unit.ofKind('call')) {
        const callee = childOf(call, 'call.callee');
        const name = callee === null ? null : lastName(unit, callee);
        const isReader = name === 'MaxBytesReader' || (name === 'LimitReader' && readsInput(reading, call));
        if (isReader && once(call)) yield toSite(reading, call);
      }
  },
});

/** `io.LimitReader(r.Body, limit)`: what else is read is not what somebody sends. */
function readsInput({ unit }: Reading, call: SyntaxNode): boolean {
  const [first] = childrenOf(call, 'call.argument');
  return first !== undefined && /^(?:r|req|request|c\.Request)\.Body$/.test(unit.textOf(first));
}

const SIZE = /\b(?:size|length|len|bytes|content length|count bytes)$/;
const OF_INPUT =
  /\b(?:files?|uploads?|body|content|payload|request|req|attachments?|images?|avatars?|media|chunk|stream|buffer|archive)\b/;
const REFUSES =
  /\b413\b|too[ _]?(?:large|big|long)|exceed(?:s|ed)?|PayloadTooLarge|EntityTooLarge|ContentTooLarge|(?:max\w*|maximum) (?:file |upload |allowed )*size/i;
const LEAVES = /\b(?:return|throw|raise|abort|exit|die|panic|fail)\b|\bhead\b|^\s*render\b/;
const MAX_SIDE = 80;
const MAX_BRANCH = 400;

/** `if (file.size > MAX_SIZE) return res.status(413).end()` */
function isRefusal(reading: Reading, node: SyntaxNode): boolean {
  return comparisonsAsked(reading, node).some(({ left, right, operator, isTaken }) => {
    const isMore = /^>=?$/.test(operator);
    if (!isMore && !/^<=?$/.test(operator)) return false;
    const isLeft = isSize(reading, left) && isBound(reading, right);
    if (!isLeft && !(isSize(reading, right) && isBound(reading, left))) return false;
    return refuses(reading, node, (isMore === isLeft) === isTaken);
  });
}

function isSize(reading: Reading, node: SyntaxNode): boolean {
  return [node, ...given(reading, node)].some((each) => {
    const written = typeof each === 'string' ? each : each.end - each.start > MAX_SIDE ? '' : reading.unit.textOf(each);
    const words = wordsOf(written.replace(/[()[\]'"]/g, ' ').trim());
    return (SIZE.test(words) || words.startsWith('len ')) && OF_INPUT.test(words);
  });
}

/** `const { size } = req.file` */
function given({ unit, scopes }: Reading, node: SyntaxNode): readonly string[] {
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  if (binding === null || value === null || value.end - value.start > MAX_SIDE) return [];
  return [[unit.textOf(value), ...binding.keys].join(' ')];
}

/** That something is there at all is no limit. */
function isBound({ unit }: Reading, node: SyntaxNode): boolean {
  return node.end - node.start <= MAX_SIDE && !/^[01]$/.test(unit.textOf(node));
}

/** In such words: in the branch that is taken for what is too large, or behind the one for what is not. */
function refuses({ unit }: Reading, node: SyntaxNode, isTakenForLarge: boolean): boolean {
  const [then, otherwise] = ['if.then', 'if.else'].map((role) =>
    childrenOf(node, role)
      .map((part) => unit.textOf(part).slice(0, MAX_BRANCH))
      .join('\n'),
  );
  if (isTakenForLarge) return REFUSES.test(then!) && (LEAVES.test(then!) || otherwise !== '');
  const fn = enclosing(node, 'function');
  return (
    REFUSES.test(otherwise!) || REFUSES.test(unit.tree.text.slice(node.end, fn?.end ?? node.end).slice(0, MAX_BRANCH))
  );
}

function toSite(reading: Reading, node: SyntaxNode): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'policy', value: known('limit of size'), norm: 'limit-of-size' },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: ['What is larger is refused.'],
    subject: reading.subjectOf(node),
  };
}
