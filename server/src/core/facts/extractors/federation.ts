import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { federationRows } from '../settings/federation-rows.ts';
import { readDefaults, readSettings, rowsByName, toSettingSite } from '../settings/read.ts';

const settings = rowsByName(federationRows);

/** What another party's word about a person is checked for: OAuth, OpenID Connect, SAML. */
export const federation = defineExtractor({
  id: 'federation',
  kinds: ['identity.federation'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    yield* readSettings(reading, settings);
    if (!unit.language.isCode) return;
    yield* readDefaults(reading, federationRows);
    yield* ofComparisons(reading);
    yield* ofVerifiedAddress(reading);
    yield* ofProofs(reading);
  },
});

const CHECK = { kind: 'identity.federation', values: ['on', 'off'], loose: 'off', otherwise: 'off' } as const;
const STATE = { ...CHECK, id: 'oauth-state', title: 'the check of the state of a sign-in' } as const;
const NONCE = { ...CHECK, id: 'oidc-nonce', title: 'the check of the nonce' } as const;
const PROOF = {
  ...CHECK,
  id: 'oauth-pkce',
  title: 'the proof that whoever redeems a code asked for it (PKCE)',
} as const;
const RETURN_PLACE = { ...CHECK, id: 'redirect-check', title: 'the check of where a sign-in leads back to' } as const;
const ADDRESS = { ...CHECK, id: 'email-verified', title: 'the demand that the e-mail address is verified' } as const;

const KEPT =
  /session|cookie|storage|stored|saved|expected|original|cached?|redis|store|Get\(|\bget\(|pop\(|query|args|params?\b|GET\b|FormValue|claims?|payload|token|nonce|searchParams/i;
const ASKED = /query|args|params?\b|GET\b|FormValue|searchParams|getParameter|claims?|payload/i;
const STORED = /session|cookie|stored|saved|expected|original/i;
const COMPARES = /^(?:===?|!==?|eq|ne)$/;
const COMPARE_CALL =
  /^(?:timingSafeEqual|compare_digest|ConstantTimeCompare|equals|Equals|isEqual|hash_equals|constant_time_compare|secure_compare|FixedTimeEquals|eql\?|DeepEqual)$/;

/** `req.query.state !== req.session.state`, `claims["nonce"] != session["nonce"]`. */
function* ofComparisons(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    const sign = operator === null ? '' : unit.textOf(operator);
    const [left, right] = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
    if (COMPARES.test(sign)) yield* compared(reading, node, left, right);
    else if (sign === 'in' || sign === 'not in') yield* among(reading, node, right, left);
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null) continue;
    const words = wordsOf(name);
    if (PROVES.test(words)) yield toSettingSite(reading, PROOF, { node: call }, 'on');
    else if (ASKS_STATE.test(words) || (ASKS_ANY_STATE.test(words) && OF_SIGN_IN.test(unit.path)))
      yield toSettingSite(reading, STATE, { node: call }, 'on');
    else if (ASKS_RETURN.test(words)) yield toSettingSite(reading, RETURN_PLACE, { node: call }, 'on');
    const isMember = HOLDS.test(name);
    if (!isMember && !COMPARE_CALL.test(name)) continue;
    const args = childrenOf(call, 'call.argument');
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    const [left = null, right = null] = args.length === 1 ? [object, args[0]!] : args.slice(-2);
    yield* isMember ? among(reading, call, left, right) : compared(reading, call, left, right);
  }
}

function* compared(
  reading: Reading,
  node: SyntaxNode,
  left: SyntaxNode | null,
  right: SyntaxNode | null,
): Generator<Site> {
  if (left === null || right === null || left.end - left.start > 160 || right.end - right.start > 160) return;
  if ([left, right].some(({ kind }) => kind === 'string' || kind === 'null' || kind === 'number')) return;
  const [one, other] = [left, right].map((side) => meantBy(reading, side));
  if (/\bchallenge$/.test(one!) !== /\bchallenge$/.test(other!) && VERIFIER.test(reading.unit.textOf(node)))
    yield toSettingSite(reading, PROOF, { node }, 'on');
  if (/^redirect (?:uri|url)$/.test(one!) && /^redirect (?:uri|url)$/.test(other!))
    yield toSettingSite(reading, RETURN_PLACE, { node }, 'on');
  for (const [word, row] of [
    ['state', STATE],
    ['nonce', NONCE],
  ] as const) {
    const isNamed = (words: string): boolean =>
      new RegExp(`(?:^| )${word}$|^${word} (?:param|cookie|value|from \\w+)$`).test(words);
    const [hasOne, hasOther] = [isNamed(one!), isNamed(other!)];
    const [leftText, rightText] = [left, right].map((side) => reading.unit.textOf(side)) as [string, string];
    const isBoth = hasOne && hasOther && KEPT.test(`${leftText} ${rightText} ${one!} ${other!}`);
    // `r.FormValue("state") != cookie.Value`
    const isHalf = hasOne
      ? ASKED.test(leftText) && STORED.test(rightText)
      : hasOther && ASKED.test(rightText) && STORED.test(leftText);
    if (isBoth || isHalf) yield toSettingSite(reading, row, { node }, 'on');
  }
}

const CONVERTS = /^(?:Buffer\.from|String|str|bytes|\[\]byte|from)$/;

const VERIFIER = /verifier|code_?challenge/i;
const HOLDS = /^(?:includes|contains|Contains|has|include\?|some|indexOf|in_array|any\?|anyMatch)$/;
/** Functions of one's own that ask, by their names. */
const ASKS_STATE =
  /^(?:verify|validate|check|consume|assert|compare|match)(?: \w+)*? (?:oauth|oidc|sso|login|auth|csrf) state(?: .*)?$/;
const ASKS_ANY_STATE = /^(?:verify|validate|check|assert) state(?: param\w*| cookie| token)?$/;
const OF_SIGN_IN = /auth|oidc|sso|saml|login|callback/i;
const ASKS_RETURN =
  /^(?:validate|sanitize|sanitise|verify|check|ensure|assert|clean) (?:safe )?(?:redirect|return|callback|next) (?:url|uri|path|to)s?$|^(?:get|to|resolve|build) safe (?:redirect|return|callback|next)(?: (?:url|uri|path))?$/;
const PROVES = /^(?:verify|validate|check)(?: the)? (?:pkce|code challenge|code verifier)/;
const RETURN_LIST =
  /\b(?:redirects?|callbacks?|return)(?: (?:uris?|urls?|to))*(?: allow ?list| whitelist)?$|\ballowed (?:redirects?|callbacks?|return) /;
const RETURN = /\b(?:redirect|callback|return|next|continue|uri|url|target|to|destination|goto)\b/;

/** `client.redirectUris.includes(redirectUri)`: where a sign-in may lead back to. */
function* among(reading: Reading, node: SyntaxNode, list: SyntaxNode | null, read: SyntaxNode | null): Generator<Site> {
  if (list === null || read === null || list.end - list.start > 160 || read.end - read.start > 160) return;
  const listed = meantBy(reading, list).replace(/ (?:split|map|to array|list)$/, '');
  if (RETURN_LIST.test(listed) && /s$|list|allow/.test(listed) && RETURN.test(meantBy(reading, read)))
    yield toSettingSite(reading, RETURN_PLACE, { node }, 'on');
}

/** The words of what is read: `state` of `req.query.state`, `request.args.get("state")` and `session["oauth_state"]`. */
function meantBy(reading: Reading, node: SyntaxNode): string {
  const { unit } = reading;
  if (node.kind === 'call') {
    const [first] = childrenOf(node, 'call.argument');
    if (first?.kind === 'string') return wordsOf(unit.language.readString(unit.textOf(first)) ?? '');
    const callee = childOf(node, 'call.callee');
    if (first !== undefined && callee !== null && CONVERTS.test(unit.textOf(callee))) return meantBy(reading, first);
  }
  if (node.kind === 'index') {
    const key = childOf(node, 'index.key');
    return key?.kind === 'string' ? wordsOf(unit.language.readString(unit.textOf(key)) ?? '') : '';
  }
  return wordsOf(lastName(unit, node)?.replace(/^get(?=[A-Z])/, '') ?? '');
}

const PROOF_PARAMETER = /^["'`]?:?code_(?:challenge|verifier)["'`]?$/;

/** `code_challenge` and `code_verifier` as they are sent: parameters of a call, keys, or parts of an address. */
function* ofProofs(reading: Reading): Generator<Site> {
  const { unit } = reading;
  if (!unit.tree.text.includes('code_')) return;
  for (const kind of ['string', 'property', 'template-text'] as const) {
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > 600) continue;
      const text = unit.textOf(node);
      const isParameter =
        PROOF_PARAMETER.test(text) &&
        (node.role === 'call.argument' || node.role === 'entry.key' || node.role === 'keyword.name');
      if (isParameter || (kind !== 'property' && /[?&]code_challenge=/.test(text)))
        yield toSettingSite(reading, PROOF, { node }, 'on');
    }
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (
      callee !== null &&
      /(?:^|\.)oauth2\.(?:S256ChallengeOption|VerifierOption)$/.test(unit.textOf(callee).slice(-60))
    )
      yield toSettingSite(reading, PROOF, { node: call }, 'on');
  }
}

const VERIFIED = /^(?:is )?(?:e ?mail verified|verified e ?mail|e ?mail is verified|email confirmed)$/;
const SAID_OF =
  /profile|claims?|payload|user_?info|id_?info|id_?token|token|decoded|_json|ticket|oauth|oidc|google|github|raw|identity|data|info|attributes|extra/i;

/** `if (!profile.email_verified) throw …`: asked before what the provider says is believed. */
function* ofVerifiedAddress(reading: Reading): Generator<Site> {
  const { unit } = reading;
  if (!/verified|confirmed/i.test(unit.tree.text)) return;
  const reads: SyntaxNode[] = [
    ...unit.ofKind('member'),
    ...unit.ofKind('index'),
    ...unit.ofKind('call'),
    ...unit.ofKind('name'),
  ];
  for (const node of reads) {
    if (node.end - node.start > 160 || node.role === 'call.callee' || node.role === 'assign.target') continue;
    if (!VERIFIED.test(meantBy(reading, node))) continue;
    const asked = askedIn(node);
    if (asked === null) continue;
    const text = unit.textOf(node);
    const from = node.kind === 'name' ? sourceText(reading, node) : text;
    if (!SAID_OF.test(from.replace(/e-?mail_?verified|verified_?email/gi, ''))) continue;
    yield toSettingSite(reading, ADDRESS, { node: asked }, 'on');
  }
}

/** A local name: where it comes from. */
function sourceText({ scopes, unit }: Reading, node: SyntaxNode): string {
  const binding = scopes.lookUp(unit.textOf(node), node);
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value === null ? '' : unit.textOf(value).slice(0, 160);
}

/** The condition that a value is part of. */
function askedIn(node: SyntaxNode): SyntaxNode | null {
  let at = node;
  for (let step = 0; at.parent !== null && step < 10; step += 1) {
    if (at.role === 'if.condition') return at;
    if (!/^(?:binary|unary|other|await|call|member)$/.test(at.parent.kind)) break;
    at = at.parent;
  }
  // `return profile.email_verified && …`
  return at.kind === 'binary' && enclosing(at, 'return') === at.parent ? at : null;
}
