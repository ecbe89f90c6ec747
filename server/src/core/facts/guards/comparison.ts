import type { SyntaxNode } from '../../model/syntax.ts';
import { actorAt, actorIn, type ActorPath } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import { isBelonging, sameOwner } from './belonging.ts';
import { isBoundToParameter } from './bound-records.ts';
import { isIssuedTo } from './client-binding.ts';
import { allFound } from './counted-lookups.ts';
import type { GuardReading } from './define.ts';
import { either, type Formula, literal, negate } from './formula.ts';
import { constantAt, constantsAt, pathAt, type Path } from './paths.ts';
import { inputEqual, inputMember } from './input.ts';
import { countedOut } from './limits.ts';
import { isNoError } from './outcome.ts';
import { meaningOf, ownerField } from './properties.ts';
import { roleNorm, wordsOf } from './words.ts';

const NEGATIVE = new Set(['!=', '!==', 'is not', 'not in', '<>']);
const EQUAL = new Set(['=', '==', '===', 'is', ...['!=', '!==', 'is not', '<>']]);
const ORDERED = new Set(['<', '>', '<=', '>=']);

/** `a op b` as a statement about the caller; null when it is none. */
export function readComparison(
  reading: GuardReading,
  operator: string,
  left: SyntaxNode,
  right: SyntaxNode,
): Formula<Atom> | null {
  const found = ORDERED.has(operator)
    ? readOrdered(reading, operator, left, right)
    : EQUAL.has(operator)
      ? readEqual(reading, left, right)
      : operator === 'in' || operator === 'not in'
        ? readMember(reading, left, right)
        : null;
  if (found === null) return readInput(reading, operator, left, right);
  const text = `${reading.unit.textOf(left)} ${operator} ${reading.unit.textOf(right)}`;
  const written =
    found.kind === 'literal' && found.atom.kind === 'actor' ? { ...found, atom: { ...found.atom, text } } : found;
  return NEGATIVE.has(operator) ? negate(written) : written;
}

/** About what came along with the request instead. */
function readInput(reading: GuardReading, operator: string, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  const found = EQUAL.has(operator)
    ? inputEqual(reading, left, right)
    : operator === 'in' || operator === 'not in'
      ? inputMember(reading, left, right)
      : null;
  return found !== null && NEGATIVE.has(operator) ? negate(found) : found;
}

/** `left` equals `right`, in either order. */
export function readEqual(reading: GuardReading, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  return (
    readSides(reading, left, right) ??
    readSides(reading, right, left) ??
    readOwnerSides(reading, left, right) ??
    allFound(reading, left, right)
  );
}

/** The caller, or what is read from it, against a constant. */
function readSides(reading: GuardReading, side: SyntaxNode, other: SyntaxNode): Formula<Atom> | null {
  if (side.kind === 'unary' || isLiteral(side)) return null;
  if (
    other.kind === 'null' ||
    isUndefined(reading, other) ||
    isNoError(reading, side, other) ||
    other.kind === 'boolean'
  ) {
    const truth = endOfToken(reading, side, other) ?? reading.conditionOf(side);
    const isFalse = other.kind !== 'boolean' || /false/i.test(reading.unit.textOf(other));
    return isFalse ? negate(truth) : truth;
  }
  if (reading.unit.textOf(side).startsWith('typeof ')) return null;
  const path = pathAt(reading, side);
  const actor = path === null ? null : actorIn(path);
  const constant = constantAt(reading, other);
  const meaning = actor === null ? meaningOf(path === null ? [] : lastWords(path)) : meaningOf(actor.rest);
  if (constant === null) {
    // `user.role !== requiredRole`: which one is the caller's of this function to say.
    const hole = actor === null || (meaning !== 'role' && meaning !== 'scope') ? null : holeAt(reading, other);
    return hole === null || actor === null
      ? null
      : literal<Atom>(actorAtom(meaning === 'role' ? 'role' : 'scope', hole, actor.strength));
  }
  if (constant === '') return actor === null ? null : negate(reading.conditionOf(side));
  const strength = actor?.strength ?? 'weak';
  if (meaning === 'role' && (actor !== null || /role/.test(lastWords(path!).join(' ')))) {
    return literal<Atom>(actorAtom('role', roleNorm(constant), strength));
  }
  if (meaning === 'scope') return literal<Atom>(actorAtom('scope', constant.toLowerCase(), strength));
  // `user.email === 'root@example.com'`
  if (actor !== null && meaning === 'id') return literal<Atom>(actorAtom('role', constant.toLowerCase(), strength));
  return null;
}

const AN_END = /^(?:get )?(?:expir(?:es|y|ation)|exp)(?: ?(?:at|time|date|claim))?$/;

/** `claims.ExpiresAt == nil`: a token that does not say when it ends is refused. */
function endOfToken(reading: GuardReading, side: SyntaxNode, other: SyntaxNode): Formula<Atom> | null {
  if (other.kind !== 'null') return null;
  const path = pathAt(reading, side);
  const words = path === null ? [] : [...path.segments.slice(-1), ...path.aliases].map(wordsOf);
  const isOfToken = path !== null && [...path.segments, ...path.aliases].some((each) => OF_TOKEN.test(wordsOf(each)));
  return isOfToken && words.some((word) => AN_END.test(word))
    ? literal<Atom>(actorAtom('check', 'token-expiry', 'strong'))
    : null;
}

/** The caller's id against whose a record is. */
function readOwnerSides(reading: GuardReading, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  if (isLiteral(left) || isLiteral(right) || constantAt(reading, left) !== null || constantAt(reading, right) !== null)
    return null;
  const sides = [left, right].map((node) => {
    const path = pathAt(reading, node);
    return { path, actor: path === null ? null : actorIn(path) };
  });
  const [one, other] = sides as [Side, Side];
  const kept = [one.path, other.path].find((path) => path !== null && isKeptClaim(path)) ?? null;
  const owner = kept === null ? (ownerOf(one, other) ?? ownerOf(other, one)) : null;
  if (owner !== null || one.path === null || other.path === null) return owner;
  const same = sameOwner(one.path, other.path);
  if (same !== null) return literal<Atom>(actorAtom('owner', same === 'inner' ? 'same-owner' : 'parent', 'strong'));
  if (isIssuedTo(one.path, other.path)) return literal<Atom>(actorAtom('check', 'client-it-was-issued-to', 'strong'));
  const claim = [one.path, other.path].find(isTokenClaim);
  // What a token says of itself against what is expected of it here.
  if (claim !== undefined) return literal<Atom>(actorAtom('check', `token-${claimNamed(claim)}`, 'strong'));
  return isBelonging(one.path, other.path) || isBoundToParameter(reading, one.path, other.path)
    ? literal<Atom>(actorAtom('owner', 'parent', 'strong'))
    : null;
}

const CLAIM =
  /(?:^| )(?:aud|audience|iss|issuer|sub|subject|azp|authori[sz]ed party|nonce|jti|htu|htm|ath|at hash|c hash|tid|token type|key auth(?:ori[sz]ation)?)$/;
const OF_TOKEN = /\b(?:claims?|(?:id |access |dpop )?token|payload|jwt|assertion)\b/;

/** `idTokenSubject`: what a claim was kept by. */
const NAMED_CLAIM =
  /^(?:(?:id|access) )?token (?:sub|subject|aud|audience|iss|issuer|nonce|azp)$|^user ?info (?:sub|subject)$/;

/** `claims.Audience`, `idToken.Nonce`, `token.getClaims().getIssuer()`. */
function isTokenClaim(path: Path): boolean {
  return (
    isKeptClaim(path) ||
    (path.segments.length > 1 &&
      CLAIM.test(wordsOf(lastOf(path)).replace(/^get /, '')) &&
      [...path.segments.slice(0, -1), ...path.aliases].some((each) => OF_TOKEN.test(wordsOf(each))))
  );
}

function isKeptClaim({ segments, aliases }: Path): boolean {
  const names = segments.length === 1 ? [...segments, ...aliases] : aliases;
  return names.some((name) => NAMED_CLAIM.test(wordsOf(name)));
}

/** `subject` of `idTokenSubject` and of `idToken.Subject`. */
function claimNamed(path: Path): string {
  const name = path.aliases.find((alias) => NAMED_CLAIM.test(wordsOf(alias))) ?? lastOf(path);
  return wordsOf(name)
    .replace(/^.*\b(?:token|user ?info) /, '')
    .replace(/ /g, '-');
}

function lastOf({ segments }: Path): string {
  return segments[segments.length - 1] ?? '';
}

interface Side {
  readonly path: Path | null;
  readonly actor: ActorPath | null;
}

function ownerOf({ actor }: Side, record: Side): Formula<Atom> | null {
  if (actor === null || record.path === null || record.actor?.strength === 'strong') return null;
  const meaning = meaningOf(actor.rest);
  const isWhole = actor.rest.length === 0;
  const field =
    ownerField(lastWords(record.path).at(-1) ?? '') ??
    lastWords(record.path)
      .map(ownerField)
      .findLast((each) => each !== null) ??
    null;
  if (meaning === 'tenant') return literal<Atom>(actorAtom('owner', 'tenant', actor.strength));
  if (meaning === 'id' || isWhole) {
    const isNamedId = /\b(?:id|uid|uuid|pk|user ?name|email)\b/.test(lastWords(record.path).join(' '));
    if (actor.strength === 'weak' && field === null && record.path.segments.length < 2 && !isNamedId) return null;
    if (isWhole && field === null && !/\b(?:id|name|user ?name|email)\b/.test(lastWords(record.path).join(' ')))
      return null;
    return literal<Atom>(
      actorAtom('owner', field ?? 'owner', field === null && actor.strength === 'weak' ? 'weak' : 'strong'),
    );
  }
  if (meaning === 'role' || meaning === 'scope') return literal<Atom>(actorAtom(meaning, 'dynamic', actor.strength));
  return null;
}

function readOrdered(
  reading: GuardReading,
  operator: string,
  left: SyntaxNode,
  right: SyntaxNode,
): Formula<Atom> | null {
  const isTurned = isLiteral(left);
  const [side, bound] = isTurned ? [right, left] : [left, right];
  const actor = actorAt(reading, side);
  if (actor === null || meaningOf(actor.rest) !== 'role')
    return countedOut(reading, isTurned ? turned(operator) : operator, side, bound);
  const isUpper = operator.startsWith('<') !== isTurned;
  const atLeast = literal<Atom>(
    actorAtom('role', `level-${roleNorm(constantAt(reading, bound) ?? 'dynamic')}`, actor.strength),
  );
  return isUpper ? negate(atLeast) : atLeast;
}

function turned(operator: string): string {
  return operator.startsWith('<') ? operator.replace('<', '>') : operator.replace('>', '<');
}

/** `item in container`: a role of a list of roles, a permission the caller has, the caller among the members. */
export function readMember(reading: GuardReading, item: SyntaxNode, container: SyntaxNode): Formula<Atom> | null {
  const itemPath = isLiteral(item) ? null : pathAt(reading, item);
  const itemActor = itemPath === null ? null : actorIn(itemPath);
  const holder = isLiteral(container) ? null : pathAt(reading, container);
  const holderActor = holder === null ? null : actorIn(holder);

  if (holderActor !== null) {
    const meaning = meaningOf(holderActor.rest);
    const text = constantAt(reading, item) ?? holeAt(reading, item) ?? 'dynamic';
    if (meaning === 'role')
      return literal<Atom>(actorAtom('role', text.startsWith('$') ? text : roleNorm(text), holderActor.strength));
    if (meaning === 'scope') return literal<Atom>(actorAtom('scope', text.toLowerCase(), holderActor.strength));
    // `'user_id' in session`
    const isSession = holderActor.rest.length === 0 && /session/.test(holder!.segments.join(' ').toLowerCase());
    if (isSession && /user|uid|auth|login|logged|account|admin/i.test(text))
      return literal<Atom>(
        actorAtom(/admin/i.test(text) ? 'role' : 'auth', /admin/i.test(text) ? 'admin' : 'authenticated', 'strong'),
      );
    if (holderActor.strength === 'strong' && constantAt(reading, item) === null && itemPath !== null)
      return literal<Atom>(actorAtom('owner', 'owner', 'strong'));
  }
  if (itemActor === null) return null;
  const meaning = meaningOf(itemActor.rest);
  const roles = constantsAt(reading, container);
  if (meaning === 'role') {
    const values = roles ?? [holeAt(reading, container) ?? 'dynamic'];
    return either(
      ...values.map((role) =>
        literal<Atom>(actorAtom('role', role.startsWith('$') ? role : roleNorm(role), itemActor.strength)),
      ),
    );
  }
  if (meaning === 'scope')
    return literal<Atom>(actorAtom('scope', roles?.join('+').toLowerCase() ?? 'dynamic', itemActor.strength));
  if (meaning === 'id' || itemActor.rest.length === 0 || meaning === 'tenant') {
    const name = lastWords(holder ?? { segments: [reading.unit.textOf(container)], aliases: [] }).join(' ');
    if (roles !== null) return literal<Atom>(actorAtom('role', 'listed', itemActor.strength));
    return literal<Atom>(
      actorAtom('owner', /admin|owner|moderator/.test(name) ? 'owner' : 'member', itemActor.strength),
    );
  }
  return null;
}

/** `$0` when the expression is the first parameter of a function around it, `$0+` when that takes the rest. */
export function holeAt(reading: GuardReading, node: SyntaxNode): string | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind !== 'parameter' || value.keys.length > 0) return null;
  const parameter = value.function.children
    .filter((child) => child.kind === 'parameter')
    .find((child) =>
      reading.unit
        .textOf(child)
        .replace(/^[.*]+/, '')
        .startsWith(value.name),
    );
  const isRest = parameter !== undefined && /^(?:\.\.\.|\*)/.test(reading.unit.textOf(parameter));
  return `$${value.index}${isRest ? '+' : ''}`;
}

function lastWords(path: Pick<Path, 'segments' | 'aliases'>): readonly string[] {
  return [
    ...path.segments.slice(1).map(wordsOf),
    ...path.aliases.map(wordsOf),
    ...(path.segments.length === 1 ? path.segments.map(wordsOf) : []),
  ];
}

function isLiteral(node: SyntaxNode): boolean {
  return ['string', 'number', 'boolean', 'null', 'array', 'object', 'template'].includes(node.kind);
}

function isUndefined(reading: GuardReading, node: SyntaxNode): boolean {
  return node.kind === 'name' && reading.unit.textOf(node) === 'undefined';
}
