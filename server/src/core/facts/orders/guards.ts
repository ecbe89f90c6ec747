import type { Fact } from '../../model/fact.ts';
import {
  type Alternative,
  alternativesOf,
  asksWhoCalls,
  printRequirement,
  requirementOf,
} from '../../model/requirement.ts';
import { defineOrder, type OrderContext, type Ordered } from './define.ts';
import { rowOf } from '../../text/row-of.ts';
import { SENT_BY_POST } from '../guards/names.ts';

/**
 * Guards by whom they let through, on four axes: whether the caller is known, role or scope, ownership, condition. Lower or
 * equal on all is weakened, higher strengthened, neither redirected.
 */
export const guardOrder = defineOrder({
  kinds: ['identity.guard'],
  compare(before, after, context) {
    // A lookup that is limited in another way is limited.
    if (isLookup(before) && isLookup(after)) return { change: 'unchanged', order: '', rank: 1 };
    // One entry of a list does not stand for another.
    if (isWritten(before) || isWritten(after)) return null;
    // How something is asked for stands for no check of what is sent.
    if ((before.resource.norm === SENT_BY_POST) !== (after.resource.norm === SENT_BY_POST)) return null;
    const asked = compareRequirements(before, after, context);
    if (asked === null) return null;
    const placed = comparePlaces(before, after);
    const relation =
      asked.relation === 'equal'
        ? placed.relation
        : placed.relation === 'equal' || placed.relation === asked.relation
          ? asked.relation
          : 'neither';
    const order = [
      ...(asked.relation === 'equal' ? [] : [asked.order]),
      ...(placed.order === null ? [] : [placed.order]),
    ].join('; ');
    return { change: changeOf(relation), order, rank: asked.rank - (placed.relation === 'equal' ? 0 : 1) };
  },
  covers(before, after, context) {
    const asked = compareRequirements(before, after, context)?.relation;
    // A query that asks for the team's and for the caller's asks twice.
    if (before.subject.type === 'resource') return false;
    // Of two checks of values each has its own value, of two limits each its own count.
    if (
      alternativesOf(requirementOf(before.resource)).every(
        ({ kind }) => kind === 'path' || kind === 'input' || kind === 'rate-limit',
      )
    )
      return false;
    // What a check by its own name asks, nobody knows.
    if (alternativesOf(requirementOf(after.resource)).some(({ kind }) => kind === 'check'))
      return before.key === after.key;
    // Of two checks on some paths each may be the only one on its path.
    if (after.qualifiers?.['condition'] !== undefined) return false;
    // A guard class that asks for roles given elsewhere lets everyone pass where none are given.
    if (after.confidence.tier === 'name' && after.resource.norm.includes('dynamic')) return before.key === after.key;
    // Who may create some may not read this one: another call asks it, and of what nobody knows.
    if (asked === 'higher' && isCallOfOther(before, after) && before.resource.kind === 'scope') return false;
    const placed = comparePlaces(before, after).relation;
    return (asked === 'equal' || asked === 'higher') && (placed === 'equal' || placed === 'higher');
  },
});

function isWritten({ resource }: Fact): boolean {
  return resource.kind === 'listed' || resource.kind === 'setting';
}

function isLookup({ subject }: Fact): boolean {
  return subject.type === 'resource' && subject.symbol.includes(': lookup of ');
}

type Relation = 'equal' | 'lower' | 'higher' | 'neither';

function changeOf(relation: Relation): Ordered['change'] {
  switch (relation) {
    case 'equal':
      return 'unchanged';
    case 'lower':
      return 'weakened';
    case 'higher':
      return 'strengthened';
    case 'neither':
      return 'redirected';
  }
}

/** Kinds that say who the caller is; others are pairs only with their like. */
const IDENTITY = new Set(['auth', 'role', 'scope', 'owner', 'check', 'state']);

interface Compared {
  readonly relation: Relation;
  readonly order: string;
  readonly rank: number;
}

function compareRequirements(before: Fact, after: Fact, context: OrderContext): Compared | null {
  const one = alternativesOf(requirementOf(before.resource));
  const other = alternativesOf(requirementOf(after.resource));
  const kinds = [...one, ...other].map(({ kind }) => kind);
  const isIdentity = kinds.every((kind) => IDENTITY.has(kind));
  if (!isIdentity && new Set(kinds).size > 1) return null;
  const [was, is] = [printRequirement(before.resource), printRequirement(after.resource)];
  // Whoever passed before passes now: each old way in is at least as strict as some new one.
  const isWider = one.every((old) => other.some((now) => isAtLeast(old, now, context)));
  const isNarrower = other.every((now) => one.some((old) => isAtLeast(now, old, context)));
  const rank = rankOf(one, other);
  if (isWider && isNarrower) return { relation: 'equal', order: '', rank: rank + 20 };
  if (isWider) return { relation: 'lower', order: `${is} asks for less than ${was}`, rank };
  // `canEditReport(user, report)` to `canEditSite(user, site)`: whoever owns the one may own the other.
  const isOther =
    one.some(({ kind }) => kind === 'owner') &&
    !other.some(({ kind }) => kind === 'owner') &&
    isCallOfOther(before, after);
  if (isOther) return { relation: 'neither', order: `${was} and ${is} are asked by different functions`, rank };
  if (isNarrower) return { relation: 'higher', order: `${is} asks for more than ${was}`, rank };
  // Two things of different kinds that nothing orders: they are a pair only when they stand for the same decision.
  return { relation: 'neither', order: `${was} and ${is} are not ordered`, rank: rank - 5 };
}

function isCallOfOther(before: Fact, after: Fact): boolean {
  const [one, other] = [before, after].map(({ resource }) => /([\w$.]+)\(/.exec(resource.value ?? '')?.[1]);
  return one !== undefined && other !== undefined && one !== other;
}

/** Same kind before other kinds, roles before what every caller has. */
function rankOf(one: readonly Alternative[], other: readonly Alternative[]): number {
  const shared = one.filter((a) => other.some((b) => a.kind === b.kind && a.value === b.value)).length;
  const sameKind = one.some((a) => other.some((b) => a.kind === b.kind));
  return 10 + shared * 5 + (sameKind ? 8 : 0);
}

/** Whoever has `strict` has `lax`. */
function isAtLeast(strict: Alternative, lax: Alternative, { roleOrder }: OrderContext): boolean {
  if (strict.kind === lax.kind && strict.value === lax.value) return true;
  // What refuses everybody refuses more than whatever lets somebody pass.
  if (strict.kind === 'role' && strict.value === 'nobody') return true;
  if (lax.kind === 'auth')
    return (
      ['role', 'scope', 'owner', 'check'].includes(strict.kind) &&
      !strict.value.startsWith('!') &&
      (strict.kind !== 'check' || (asksWhoCalls(strict) && strict.value !== 'api-key'))
    );
  if (strict.kind !== lax.kind) return false;
  if (strict.kind === 'input')
    return (
      (strict.value === 'allowed-host' && lax.value === 'denied-host') ||
      (strict.value === 'allow-list' && lax.value === 'deny-list')
    );
  if (strict.kind === 'path') return strict.value === 'contained' && lax.value === 'begins-like';
  switch (strict.kind) {
    case 'role':
      return isRoleAtLeast(strict.value, lax.value, roleOrder);
    case 'scope': {
      const has = strict.value.split('+');
      const needs = lax.value.split('+');
      return needs.every((need) => has.some((scope) => scope === need || isScopeAtLeast(scope, need, roleOrder)));
    }
    case 'signature':
      return strict.value.startsWith(`${lax.value} for `);
    case 'owner':
      return strict.value === 'owner' && (lax.value === 'member' || lax.value === 'tenant');
    default:
      return false;
  }
}

function isRoleAtLeast(high: string, low: string, roleOrder: OrderContext['roleOrder']): boolean {
  const level = [high, low].map((role) => /^level-(-?\d+)$/.exec(role)?.[1]);
  if (level[0] !== undefined && level[1] !== undefined) return Number(level[0]) >= Number(level[1]);
  return roleOrder.some((chain) => {
    const names = chain.map(bare);
    const at = names.indexOf(bare(high));
    const below = names.indexOf(bare(low));
    return at >= 0 && below >= 0 && at >= below;
  });
}

function bare(role: string): string {
  return role.toLowerCase().replace(/[\s_-]/g, '');
}

/** `posts:write` covers `posts:read`: same thing, ordered verbs. `posts:*` covers both. */
function isScopeAtLeast(strict: string, lax: string, roleOrder: OrderContext['roleOrder']): boolean {
  const [one, other] = [strict, lax].map((scope) => scope.split(/[.:/_ -]+/).filter((part) => part !== ''));
  const apart = (a: readonly string[], b: readonly string[]): readonly string[] =>
    a.filter((part) => !b.includes(part));
  const [gained = '', ...moreGained] = apart(one!, other!);
  const [lost = '', ...moreLost] = apart(other!, one!);
  if (gained === '' || lost === '' || moreGained.length > 0 || moreLost.length > 0) return false;
  // Of two verbs of one level neither covers the other: who may create may not change.
  return verbOf(gained) !== verbOf(lost) && isRoleAtLeast(verbOf(gained), verbOf(lost), roleOrder);
}

const VERBS: Readonly<Record<string, string>> = {
  view: 'read',
  list: 'read',
  get: 'read',
  edit: 'write',
  update: 'write',
  change: 'write',
  create: 'write',
  add: 'write',
  delete: 'admin',
  remove: 'admin',
  manage: 'admin',
  '*': 'admin',
  all: 'admin',
  full: 'admin',
};

function verbOf(word: string): string {
  return rowOf(VERBS, word) ?? word;
}

/** Always before sometimes; in front of the effect before behind it. */
function comparePlaces(before: Fact, after: Fact): { readonly relation: Relation; readonly order: string | null } {
  const one = levelOf(before);
  const other = levelOf(after);
  if (one.level < other.level) return { relation: 'lower', order: `now ${other.words}` };
  if (one.level > other.level) return { relation: 'higher', order: `no longer ${one.words}` };
  const [had, has] = [before, after].map(exceptionsOf);
  const isMore = had!.every((each) => has!.includes(each));
  const isLess = has!.every((each) => had!.includes(each));
  // Other exceptions than before may be the same ones by other names.
  if (isMore === isLess) return { relation: 'equal', order: null };
  return isMore
    ? { relation: 'lower', order: 'one more way past it' }
    : { relation: 'higher', order: 'one way past it less' };
}

/** Of `data:is-public+is-draft` the parts. */
function exceptionsOf({ qualifiers }: Fact): readonly string[] {
  return qualifiers?.['condition']?.split(':').slice(1).join(':').split('+') ?? [];
}

/** Higher is weaker. */
function levelOf({ qualifiers }: Fact): { readonly level: number; readonly words: string } {
  switch (qualifiers?.['condition']?.split(':')[0]) {
    case 'exempt':
      return { level: 5, words: 'lifted' };
    case 'environment':
      return { level: 4, words: 'only in some environments' };
    case 'flag':
      return { level: 4, words: 'only with a switch on' };
    case 'anonymous':
      return { level: 3, words: 'only for callers who are signed in' };
    case 'request':
    case 'data':
      return { level: 2, words: 'only on some conditions' };
    default:
  }
  if (qualifiers?.['order'] === 'goes-on') return { level: 4, words: 'without stopping what follows' };
  if (qualifiers?.['order'] === 'unawaited') return { level: 4, words: 'without waiting for the answer' };
  if (qualifiers?.['order'] === 'outside-route')
    return { level: 4, words: 'outside of the route decorator, where it does nothing' };
  if (qualifiers?.['order'] !== undefined) return { level: 1, words: 'after what it should prevent' };
  return { level: 0, words: 'always' };
}
