import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { nameOf } from './named-switches.ts';
import { toCondition } from './to-condition.ts';
import { speaksOfIdentity } from './vocabulary.ts';

/** What protects the more, the greater it is. */
const LEAST =
  /\bmin(?:imum|imal)?\b.*\b(?:length|len|size|age|bits|entropy|score|digits|classes)\b|\b(?:key (?:size|length|bits)|modulus(?: length)?|rsa bits|hash rounds|salt (?:rounds|length|bytes)|iterations|work factor|memory cost|time cost|token (?:length|bytes|size)|code length)\b/;
/** What protects the more, the less it is. */
const MOST =
  /\bmax(?:imum|imal)?\b.*\b(?:attempts|failures|failed|tries|retries|logins?|sessions?|age|(?:access|refresh|api|active) tokens?)\b|\b(?:ttl|expir\w*|life ?time|attempts allowed|allowed attempts|grace period|clock skew|leeway|tolerance)\b/;
/** Calls that make as many random bytes or characters as they are told. */
const MAKES_RANDOM =
  /^(?:random ?bytes|random bytes hex|token (?:hex|bytes|url ?safe)|urandom|rand ?string|random ?string|random (?:token|secret|key|hex|alphanumeric\w*|alphabetic)|generate (?:token|secret|key|password|random \w+|code|otp|salt)|nanoid|gen ?salt|secure ?random \w+|crypto ?random\w*|get random string)$/;
const SIZES =
  /\bmax(?:imum)?\b.*\b(?:upload|body|request|file|payload|content|message|header)\b.*\b(?:size|length|bytes|count)\b|\bbody limit\b/;

/** `MIN_PASSWORD_LENGTH = 12`: numbers that bound something by their names. */
export function* namedNumbers(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('number')) {
    const value = Number(unit.textOf(node).replace(/_|[lLuU]+$/g, ''));
    const made = madeBy(reading, node);
    const name = made ?? nameOf(reading, node);
    if (name === null || !Number.isFinite(value)) continue;
    const words = wordsOf(name);
    const isLeast = made !== null || LEAST.test(words);
    const isMost =
      SIZES.test(words) || (MOST.test(words) && speaksOfIdentity(`${name} ${reading.subjectOf(node).symbol}`));
    if (isLeast === isMost) continue;
    yield {
      kind: 'rank',
      symbol: reading.subjectOf(node).symbol,
      key: `number ${words}`,
      value: String(isLeast ? value : -value),
      fact: toCondition(reading, node.parent ?? node, 'rank', `number ${words}`),
    };
  }
}

/** What makes something random of this length: `randomBytes(32)`. */
function madeBy({ unit }: Reading, { parent, role }: SyntaxNode): string | null {
  const callee = role === 'call.argument' && parent?.kind === 'call' ? childOf(parent, 'call.callee') : null;
  const name = callee === null ? null : lastName(unit, callee);
  return name !== null && MAKES_RANDOM.test(wordsOf(name)) ? name : null;
}

const LIMITS =
  /^(?:max (?:file ?size|body ?(?:length|size)|content length|size|length|bytes|depth|fields|files|redirects|attempts|field size)|file ?size|body ?limit|size limit|rate limit)$/;
const PARSES =
  /^(?:json|urlencoded|raw|text|body ?parser|multer|upload|formidable|busboy|rate ?limit\w*|express json)$/i;

/** `json({ limit: '100kb' })`: options of a call that bound or bind what it takes. */
export function* namedLimits(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (name === null) continue;
      const args = childrenOf(call, 'call.argument');
      const given = [...args, ...args.filter((arg) => arg.kind === 'object').flatMap(({ children }) => children)];
      for (const each of given) {
        const key =
          each.kind === 'keyword'
            ? childOf(each, 'keyword.name')
            : each.kind === 'entry'
              ? childOf(each, 'entry.key')
              : each.kind === 'shorthand'
                ? each
                : null;
        if (key === null || each.end - each.start > 200) continue;
        const words = wordsOf(unit.textOf(key));
        if (
          !LIMITS.test(words) &&
          !(words === 'limit' && PARSES.test(name)) &&
          !(words === 'limits' && PARSES.test(name))
        )
          continue;
        yield {
          kind: 'through',
          symbol: reading.subjectOf(call).symbol,
          key: `${name} ${words}`,
          value: '',
          word: hashWord(name),
          fact: toCondition(reading, each, 'rank', `${name} ${words}`, name),
        };
      }
    }
}
