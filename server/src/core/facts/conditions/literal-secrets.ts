import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameIn } from './named-values.ts';
import { toRanked } from './ranked.ts';

const SECRET =
  /\b(?:passwords?|passwd|passphrase|secrets?|secret key|api key|private key|signing key|encryption key|jwt key|salt|nonce|token)$/;
const GETS = /\b(?:get|env|property|default|lookup|fetch|read|value|option|config|or)\b/;
const MAX_TEXT = 80;

/** A secret that was made or asked for, and one that is written in the code. */
export function* literalSecrets(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['assign', 'entry', 'keyword', 'field'] as const)
    for (const node of unit.ofKind(kind)) {
      const target = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (target === null || value === null || target.end - target.start > MAX_TEXT) continue;
      const words = wordsOf(lastName(unit, target) ?? unit.textOf(target));
      if (!SECRET.test(words)) continue;
      const text = unit.textOf(value).slice(0, MAX_TEXT);
      const isWritten = value.kind === 'string' && isValue(text, words);
      if (!isWritten && !['call', 'name', 'member', 'await', 'new'].includes(value.kind)) continue;
      yield toRanked(reading, 'rank', { node, key: `secret ${words}`, rank: isWritten ? 0 : 1 });
    }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !GETS.test(wordsOf(name))) continue;
    const args = childrenOf(node, 'call.argument');
    const of = args.find(
      (arg) =>
        arg.end - arg.start < MAX_TEXT && SECRET.test(wordsOf(unit.textOf(arg)).replace(/ (?:key|name|property)$/, '')),
    );
    if (of === undefined) continue;
    const last = args.at(-1)!;
    const isWritten = last !== of && last.kind === 'string' && isValue(unit.textOf(last), '');
    yield toRanked(reading, 'rank', { node, key: `default of ${unit.textOf(of)}`, rank: isWritten ? 0 : 1 });
  }
}

/** Neither empty, nor the name of a field, nor something that is filled in. */
function isValue(text: string, words: string): boolean {
  const inner = text.slice(1, -1);
  return inner.length > 2 && wordsOf(inner) !== words && !/[{$%]|^\W+$|^\w+[.:/]/.test(inner);
}
