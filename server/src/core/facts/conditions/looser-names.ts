import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

const LOOSE =
  /\b(?:loose\w*|optional\w*|lenient\w*|lax|soft|weak|maybe|relaxed|unsafe|insecure|unverified|unchecked|no verify|passive)\b/;
const KEEPS_OUT =
  /\b(?:auth\w*|jwt|login|session|tokens?|guard|access|permissions?|csrf|verif\w+|valid\w+|users?|api key)\b/;
const MAX_NAME = 60;

/** `auth.jwt` and `auth.jwtLoose`, given to a call: the same with more care and with less. */
export function* looserNames(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['name', 'member'] as const)
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > MAX_NAME || !isGiven(node)) continue;
      const words = wordsOf(lastName(unit, node) ?? '');
      if (!KEEPS_OUT.test(words)) continue;
      const isLoose = LOOSE.test(words);
      const plain = words.replace(LOOSE, '').replace(/ +/g, ' ').trim();
      yield {
        kind: 'exchanged-for',
        symbol: reading.subjectOf(node).symbol,
        key: `kept by ${plain}`,
        value: isLoose ? '0' : '1',
        fact: isLoose ? null : toCondition(reading, node, 'rank', `kept by ${plain}`),
      };
    }
}

/** By itself, or as one of two: `wrap(env.STRICT ? auth.jwt : auth.jwtLoose)`. */
function isGiven({ role, parent }: SyntaxNode): boolean {
  return role === 'call.argument' || ((role === 'if.then' || role === 'if.else') && parent?.role === 'call.argument');
}
