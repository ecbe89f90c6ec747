import type { Fact, FactChange } from '../model/fact.ts';
import { printRequirement } from '../model/requirement.ts';
import { rowOf } from '../text/row-of.ts';
import { isWhole } from './guard-acts.ts';
import { isSentByPost } from './sent-by-post.ts';

/** `DELETE /users/:id`, `DELETE /users/:id and 11 more`, with the verb form that fits. */
export function subjectWords(
  first: FactChange,
  also: readonly FactChange[],
): { readonly who: string; readonly isMany: boolean } {
  const symbols = new Set([first, ...also].map(({ fact }) => fact.subject.symbol));
  const more = symbols.size - 1;
  const name = nameOf(first.fact);
  if (isWhole(first.fact) || more === 0) return { who: name, isMany: false };
  return { who: `${name} and ${more} more`, isMany: true };
}

function nameOf({ subject, provenance }: Fact): string {
  if (subject.type === 'file') return provenance.path.split('/').pop()!;
  return subject.symbol.replace(/^every/, 'Every').replace(/^(?:list|setting) (.+)$/, '`$1`');
}

const LIMITED_TO: Readonly<Record<string, string>> = {
  tenant: "to the caller's tenant",
  parent: 'to records of the right parent',
  visible: 'to what somebody may see',
  active: 'to what is active',
  'not-taken-back': 'to what was not taken back or used',
  'not-expired': 'to what has not expired',
  usable: 'to what still counts',
};

/** Checks that a sentence of its own says better than their name; each verb takes a plain `s`. */
const OWN_WORDS: Readonly<Record<string, { readonly verb: string; readonly what: string }>> = {
  'limit-of-size': { verb: 'limit', what: 'how much is sent' },
  'address-from-proxies': { verb: 'say', what: 'whose word is taken for the address of a caller' },
  'last-forwarded-address': { verb: 'believe', what: 'only the address that the nearest proxy added' },
  'policy-of-the-record': { verb: 'ask', what: 'about this record' },
};

/** The list of a class that is a subject itself is not in its name. */
function listOf({ subject, resource }: Fact): string {
  return subject.type === 'class' ? ` in \`${(resource.value ?? '').split(':')[0]!}\`` : '';
}

/** What a guard asks for, as the rest of a sentence: `requires admin`, `checks the CSRF token`. */
export function requires(fact: Fact, isMany: boolean, isNegated = false): string {
  const verb = (one: string, many: string, plain: string): string =>
    isNegated ? `no longer ${isMany ? plain : one}` : isMany ? many : one;
  if (fact.resource.kind === 'listed')
    return fact.action === 'exempt'
      ? `${isNegated ? 'now lets' : 'no longer lets'} \`${fact.resource.norm}\` pass unasked`
      : `${isNegated ? 'no longer names' : 'names'} \`${fact.resource.norm}\`${listOf(fact)}`;
  if (fact.subject.type === 'resource') {
    const is = isMany ? 'are' : 'is';
    return `${isNegated ? `${is} no longer` : is} limited ${rowOf(LIMITED_TO, fact.resource.norm) ?? 'to what belongs to the caller'}`;
  }
  if (fact.resource.kind === 'role' && fact.resource.norm === 'nobody')
    return `${isMany ? 'are' : 'is'} ${isNegated ? 'no longer ' : ''}closed to everybody`;
  if (isSentByPost(fact)) return `${verb('refuses', 'refuse', 'refuse')} GET`;
  const ownWords = rowOf(OWN_WORDS, fact.resource.norm);
  if (ownWords !== undefined) return `${verb(`${ownWords.verb}s`, ownWords.verb, ownWords.verb)} ${ownWords.what}`;
  switch (fact.resource.kind) {
    case 'csrf':
      return `${verb('checks', 'check', 'check')} the CSRF token`;
    case 'rate-limit':
      return isNegated ? `${isMany ? 'are' : 'is'} no longer rate limited` : `${isMany ? 'are' : 'is'} rate limited`;
    case 'signature':
      if (fact.resource.norm.startsWith('token of ')) break;
      return `${verb('checks', 'check', 'check')} the signature`;
    case 'credential':
      return `${verb('checks', 'check', 'check')} ${printRequirement(fact.resource)}`;
    default:
  }
  return `${verb('requires', 'require', 'require')} ${printRequirement(fact.resource)}`;
}

/** What a guard asks for; of a query, whose rows it finds. */
export function asks({ resource, subject }: Fact): string {
  if (subject.type !== 'resource') return printRequirement(resource);
  if (resource.kind === 'state')
    return `what it finds limited ${rowOf(LIMITED_TO, resource.norm) ?? 'to what still counts'}`;
  return resource.norm === 'tenant' ? "rows of the caller's tenant" : 'rows of the caller';
}

/** Guards of a subject on both sides. How a route is asked for is one of them only when that changes. */
export function compareGuards(
  before: readonly Fact[],
  after: readonly Fact[],
): { readonly before: string; readonly after: string } {
  const isSame = [before, after].every((facts) => facts.some(isSentByPost));
  const shown = (facts: readonly Fact[]): string =>
    listGuards(isSame ? facts.filter((fact) => !isSentByPost(fact)) : facts);
  return { before: shown(before), after: shown(after) };
}

/** Guards as people read them: `requireAuth, requireAdmin`. */
function listGuards(facts: readonly Fact[]): string {
  if (facts.length === 0) return 'no guard';
  return [...new Set(facts.map((fact) => fact.resource.value ?? fact.resource.norm))].join(', ');
}

/** How far a guard still reaches: `only in some environments`. */
export function reachOf({ qualifiers }: Fact): string | null {
  switch (qualifiers?.['condition']?.split(':')[0]) {
    case 'exempt':
      return 'no longer';
    case 'environment':
      return 'only in some environments';
    case 'flag':
      return 'only while a switch is on';
    case 'anonymous':
      return 'only of callers who are signed in';
    case 'request':
      return 'of fewer requests';
    case 'data':
      return 'in fewer cases';
    default:
  }
  if (qualifiers?.['order'] === 'outside-route') return 'outside of the route, where nothing asks it';
  if (qualifiers?.['order'] === 'goes-on') return 'without stopping what follows';
  if (qualifiers?.['order'] === 'unawaited') return 'without waiting for its answer';
  return qualifiers?.['order'] === undefined ? null : 'only after the effect';
}
