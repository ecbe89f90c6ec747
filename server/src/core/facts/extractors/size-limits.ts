import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
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
        if (callee !== null && lastName(unit, callee) === 'MaxBytesReader' && once(call)) yield toSite(reading, call);
      }
  },
});

const SIZE = /\b(?:size|length|len|bytes|content length|count bytes)$/;
const OF_INPUT =
  /\b(?:files?|uploads?|body|content|payload|request|req|attachments?|images?|avatars?|media|chunk|stream|buffer|archive)\b/;
const REFUSES =
  /\b413\b|too[ _]?(?:large|big|long)|exceeds?\b|PayloadTooLarge|EntityTooLarge|ContentTooLarge|(?:max\w*|maximum) (?:file |upload |allowed )*size/i;
const MAX_SIDE = 80;
const MAX_BRANCH = 400;

/** `if (file.size > MAX_SIZE) return res.status(413).end()` */
function isRefusal({ unit }: Reading, node: SyntaxNode): boolean {
  const condition = childOf(node, 'if.condition');
  const asked = condition?.kind === 'other' ? condition.children[0] : condition;
  if (asked?.kind !== 'binary') return false;
  const [left, right, operator] = ['binary.left', 'binary.right', 'binary.operator'].map((role) => {
    const side = childOf(asked, role);
    return side === null || side.end - side.start > MAX_SIDE ? '' : unit.textOf(side);
  });
  const [size, bound] = /^>=?$/.test(operator ?? '')
    ? [left, right]
    : /^<=?$/.test(operator ?? '')
      ? [right, left]
      : [];
  if (size === undefined || bound === undefined || bound === '' || /^0$/.test(bound)) return false;
  const words = wordsOf(size.replace(/[()[\]'"]/g, ' ').trim());
  const isSize = SIZE.test(words) || words.startsWith('len ');
  return (
    isSize &&
    OF_INPUT.test(words) &&
    childrenOf(node, 'if.then').some((then) => REFUSES.test(unit.textOf(then).slice(0, MAX_BRANCH)))
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
