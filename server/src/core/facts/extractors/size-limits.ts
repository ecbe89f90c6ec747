import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { askedComparison, refusesIn } from '../guards/asked-comparison.ts';
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

/** `if (file.size > MAX_SIZE) return res.status(413).end()` */
function isRefusal(reading: Reading, node: SyntaxNode): boolean {
  const compared = askedComparison(reading, node, MAX_SIDE);
  if (compared === null) return false;
  const { left, right, operator } = compared;
  const [size, bound] = /^>=?$/.test(operator) ? [left, right] : /^<=?$/.test(operator) ? [right, left] : [];
  if (size === undefined || bound === undefined || bound === '' || bound === '0') return false;
  const words = wordsOf(size.replace(/[()[\]'"]/g, ' ').trim());
  const isSize = SIZE.test(words) || words.startsWith('len ');
  return isSize && OF_INPUT.test(words) && refusesIn(reading, node, REFUSES);
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
