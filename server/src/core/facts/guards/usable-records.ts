import type { SyntaxNode } from '../../model/syntax.ts';
import { firstWhere } from '../../text/first-where.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { nodesWithin } from '../nodes-within.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { valueGiven } from '../value-given.ts';
import { HELD } from './ends-in-query.ts';
import { lastName } from './paths.ts';
import { type Link, type Pair, pairsIn, pairsInName } from './query-conditions.ts';
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

/** Of a session that people have with a server its id is what they show. */
const SESSION = /^(?:(?:user|auth|login|admin|web|device|account|refresh) )?session$/;
const OF_SESSION = /\b(?:active|valid|invalidated|revoked|expire[sd]?|expiry|expiration|disabled)\b/;
/** From a member to the `if` that asks for it. */
const MAX_STEPS = 100;
/** Behind a query. */
const MAX_CALLS = 200;

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

/** Several facts are made of them. */
const known = new WeakMap<Query, readonly UsableLimit[]>();

/** `Key.objects.get(token=token, is_active=True)`: what is found by what somebody shows, limited to what still counts. */
export function usableLimits(reading: FileReading, query: Query): readonly UsableLimit[] {
  const limits = known.get(query) ?? readLimits(reading, query);
  known.set(query, limits);
  return limits;
}

function readLimits(reading: FileReading, query: Query): readonly UsableLimit[] {
  if (isMereRemoval(query)) return [];
  const pairs = query.links.flatMap((link) => pairsOf(reading, link));
  const named = pairs.map(({ key, value, node }) => ({ words: wordsOf(key.replace(/.*\./s, '')), value, node }));
  const isHeld = HELD.test(wordsOf(query.target));
  const isShown = named.some(
    ({ words, value }) => SHOWN.test(words) && (isHeld || !OF_ANYTHING.test(words)) && isVariable(value),
  );
  const isSession = SESSION.test(query.target) && named.some(({ words, value }) => words === 'id' && isVariable(value));
  if (!isShown && !isSession) return [];
  const counts = ({ words }: { readonly words: string }): boolean => isShown || OF_SESSION.test(words);
  const limits = STATES.flatMap(([norm, names]): readonly UsableLimit[] => {
    const asked = named.filter((each) => names.test(each.words) && counts(each));
    // That the end of what was found is asked for is told as such.
    const behind = norm === 'not-expired' ? null : askedBehind(reading, query.node, norm);
    const said = asked.find(({ value }) => value.kind !== 'null') ?? asked[0] ?? behind;
    return said === null || !counts(said) ? [] : [{ norm, node: said.node }];
  });
  return [...limits, ...linkLimits(reading, query.node)];
}

function pairsOf(reading: FileReading, link: Link): readonly Pair[] {
  const { name, call } = link;
  const inName = reading.unit.language.hasAccessors ? pairsInName(link).map((pair) => ({ ...pair, node: call })) : [];
  if (!takesConditions(name) && name !== 'eq') return inName;
  return [
    ...pairsIn(reading, call).filter(({ node }) => node === call),
    ...conditionArguments(reading, link).flatMap((arg) => [
      ...pairsIn(reading, arg),
      ...pairsSpread(reading, arg),
      ...writtenConditions(reading, arg).flatMap((written) => pairsIn(reading, written)),
    ]),
    ...inName,
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

/** What is removed and not asked about lets nobody in. */
function isMereRemoval({ node, links }: Query): boolean {
  const whole = node.parent?.kind === 'await' ? node.parent : node;
  return whole.parent?.kind === 'block' && links.some(({ name }) => /^(?:delete|destroy|remove)/.test(name));
}

/** Not what is written to what is found: `data` of `updateMany({ where, data })`, `is_active` of `update(is_active=False)`. */
function conditionArguments({ resolver }: FileReading, { name, args }: Link): readonly SyntaxNode[] {
  if (!/^update|Update$/.test(name)) return args;
  const objects = args.filter(({ kind }) => kind === 'object');
  const where = objects.flatMap((each) => resolver.entriesOf(each).get('where') ?? []);
  return where.length > 0 ? where : objects.slice(0, objects.length - 1);
}

/** `if (key.revokedAt !== null) throw …` behind it, here or in a function of this file that is called: asked of what was found. */
function askedBehind(reading: FileReading, query: SyntaxNode, norm: string): AskedState | null {
  const fn = enclosing(query, 'function');
  const all = fn === null ? [] : (statesAsked(reading).get(norm) ?? []);
  if (fn === null || all.length === 0) return null;
  // Of what ends in a function and behind something in it, nothing begins before it.
  const within = (from: number, { end }: SyntaxNode): AskedState | null => {
    const behind = all[firstWhere(all, (asked) => asked.end > from)];
    return behind !== undefined && behind.end <= end ? behind : null;
  };
  const here = within(query.end, fn);
  if (here !== null) return here;
  let left = MAX_CALLS;
  for (const call of nodesWithin(reading.unit, ['call'], { start: query.end, end: fn.end })) {
    const called = (left -= 1) < 0 ? null : functionCalled(reading, call);
    const asked = called === null || called === fn ? null : within(called.start, called);
    if (asked !== null) return { ...asked, node: call };
  }
  return null;
}

interface AskedState {
  readonly node: SyntaxNode;
  readonly words: string;
  /** Of its `if`. */
  readonly end: number;
}

/** By state, what `if`s ask of members, by where they end. */
const statesAsked = oncePerUnit(({ unit }): ReadonlyMap<string, readonly AskedState[]> => {
  const found = new Map<string, AskedState[]>(STATES.map(([norm]) => [norm, []]));
  for (const node of unit.ofKind('member')) {
    const words = wordsOf(lastName(unit, node) ?? '');
    const states = STATES.filter(([, names]) => names.test(words));
    const end = states.length === 0 ? undefined : askedBy(node)?.end;
    if (end !== undefined) for (const [norm] of states) found.get(norm)!.push({ node, words, end });
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
