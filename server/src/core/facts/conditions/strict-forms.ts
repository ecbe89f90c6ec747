import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { FILE_SUBJECT, hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { type Ranked, toRanked } from './ranked.ts';
import { toCondition } from './to-condition.ts';
import { speaksOfIdentity } from './vocabulary.ts';

/** Forms of languages of which one takes more for the same, and values that must be random. */
export function* strictForms(reading: Reading): Generator<Mark> {
  if (reading.unit.language.id === 'php') for (const each of compared(reading)) yield toRanked(reading, 'rank', each);
  yield* filled(reading);
  yield* sources(reading);
}

/** `===` and `in_array(…, true)`: as texts, or as whatever they can be read as. */
function* compared({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    const sides = ['binary.left', 'binary.right'].map((role) => childOf(node, role));
    if (operator === null || node.end - node.start > 160) continue;
    const text = unit.textOf(operator);
    if (
      !/^[!=]==?$/.test(text) ||
      sides.some((side) => side === null || side.kind === 'null' || side.kind === 'boolean')
    )
      continue;
    const said = sides.map((side) => unit.textOf(side!)).join(' , ');
    if (speaksOfIdentity(said)) yield { node, key: `strict ${said}`, rank: text.length === 3 ? 1 : 0 };
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee === null || !/^\\?(?:in_array|array_search)$/.test(unit.textOf(callee))) continue;
    const args = childrenOf(node, 'call.argument');
    const said = args
      .slice(0, 2)
      .map((arg) => unit.textOf(arg))
      .join(' , ')
      .slice(0, 120);
    yield { node, key: `strict ${said}`, rank: args.length > 2 && /true/i.test(unit.textOf(args[2]!)) ? 1 : 0 };
  }
}

const FILLS = /^(?:Read|nextBytes|fill|randomFill(?:Sync)?|NextBytes|GetBytes|getRandomValues|GetNonZeroBytes|Fill)$/;
const RANDOM = /rand|rng|crypto/i;
const MUST = /\b(?:nonce|iv|salt|key|tokens?|secrets?|seed|challenge|state|otp|code)\b/;

/** `rand.Read(nonce)` */
function* filled(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null || !FILLS.test(name) || !RANDOM.test(unit.textOf(callee).slice(-60))) continue;
    const arg = childrenOf(node, 'call.argument').at(-1);
    const word = arg === undefined ? null : lastWord(unit, arg);
    if (arg === undefined || word === null || !MUST.test(wordsOf(unit.textOf(arg).slice(0, 60)))) continue;
    yield {
      kind: 'through',
      symbol: reading.subjectOf(node).symbol,
      key: `random ${word}`,
      value: '',
      word: hashWord(word),
      fact: toCondition(reading, node, 'put-through', `random ${word}`, name),
    };
  }
}

const SECURE =
  /\b(?:SecureRandom|crypto\/rand|secrets|random_bytes|random_int|RandomNumberGenerator|getRandomValues|randomBytes)\b/;
const GUESSED =
  /\b(?:ThreadLocalRandom|math\/rand|new Random|mt_rand|Math\.random|RandomStringUtils|System\.Random|java\.util\.Random)\b/;

/** Where a file takes what is random from, all in all. */
function* sources(reading: Reading): Generator<Mark> {
  const { unit, resolver } = reading;
  let secure: Ranked | null = null;
  let guessed: Ranked | null = null;
  let isSaid = SAID.test(wordsOf(unit.path));
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > 80) continue;
      const written = `${kind === 'new' ? 'new ' : ''}${unit.textOf(callee)}`;
      if (!/rand|secrets/i.test(written)) continue;
      const path = `${written} ${resolver.calleeOf(node) ?? ''}`;
      isSaid ||= SAID.test(wordsOf(reading.subjectOf(node).symbol));
      if (SECURE.test(path)) secure = first(secure, { node, key: 'random source', rank: 1 });
      else if (GUESSED.test(path)) guessed = first(guessed, { node, key: 'random source', rank: 0 });
    }
  const source = secure ?? guessed;
  if (source !== null && isSaid) yield { ...toRanked(reading, 'rank', source), symbol: FILE_SUBJECT.symbol };
}

const SAID = /\b(?:rand\w*|tokens?|secrets?|ids?|keys?|passwords?|crypto\w*|sessions?|codes?|nonces?|salt)\b/;

function first(known: Ranked | null, found: Ranked): Ranked {
  return known === null || found.node.start < known.node.start ? found : known;
}
