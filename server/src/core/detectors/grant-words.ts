import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { isOfToken, tokenText } from './token-words.ts';

type Rows = readonly [FactChange, ...FactChange[]];

/** What new grants of one statement mean, in a sentence. */
export function grantMessage(rows: Rows): string {
  const { fact } = rows[0];
  const on = listWords(rows.map((row) => placeOf(row.fact)));
  const actions = listWords(rows.map((row) => row.fact.action));
  if (fact.action === 'bind') return `${holders(rows)} is given ${on}${everywhere(fact)}.`;
  if (fact.action === 'assume') return `${holders(rows)} is ${on} in the cloud.`;
  switch (fact.resource.kind) {
    case 'managed-policy':
      return `${fact.subject.symbol} now has the managed ${rows.length === 1 ? 'policy' : 'policies'} ${on}.`;
    case 'port':
      return `${on} of ${fact.subject.symbol} may now be reached from ${holders(rows)}.`;
    case 'role-scope':
      return `${holders(rows)} now ${isSeveral(rows) ? 'hold' : 'holds'} ${actions} on ${on}.`;
    case 'acl':
      return `${fact.subject.symbol} is now ${actions}: people outside of the account reach it.`;
    default:
      return `${holders(rows)} may now do ${actions} on ${on}.`;
  }
}

type Changed = FactChange & { readonly before: Fact };

/** What grants became that changed in one way. */
export function changedGrantMessage(rows: readonly [Changed, ...Changed[]]): string {
  const { fact, before } = rows[0];
  const principal = fact.qualifiers?.['principal'] ?? '';
  const old = before.qualifiers?.['principal'] ?? '';
  const isOtherCondition = fact.qualifiers?.['condition'] !== before.qualifiers?.['condition'];
  const actions = listWords(rows.map((row) => row.fact.action));
  const on = listWords(rows.map((row) => placeOf(row.fact)));
  const wasActions = listWords(rows.map((row) => row.before.action));
  const weaker = rows[0].change === 'redirected' ? 'another' : 'a weaker';
  const wasOn = listWords(rows.map((row) => placeOf(row.before)));
  if (fact.action === 'bind') return `${holders(rows)} is given ${on}${everywhere(fact, before)}, before ${wasOn}.`;
  if (fact.action === 'assume') return `${holders(rows)} is ${on} in the cloud, before ${wasOn}.`;
  if (everywhere(fact, before) !== '' && fact.action === before.action)
    return `${holders(rows)} may do ${actions} on ${on} in every namespace.`;
  switch (fact.resource.kind) {
    case 'managed-policy':
      return `${fact.subject.symbol} has the managed policy ${on}, before ${wasOn}.`;
    case 'port':
      return principal === old
        ? `${on} of ${fact.subject.symbol} may be reached from ${principal}, before ${wasOn}.`
        : `${on} of ${fact.subject.symbol} may be reached from ${principal}, before ${wasOn === on ? '' : `${wasOn} `}from ${old}.`;
    case 'role-scope':
      if (principal !== old) return `${principal} holds ${actions} on ${on}, before ${old}.`;
      if (isOtherCondition) return `${principal} holds ${actions} on ${on} under ${weaker} condition.`;
      return `${holders(rows)} ${isSeveral(rows) ? 'hold' : 'holds'} ${actions} on ${on}, before ${wasActions} on ${wasOn}.`;
    case 'acl':
      return `${fact.subject.symbol} is ${actions}, before ${wasActions}.`;
    default:
  }
  const holder = holders(rows);
  if (before.qualifiers?.['effect'] !== fact.qualifiers?.['effect'])
    return `${holder} may now do ${actions} on ${on}, which was denied.`;
  const isSame = fact.action === before.action && fact.resource.norm === before.resource.norm;
  if (isSame && principal !== old) return `${holder} may do ${actions} on ${on}, before ${holderOf(before)}.`;
  if (isSame && isOtherCondition) return `${holder} may do ${actions} on ${on} under ${weaker} condition.`;
  return `${holder} may do ${actions} on ${on}, before ${wasActions} on ${wasOn}.`;
}

/** What is no longer denied. */
export function lostDenialMessage(rows: Rows): string {
  const { fact } = rows[0];
  const actions = listWords(rows.map((row) => row.fact.action));
  if (fact.resource.kind === 'public-access')
    return `${fact.subject.symbol} no longer blocks public access (${actions}).`;
  if (fact.resource.kind === 'port')
    return `${holders(rows)} is no longer kept from ${listWords(rows.map((row) => placeOf(row.fact)))} of ${fact.subject.symbol}.`;
  return `No longer denies ${actions} on ${listWords(rows.map((row) => placeOf(row.fact)))}.`;
}

/** A grant as it stands in a comparison. */
export function grantText(fact: Fact): string {
  if (isOfToken(fact)) return tokenText(fact);
  const { effect = '', condition, principal } = fact.qualifiers ?? {};
  switch (fact.resource.kind) {
    case 'managed-policy':
      return `managed policy ${fact.resource.norm}`;
    case 'port':
      return `${effect} ${fact.resource.norm} from ${principal ?? ''}`;
    case 'role-scope':
      return `${fact.action} on ${fact.resource.norm} to ${principal ?? ''}${condition === undefined ? '' : `, if ${condition}`}`;
    case 'public-access':
    case 'acl':
      return fact.action;
    default:
      return `${effect} ${fact.action} on ${fact.resource.norm}${principal === undefined ? '' : ` to ${principal}`}${condition === undefined ? '' : `, if ${condition}`}`.trim();
  }
}

/** A binding of the cluster counts in every namespace. */
function everywhere({ qualifiers }: Fact, before?: Fact): string {
  const isWider = qualifiers?.['scope'] === 'cluster' && before?.qualifiers?.['scope'] !== 'cluster';
  return isWider ? ' in every namespace' : '';
}

function isSeveral(rows: Rows): boolean {
  return rows.some((row) => holderOf(row.fact) !== holderOf(rows[0].fact));
}

function holders(rows: Rows): string {
  return listWords(rows.map(({ fact }) => holderOf(fact)));
}

/** Whoever a grant is given to: a principal, else the policy or role it stands in. */
function holderOf({ qualifiers, detail, subject }: Fact): string {
  const principal = qualifiers?.['principal'];
  if (principal === '*')
    return detail?.risk?.includes('PublicExposure') === true ? 'Everyone' : 'Everyone who meets the condition';
  return principal ?? subject.symbol;
}

/** A trust policy is about the role it stands in. */
function placeOf({ resource, subject }: Fact): string {
  return resource.norm === 'this' ? subject.symbol : resource.norm;
}
