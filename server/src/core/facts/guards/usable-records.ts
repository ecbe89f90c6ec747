import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { valueGiven } from '../value-given.ts';
import { HELD } from './ends-in-query.ts';
import { lastName } from './paths.ts';
import { type Pair, pairsIn, pairsInName } from './query-conditions.ts';
import type { Query } from './query.ts';
import { takesConditions } from './query-scope.ts';
import { wordsOf } from './words.ts';
import { writtenConditions } from './written-conditions.ts';

/** What somebody shows to be let in. An email address or a name is shown by anybody. */
const SHOWN =
  /^(?:(?:access|refresh|api|auth|reset|invite|invitation|verification|magic link|session|public|share|one time|remember|confirmation|password reset|hashed|key|device|login|personal access) )*(?:token|api key|key hash|secret|otp|passcode|code|session (?:id|key)|token hash|hash|digest)(?: (?:hash|exact|digest))?$/;
/** Countries and coupons have codes, pictures have digests: only what the record is says whether these are shown to be let in. */
const OF_ANYTHING = /^(?:code|hash|digest)(?: (?:hash|exact|digest))?$/;
const STATES: readonly (readonly [norm: string, names: RegExp])[] = [
  [
    'active',
    /^(?:\w+ ){0,2}(?:is )?(?:active|enabled|disabled|banned|blocked|locked|suspended|approved|is valid|valid)$/,
  ],
  [
    'not-taken-back',
    /^(?:\w+ ){0,1}(?:is |was )?(?:revoked|used|consumed|deleted|redeemed|accepted|spent|invalidated|archived)(?: at| on)?(?: (?:isnull|is null))?$/,
  ],
  [
    'not-expired',
    /^(?:\w+ ){0,2}(?:expires?|expiry|expiration|valid until|expired)(?: at| on| date| time)?(?: (?:gte?|lte?|after|greater than))?$/,
  ],
];

export interface UsableLimit {
  readonly norm: string;
  readonly node: SyntaxNode;
}

/** Scopes of a model that leave out what no longer counts, however they find out: `ApiKey.active.find_by(token: token)`. */
const LINKS: readonly (readonly [norm: string, names: RegExp])[] = [
  ['usable', /^(?:active|usable|valid|enabled)$/],
  ['not-expired', /^(?:not expired|unexpired)$/],
];
const MAX_LINKS = 20;

/** `Key.objects.get(token=token, is_active=True)`: what is found by what somebody shows, limited to what still counts. */
export function usableLimits(reading: FileReading, query: Query): readonly UsableLimit[] {
  const pairs = query.links.flatMap(({ name, call, args }) =>
    takesConditions(name) || name === 'eq'
      ? [
          ...pairsIn(reading, call).filter(({ node }) => node === call),
          ...args.flatMap((arg) => [
            ...pairsIn(reading, arg),
            ...pairsSpread(reading, arg),
            ...writtenConditions(reading, arg).flatMap((written) => pairsIn(reading, written)),
          ]),
        ]
      : [],
  );
  if (reading.unit.language.hasAccessors)
    pairs.push(...query.links.flatMap((link) => pairsInName(link).map((pair) => ({ ...pair, node: link.call }))));
  const named = pairs.map(({ key, value, node }) => ({ words: wordsOf(key.replace(/.*\./s, '')), value, node }));
  const isHeld = HELD.test(wordsOf(query.target));
  const isShown = named.some(
    ({ words, value }) => SHOWN.test(words) && (isHeld || !OF_ANYTHING.test(words)) && isVariable(value),
  );
  if (!isShown) return [];
  return [
    ...STATES.flatMap(([norm, names]) => {
      // That the end of what was found is asked for is told as such.
      const behind = norm === 'not-expired' ? null : askedBehind(reading, query.node, names);
      const node = named.find(({ words }) => names.test(words))?.node ?? behind;
      return node === null ? [] : [{ norm, node }];
    }),
    ...linkLimits(reading, query.node),
  ];
}

function linkLimits({ unit }: FileReading, query: SyntaxNode): readonly UsableLimit[] {
  const found: UsableLimit[] = [];
  let at: SyntaxNode | null = query;
  for (let steps = 0; at !== null && steps < MAX_LINKS; steps += 1) {
    const member: SyntaxNode | null = at.kind === 'call' ? childOf(at, 'call.callee') : at;
    if (member?.kind !== 'member') break;
    const words = wordsOf(lastName(unit, member) ?? '');
    for (const [norm, names] of LINKS) if (names.test(words)) found.push({ norm, node: member });
    at = childOf(member, 'member.object');
  }
  return found;
}

/** `{ token, ...LIVE }`, `token=token, **LIVE`: conditions that are written elsewhere in this file. */
function pairsSpread(reading: FileReading, arg: SyntaxNode): readonly Pair[] {
  return [...descendants(arg)].flatMap((node): readonly Pair[] => {
    const spread = node.kind === 'spread' ? node.children[0] : undefined;
    const value = spread === undefined ? null : valueGiven(reading, spread);
    return value === null ? [] : pairsIn(reading, value).map((pair) => ({ ...pair, node: spread! }));
  });
}

/** `if (key.revokedAt !== null) throw …` behind it, here or in a function of this file that is called: asked of what was found. */
function askedBehind(reading: FileReading, query: SyntaxNode, names: RegExp): SyntaxNode | null {
  const fn = enclosing(query, 'function');
  for (const node of fn === null ? [] : descendants(fn)) {
    if (node.end <= query.end) continue;
    const asked = node.kind === 'if' ? memberAsked(reading, node, names) : null;
    if (asked !== null) return asked;
    const called = node.kind === 'call' && node.start >= query.end ? functionCalled(reading, node) : null;
    for (const inner of called === null || called === fn ? [] : descendants(called))
      if (inner.kind === 'if' && memberAsked(reading, inner, names) !== null) return node;
  }
  return null;
}

function memberAsked({ unit }: FileReading, node: SyntaxNode, names: RegExp): SyntaxNode | null {
  const condition = childOf(node, 'if.condition');
  for (const each of condition === null ? [] : descendants(condition))
    if (each.kind === 'member' && names.test(wordsOf(lastName(unit, each) ?? ''))) return each;
  return null;
}

function isVariable({ kind }: SyntaxNode): boolean {
  return ['name', 'member', 'shorthand', 'call', 'index', 'await'].includes(kind);
}
