import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { type Ranked, toRanked } from './ranked.ts';
import { toThrough } from './through.ts';
import { speaksOfIdentity } from './vocabulary.ts';

/** How a secret is kept, what is left out of what goes on, whose rows are asked for, and what a limit counts by. */
export function* keptValues(reading: Reading): Generator<Mark> {
  for (const read of [hashed, factors, limitKeys, rules])
    for (const each of read(reading)) yield toRanked(reading, 'rank', each);
  yield* through(reading);
}

const SETS_PASSWORD = /^(?:set |with |update |store )?(?:\w+ )?(?:password|passwd|pass ?phrase|secret|pin)(?: hash)?$/;
const HASHES = /\b(?:encode|hash\w*|bcrypt|crypt|digest|encrypt\w*|protect|derive|argon\w*|scrypt|pbkdf\w*)\b/;

/** `setPassword(encoder.encode(password))` */
function* hashed({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    const args = childrenOf(node, 'call.argument');
    const value = args.length === 1 ? args[0]! : null;
    if (value === null || name === null || !SETS_PASSWORD.test(wordsOf(name))) continue;
    if (value.kind === 'name') yield { node, key: `kept ${name}`, rank: 0 };
    const by = value.kind === 'call' ? childOf(value, 'call.callee') : null;
    if (by !== null && HASHES.test(wordsOf(unit.textOf(by).slice(-60)))) yield { node, key: `kept ${name}`, rank: 1 };
  }
}

const TWO = /2FA|MFA|TwoFactor|SecondFactor|StepUp/i;
const ONE = /1FA|OneFactor|FirstFactor|auth|login|session/i;

/** `require2FA(deleteDevice)` */
function* factors({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const args = childrenOf(node, 'call.argument');
    if (callee === null || args.length !== 1 || callee.end - callee.start > 60) continue;
    const name = lastName(unit, callee) ?? '';
    const rank = TWO.test(name) ? 2 : ONE.test(name) ? 1 : null;
    if (rank !== null && args[0]!.end - args[0]!.start < 80)
      yield { node, key: `factors of ${unit.textOf(args[0]!)}`, rank };
  }
}

const LIMITS = /\b(?:rate ?limit\w*|limiter|throttle\w*|limit key|attempts? key)\b/;
const MAX_KEY = 120;

/** `"send-code-" + username`: with more of what a caller chooses, a limit counts less. */
function* limitKeys({ unit }: Reading): Generator<Ranked> {
  const toRank = (node: SyntaxNode, name: string): Ranked | null => {
    if ((node.kind !== 'binary' && node.kind !== 'template') || node.end - node.start > MAX_KEY) return null;
    let names = 0;
    for (const at of descendants(node)) if (at.kind === 'name') names += 1;
    return { node, key: `limit key of ${name}`, rank: -names };
  };
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !LIMITS.test(wordsOf(name))) continue;
    for (const arg of childrenOf(node, 'call.argument')) {
      const found = toRank(arg, name);
      if (found !== null) yield found;
    }
  }
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target?.kind !== 'name' || value === null || !LIMITS.test(wordsOf(unit.textOf(target)))) continue;
    const found = toRank(value, unit.textOf(target));
    if (found !== null) yield found;
  }
}

const RULES =
  /(?:^|['"|])(?:mimes|mimetypes|image|max|dimensions|extensions|active_url|exists|in|not_in|regex|confirmed|current_password|prohibited\w*|password|ends_with|starts_with|unique)(?=[:|'"]|$)/g;

/** `'required|mimes:jpg,png|max:2048'`: by how many rules a field is held that bound it. */
function* rules({ unit }: Reading): Generator<Ranked> {
  if (unit.language.id !== 'php') return;
  for (const node of unit.ofKind('entry')) {
    const key = childOf(node, 'entry.key');
    const value = childOf(node, 'entry.value');
    if (key?.kind !== 'string' || value === null || value.end - value.start > 200) continue;
    const text = unit.textOf(value);
    const count = text.match(RULES)?.length ?? 0;
    if (count > 0 || /^['"[]\W*(?:required|nullable|sometimes|file|string)/.test(text))
      yield { node, key: `rules of ${unit.textOf(key)}`, rank: count };
  }
}

const TAKES_OUT = /^(?:remove|delete|del|unset|without|except|omit|pop|make ?hidden|exclude)$/;
const NOT_TO_SEE = /\b(?:pass\w*|secrets?|tokens?|hash|salt|keys?|credentials?|ssn|auth\w*|cookies?)\b/;
const ASKS = /^(?:eq|equal|and equal to|term|term query|where equal to|match|filter term|add equals)$/;
const OWNERS =
  /^(?:(?:tenant|owner|user|org|organi[sz]ation|account|workspace|team|company|customer|author|member|realm|created by)(?: id| uuid| name)?)$/;
const MAX_PARTS = 24;

/** `row.remove("passwordHash")`, `criteria.add(eq("tenantId", tenant))`, `csrf.Protect(key)(routes)` */
function* through(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const toMark = (node: SyntaxNode, key: string, word: string | null): Mark =>
    toThrough(reading, { node, key: `value ${key}`, norm: key, word });
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee === null || node.end - node.start > 300) continue;
    const args = childrenOf(node, 'call.argument');
    if (callee.kind === 'call') {
      const inner = childOf(callee, 'call.callee');
      const word = args.length === 1 ? lastWord(unit, args[0]!) : null;
      if (inner !== null && word !== null && speaksOfIdentity(unit.textOf(inner).slice(-60)))
        yield toMark(node, `wrapped by ${unit.textOf(inner)}`, word);
      continue;
    }
    const name = lastName(unit, callee);
    if (name === null || name.length > 40) continue;
    const words = wordsOf(name);
    // What is done only where something is asked is told by that.
    if (TAKES_OUT.test(words) && node.parent?.role !== 'if.then') {
      const said = args.find((arg) => arg.kind === 'string' && NOT_TO_SEE.test(wordsOf(unit.textOf(arg).slice(0, 60))));
      const of = childOf(callee, 'member.object') ?? args[0]!;
      const word = said === undefined || of === said ? null : lastWord(unit, of);
      if (said !== undefined && word !== null) yield toMark(node, `without ${unit.textOf(said)}`, word);
    }
    if (!ASKS.test(words)) continue;
    const column = columnOf(reading, args);
    const outer = node.role === 'call.argument' && node.parent !== null ? childOf(node.parent, 'call.callee') : callee;
    const object = outer === null ? null : childOf(outer, 'member.object');
    if (column !== null) yield toMark(node, `of ${column}`, object === null ? null : lastWord(unit, object));
  }
}

function columnOf({ unit }: Reading, args: readonly SyntaxNode[]): string | null {
  let count = 0;
  for (const arg of args.slice(0, 2))
    for (const at of descendants(arg)) {
      if ((count += 1) > MAX_PARTS) return null;
      const words = at.kind === 'string' ? wordsOf(unit.textOf(at).slice(0, 60).split('.').at(-1)!) : '';
      if (OWNERS.test(words)) return words;
    }
  return null;
}
