import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, returnsIn } from '../../text/tree.ts';
import { callGiven } from '../value-given.ts';
import { partsOf, readAnswerPart } from './answer-parts.ts';
import type { Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { type Formula, literalsOf, negate } from './formula.ts';
import { lastName } from './paths.ts';
import { readExported, readQuestion } from './question.ts';
import { wordsOf } from './words.ts';

const RIGHT =
  /^(?:is |was )?(?:valid|ok|okay|success|successful|succeeded|allowed|permitted|authori[sz]ed|safe|passed|granted|accepted|match(?:es|ed)?)$/;
const WRONG = /^(?:error|errors|reason|denied|invalid|forbidden|blocked|failure|problem)$/;

/**
 * `result.valid` of `const result = validateUrl(url)`, `ok` of `ok, why = validate(name)`: one part of what a function answers
 * says how it went, and the rest says why. Null: it is no such part.
 */
export function readPart(reading: GuardReading, node: SyntaxNode): Formula<Atom> | null {
  const part = partAt(reading, node);
  if (part === null) return null;
  const { call, key } = part;
  const words = wordsOf(key);
  const isWrong = WRONG.test(words);
  if (key !== '0' && !isWrong && !RIGHT.test(words)) return null;
  const callee = childOf(call, 'call.callee');
  const value = callee === null ? null : reading.resolver.valueOf(callee);
  const own = value?.kind === 'function' ? reading.verdictOf(value.node, key) : null;
  if (own?.kind === 'constant') return own;
  const exported = own === null && callee !== null ? readExported(reading, call, callee) : null;
  const asked =
    own ??
    (exported !== null && isWrong ? negate(exported) : exported) ??
    (key === '0' ? null : namedOnly(reading, call, isWrong));
  return asked !== null && [...literalsOf(asked)].some(({ atom }) => atom.kind === 'actor') ? asked : null;
}

/** What holds when a function answers with several parts, by the one that says how it went; null when none does. */
export function readParted(reading: GuardReading, fn: SyntaxNode): Formula<Atom> | null {
  const key = rightKeyOf(reading, fn);
  const asked = key === null ? null : reading.verdictOf(fn, key);
  return asked !== null && [...literalsOf(asked)].some(({ atom }) => atom.kind === 'actor') ? asked : null;
}

/** Functions that answer what other functions make for them. */
const MAX_MAKERS = 4;

function rightKeyOf(reading: GuardReading, fn: SyntaxNode, depth = 0): string | null {
  const { unit } = reading;
  const body = childOf(fn, 'function.body');
  const answers =
    body !== null && body.kind !== 'block'
      ? [body]
      : returnsIn(fn).flatMap(({ children }) => children.filter(isValue).slice(0, 1));
  for (const value of answers.flatMap(choices)) {
    if (value.kind === 'array' && value.children[0]?.kind === 'boolean') return '0';
    const parts = partsOf(value);
    const callee = parts === null && value.kind === 'call' ? childOf(value, 'call.callee') : null;
    const maker = callee === null || depth >= MAX_MAKERS ? null : reading.resolver.valueOf(callee);
    const made = maker?.kind === 'function' ? rightKeyOf(reading, maker.node, depth + 1) : null;
    if (made !== null) return made;
    for (const child of parts ?? []) {
      const key = readAnswerPart(unit, child)?.key ?? '';
      if (RIGHT.test(wordsOf(key))) return key;
    }
  }
  return null;
}

const isValue = ({ kind }: SyntaxNode): boolean => kind !== 'comment';

/** Both sides of a choice. */
function choices(value: SyntaxNode): readonly SyntaxNode[] {
  return value.kind === 'if' ? value.children.filter(({ role }) => role === 'if.then' || role === 'if.else') : [value];
}

/** Of a function in another file the name says what it asks. */
function namedOnly(reading: GuardReading, call: SyntaxNode, isWrong: boolean): Formula<Atom> | null {
  const asked = readQuestion(reading, call);
  return asked !== null && isWrong ? negate(asked) : asked;
}

interface Part {
  readonly call: SyntaxNode;
  /** `0` for the first of several. */
  readonly key: string;
}

function partAt(reading: GuardReading, node: SyntaxNode): Part | null {
  const { unit, scopes } = reading;
  if (node.kind === 'member') {
    const object = childOf(node, 'member.object');
    const key = lastName(unit, node);
    const inner = object?.kind === 'await' ? (object.children[0] ?? null) : object;
    // `check(user).ok`, `(await check(user)).ok`
    const call = inner?.kind === 'call' ? inner : object?.kind === 'name' ? boundCall(reading, object, 0) : null;
    return call === null || key === null ? null : { call, key };
  }
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  if (binding?.how !== 'assign' || binding.keys.length !== 1 || unit.language.returnsSeveral) return null;
  const call = boundCall(reading, node, 1);
  return call === null ? null : { call, key: binding.keys[0]! };
}

function boundCall(reading: GuardReading, name: SyntaxNode, parts: number): SyntaxNode | null {
  const call = callGiven(reading, name, parts);
  return call === null || (call.start <= name.start && name.end <= call.end) ? null : call;
}
