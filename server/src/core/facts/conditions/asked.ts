import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { isTelling } from './norm.ts';
import { type Asked, calleeOf, textOf } from './refusals.ts';
import { isFlag, speaksOfIdentity, speaksOfState } from './vocabulary.ts';

/** Of what is refused in whichever words, that which says what is refused; of the rest, what speaks of identity. */
export function isAsked(reading: Reading, node: SyntaxNode, norm: string, asked: Asked): boolean {
  const { keeps, isFailure } = asked;
  const isTold =
    (isFailure && (saysWhat(reading, node) || (isTelling(norm) && provesBy(reading, node)))) ||
    (keeps === 'where it holds' && node.kind === 'name' && SETTLED.test(textOf(reading, node))) ||
    (keeps === 'where it holds' && namesEnds(reading, node)) ||
    (keeps === null && isPlaceListed(reading, node)) ||
    namesPrototype(reading, node) ||
    leadsAway(reading, node) ||
    (isFailure && namesHidden(reading, node));
  return isTold || (keeps !== 'where it does not' && saysIdentity(reading, node, norm, asked));
}

/** Says that something was held against a list, or looked at. */
const SETTLED = /^(?:is_?)?(?:safe|trusted|whitelisted|allowlisted)$/i;

/** In functions that by their names decide whether somebody has proved something. */
function provesBy(reading: Reading, node: SyntaxNode): boolean {
  return PROVES.test(wordsOf(reading.subjectOf(node).symbol.split('.').at(-1)!));
}

const PROVES =
  /\b(?:validate|verify|check|authenticate|authori[sz]e|redeem|confirm|exchange) (?:\w+ ){0,3}(?:codes?|tokens?|passwords?|otp|totp|signatures?|assertions?|credentials?|sessions?|certs?|certificates?|attestations?|claims|permissions?|access|origins?|redirect\w*|jwt|proof|challenge)\b|\bauthenticate\b/;

/** Of what fails in whichever words, what is bounded, must be of a kind, or is held against a list. */
function saysWhat(reading: Reading, node: SyntaxNode): boolean {
  const text = textOf(reading, node);
  if (node.kind === 'name') return isOfKind(reading, node);
  if (TRIES.test(wordsOf(`${reading.subjectOf(node).symbol} ${text}`))) return false;
  if (node.kind === 'binary') {
    const operator = operatorOf(reading, node);
    const right = childOf(node, 'binary.right');
    if (/^[<>]=?$/.test(operator)) return BOUND.test(text) && !IS_THERE.test(text);
    if (operator === '==' || operator === '!=') return right?.kind === 'null' && isOfAuthority(reading, node);
    return isHeld(reading, node) || /\btypeof\b/.test(text);
  }
  const callee = calleeOf(reading, node) ?? '';
  return (
    OF_KIND.test(callee) ||
    PREDICATE.test(wordsOf(callee)) ||
    (RELATED.test(wordsOf(callee)) && childrenOf(node, 'call.argument').length > 1) ||
    isHeld(reading, node)
  );
}

/** Against a list that is written there, or a constant. */
function isHeld(reading: Reading, node: SyntaxNode): boolean {
  const { unit } = reading;
  if (node.kind === 'binary') {
    const right = childOf(node, 'binary.right');
    return /^(?:not )?in$/.test(operatorOf(reading, node)) && right !== null && isList(unit.textOf(right));
  }
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  const object = callee === null ? null : childOf(callee, 'member.object');
  return object !== null && HOLDS.test(calleeOf(reading, node) ?? '') && isList(unit.textOf(object));
}

/** `vet(authz, args)` of `err != nil`, where `err := vet(authz, args)`. */
export function callAsked({ unit, scopes }: Reading, node: SyntaxNode): SyntaxNode | null {
  const name = node.kind === 'binary' ? childOf(node, 'binary.left') : node;
  if (name?.kind !== 'name' || !unit.language.returnsSeveral || !OUTCOME.test(unit.textOf(name))) return null;
  const binding = scopes.lookUp(unit.textOf(name), name);
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value?.kind === 'call' ? value : null;
}

const OUTCOME = /^(?:err|error|ok)(?:[A-Z0-9]\w*)?$|Err$/;

function isOfAuthority(reading: Reading, node: SyntaxNode): boolean {
  const call = callAsked(reading, node);
  return (
    call !== null && childrenOf(call, 'call.argument').some((arg) => AUTHORITY.test(wordsOf(textOf(reading, arg))))
  );
}

const AUTHORITY = /^(?:authz|authorizer|acl|actor|caller|principal|permissions?|claims|rbac|requester)\b/;

/** It names characters by which a text is ended, or a folder left. */
function namesEnds({ unit }: Reading, node: SyntaxNode): boolean {
  let count = 0;
  for (const at of descendants(node)) {
    if ((count += 1) > MAX_PARTS) return false;
    if (at.kind === 'string' && at.end - at.start < MAX_VALUE && ENDS.test(unit.textOf(at))) return true;
  }
  return false;
}

/** A key by which all objects would be changed. */
function namesPrototype(reading: Reading, node: SyntaxNode): boolean {
  return node.kind === 'binary' && node.end - node.start < MAX_VALUE && PROTOTYPE.test(textOf(reading, node));
}

/** `next.startsWith('//')`: an address that begins as one of the same site and is none. */
function leadsAway(reading: Reading, node: SyntaxNode): boolean {
  return (
    BEGINS.test(calleeOf(reading, node) ?? '') &&
    childrenOf(node, 'call.argument').some((arg) => /^["'`](?:\/\/|\/?\\\\)["'`]$/.test(textOf(reading, arg)))
  );
}

/** `name.startswith('_')`: names that by how they begin are not for others. */
function namesHidden(reading: Reading, node: SyntaxNode): boolean {
  return (
    BEGINS.test(calleeOf(reading, node) ?? '') &&
    childrenOf(node, 'call.argument').some((arg) => /^["'`](?:_{1,2}|\.|-{1,2}|\$)["'`]$/.test(textOf(reading, arg)))
  );
}

/** Calls that ask how a text begins. */
export const BEGINS = /^(?:startsWith|startswith|HasPrefix|StartsWith|start_with\?|str_starts_with)$/;
const PROTOTYPE = /["'`](?:__proto__|prototype|constructor)["'`]|["'`]__class__["'`]/;
const MAX_PARTS = 60;
const ENDS = /\\[rn0]|\\x0|\\u000|\.\./;

/** Where it leads is one of a list: `['https:', 'http:'].includes(url.protocol)`. */
function isPlaceListed(reading: Reading, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.kind !== 'if' || childOf(parent, 'if.then') === null) return false;
  return PLACES.test(wordsOf(textOf(reading, node))) && isHeld(reading, node);
}

const WHO_MAY_LISTS =
  /\b(?:blocked|banned|denied|deny|forbidden|blacklist\w*|block ?list\w*|deny ?list\w*|revoked|disallowed|reserved|white ?list\w*|allow ?list\w*)\b/;

/** It is one of a list of those who may not, or who alone may, whatever follows: `blockedDomains.includes(domain)`. */
export function isOnList(reading: Reading, node: SyntaxNode): boolean {
  const holder = childOf(node, 'call.callee');
  if (node.kind !== 'binary' && holder === null) return false;
  const list = holder === null ? childOf(node, 'binary.right') : childOf(holder, 'member.object');
  const isHeldThere =
    node.kind === 'binary'
      ? /^(?:not )?in$/.test(operatorOf(reading, node))
      : HOLDS.test(calleeOf(reading, node) ?? '');
  return (
    isHeldThere &&
    list !== null &&
    list.end - list.start < MAX_VALUE &&
    WHO_MAY_LISTS.test(wordsOf(textOf(reading, list)))
  );
}

const PLACES =
  /\b(?:protocols?|schemes?|hosts?|host ?names?|origins?|domains?|mime ?types?|content ?type|extensions?|ext)\b/;

/** `len(body) > 4096`, `amount < 0`, `size > MAX_SIZE`. */
const BOUND =
  /[<>]=?\s*(?:-?\d|[\w.]*(?:\b|_)[Mm](?:ax|in|AX|IN)(?:\b|_|[A-Z])|(?:\w+\.)*[A-Z][A-Z0-9_]{3,}\b)|\d\s*[<>]/;
/** A text or a list that is not empty. */
const IS_THERE = /\b(?:len|length|size|count|Length|Count|Len|Size)\b\W*(?:\([^()]*\))?\s*[<>]=?\s*[01]$/;
const TRIES = /\b(?:attempts?|retries|tries|retry|index|offset|position|cursor)\b/;
/** A question of its own about what was given: `isWithin(root, path)`, `exists("Batch Course", …)`. */
const PREDICATE =
  /^(?:is|are|has|have|can|may|must|should) (?!empty|present|defined|null|undefined|loading|ready|open|closed|array|object|string|number|function|equal|error|same|none|nil|blank|plain|dirty|running|supported|zero|file|directory|dir|symlink|instance|callable|numeric|integer|int|digit|alpha\w*|nan|finite|date|e ?mail|uuid|json|hex|ascii|valid date)|^(?:contains|matches|belongs)\b/;
const RELATED = /^(?:exists|exist|has|find one|count)$/;
const OF_KIND = /^(?:isinstance|is_string|is_array|is_numeric|isArray|isSafeInteger|isInteger|isFinite)$/;
const HOLDS = /^(?:includes|contains|Contains|has|include\?|containsKey)$/;

/** Written there, or a constant by its name. */
function isList(text: string): boolean {
  return /^(?:\w+\.)*[A-Z][A-Z0-9_]{2,}$|^[[({]|^(?:new )?Set\b|^(?:List|Set|Arrays)\.\w+\(/.test(text);
}

/** `ok` of `_, ok := token.Method.(*jwt.SigningMethodHMAC)`. */
function isOfKind({ unit, scopes }: Reading, node: SyntaxNode): boolean {
  if (!unit.language.returnsSeveral) return false;
  const binding = scopes.lookUp(unit.textOf(node), node);
  const text = binding?.how === 'assign' ? unit.textOf(binding.node).slice(0, MAX_VALUE) : '';
  return speaksOfIdentity(/\.\(([^()]+)\)$/.exec(text.trim())?.[1] ?? '');
}

const MAX_VALUE = 300;

/** Speaks of identity: where nobody is refused, by what is asked and not by what it is asked of. */
function saysIdentity(reading: Reading, node: SyntaxNode, norm: string, { keeps, isPast }: Asked): boolean {
  const isRefusing = keeps !== null || isPast === true;
  const text = textOf(reading, node);
  if (!speaksOfIdentity(text) && !(isRefusing && speaksOfState(text))) return false;
  if (!isTelling(norm) && !isFlag(text)) return false;
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  return isRefusing || callee === null || speaksOfIdentity(textOf(reading, callee));
}

export function operatorOf({ unit }: Reading, node: SyntaxNode): string {
  return childrenOf(node, 'binary.operator')
    .map((operator) => unit.textOf(operator))
    .join(' ');
}
