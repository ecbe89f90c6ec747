import type { SyntaxNode } from '../../model/syntax.ts';
import { firstWhere } from '../../text/first-where.ts';
import { enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { lastName } from './paths.ts';
import { pairsIn } from './query-conditions.ts';
import type { Query } from './query.ts';
import { takesConditions } from './query-scope.ts';
import { wordsOf } from './words.ts';

/** What somebody shows to be let in. An email address or a name is shown by anybody. */
const SHOWN =
  /^(?:(?:access|refresh|api|auth|reset|invite|invitation|verification|magic link|session|public|share|one time|remember|confirmation|password reset|hashed|key|device|login|personal access) )*(?:token|api key|key hash|secret|otp|passcode|code|session (?:id|key)|token hash|hash|digest)(?: (?:hash|exact|digest))?$/;
const STATES: readonly (readonly [norm: string, names: RegExp])[] = [
  [
    'active',
    /^(?:\w+ ){0,2}(?:is )?(?:active|enabled|disabled|banned|blocked|locked|suspended|approved|is valid|valid)$/,
  ],
  [
    'not-taken-back',
    /^(?:\w+ ){0,1}(?:is |was )?(?:revoked|used|consumed|deleted|redeemed|invalidated|archived)(?: at| on)?(?: (?:isnull|is null))?$/,
  ],
  [
    'not-expired',
    /^(?:\w+ ){0,2}(?:expires?|expiry|expiration|valid until|expired)(?: at| on| date| time)?(?: (?:gte?|lte?))?$/,
  ],
];

/** From a member to the `if` that asks for it. */
const MAX_STEPS = 100;

export interface UsableLimit {
  readonly norm: string;
  readonly node: SyntaxNode;
}

/** `Key.objects.get(token=token, is_active=True)`: what is found by what somebody shows, limited to what still counts. */
export function usableLimits(reading: FileReading, query: Query): readonly UsableLimit[] {
  const pairs = query.links.flatMap(({ name, call, args }) =>
    takesConditions(name) || name === 'eq'
      ? [...pairsIn(reading, call).filter(({ node }) => node === call), ...args.flatMap((arg) => pairsIn(reading, arg))]
      : [],
  );
  const named = pairs.map(({ key, value, node }) => ({ words: wordsOf(key.replace(/.*\./s, '')), value, node }));
  const isShown = named.some(({ words, value }) => SHOWN.test(words) && isVariable(value));
  if (!isShown) return [];
  return STATES.flatMap(([norm, names]) => {
    // That the end of what was found is asked for is told as such.
    const behind = norm === 'not-expired' ? null : askedBehind(reading, query.node, norm);
    const node = named.find(({ words }) => names.test(words))?.node ?? behind;
    return node === null ? [] : [{ norm, node }];
  });
}

/** `if (key.revokedAt !== null) throw …` in the same function: asked of what was found, not of what is found. */
function askedBehind(reading: FileReading, query: SyntaxNode, norm: string): SyntaxNode | null {
  const fn = enclosing(query, 'function');
  const all = fn === null ? [] : (statesAsked(reading).get(norm) ?? []);
  const behind = all[firstWhere(all, ({ end }) => end > query.end)];
  // Of what ends in a function and behind something in it, nothing begins before it.
  return behind !== undefined && behind.end <= fn!.end ? behind.node : null;
}

interface AskedState {
  readonly node: SyntaxNode;
  /** Of its `if`. */
  readonly end: number;
}

/** By state, what `if`s ask of members, by where they end. */
const statesAsked = oncePerUnit(({ unit }): ReadonlyMap<string, readonly AskedState[]> => {
  const found = new Map<string, AskedState[]>(STATES.map(([norm]) => [norm, []]));
  for (const node of unit.ofKind('member')) {
    const words = wordsOf(lastName(unit, node) ?? '');
    const states = STATES.filter(([, names]) => names.test(words));
    const around = states.length === 0 ? null : askedBy(node);
    if (around !== null) for (const [norm] of states) found.get(norm)!.push({ node, end: around.end });
  }
  for (const list of found.values()) list.sort((a, b) => a.end - b.end);
  return found;
});

/** The `if` whose condition something is a part of, the nearest. */
function askedBy(node: SyntaxNode): SyntaxNode | null {
  let at = node;
  for (let step = 0; step < MAX_STEPS && at.parent !== null; step += 1) {
    if (at.role === 'if.condition') return at.parent;
    at = at.parent;
  }
  return null;
}

function isVariable({ kind }: SyntaxNode): boolean {
  return ['name', 'member', 'shorthand', 'call', 'index', 'await'].includes(kind);
}
