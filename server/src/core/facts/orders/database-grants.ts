import type { Fact } from '../../model/fact.ts';
import { reachOf } from '../sql/principals.ts';
import { joinSpreads, type Spread } from './conditions.ts';
import type { Ordered } from './define.ts';
import { compareSets } from './policy-sets.ts';

/** Each from what gives least to what gives most. */
const SETTINGS: readonly (readonly string[])[] = [
  ['forced', 'on', 'on, but not for its owner', 'off'],
  ['fixed search_path', 'search_path of the caller'],
  ['', 'may pass it on'],
];

/**
 * Rights of a database: more privileges, a schema instead of a table, everybody instead of a role, all rows instead of
 * those of a condition, a right that can be passed on. One that is refused is read the other way round.
 */
export function compareDatabaseGrants(before: Fact, after: Fact): Ordered | null {
  const isSwitch = before.action === 'row-level-security';
  if (isSwitch !== (after.action === 'row-level-security')) return null;
  const [was, is] = [before.qualifiers ?? {}, after.qualifiers ?? {}];
  if (isSwitch) {
    if (before.resource.norm !== after.resource.norm) return null;
    return toOrdered(compareSettings(was['setting'], is['setting']), before, after, 3);
  }
  if (was['effect'] !== is['effect']) {
    const isSame =
      before.action === after.action &&
      before.resource.norm === after.resource.norm &&
      was['principal'] === is['principal'];
    return isSame ? toOrdered(was['effect'] === 'Deny' ? 1 : -1, before, after, 3) : null;
  }
  const axes: readonly Spread[] = [
    compareSets(actionSet(before.action), actionSet(after.action)),
    compareObjects(before.resource.norm, after.resource.norm),
    compareHolders(was['principal'], is['principal']),
    compareSettings(was['setting'], is['setting']),
  ];
  const rows = compareRows(was['condition'], is['condition']);
  // Other rows of the same thing is that thing changed; all else that differs is something else.
  if (axes.includes(null) || (rows === null && axes.some((axis) => axis !== 0))) return null;
  const all = joinSpreads([...axes, rows]);
  const rank = axes.filter((axis) => axis === 0).length + Number(rows === 0);
  const isRefused = was['effect'] === 'Deny';
  return toOrdered(all === null || !isRefused ? all : ((-all || 0) as Spread), before, after, rank);
}

function toOrdered(spread: Spread, before: Fact, after: Fact, rank: number): Ordered {
  const words = ({ action, resource, qualifiers = {} }: Fact): string =>
    [
      action,
      `on ${resource.value ?? resource.norm}`,
      qualifiers['principal'] === undefined ? '' : `to ${qualifiers['principal']}`,
      qualifiers['setting'] ?? '',
      qualifiers['condition'] === undefined ? '' : `where ${qualifiers['condition']}`,
    ]
      .filter((part) => part !== '')
      .join(' ');
  const order = `${words(before)} became ${words(after)}`;
  if (spread === null) return { change: 'redirected', order, rank };
  return { change: spread > 0 ? 'widened' : spread < 0 ? 'narrowed' : 'unchanged', order, rank };
}

/** `ALL` in the form that sets have. */
function actionSet(action: string): string {
  return action === 'ALL' || action === 'policy ALL' ? '*' : action;
}

/** All tables of a schema are each of them, a table is each of its columns, `*.*` is everything. */
function compareObjects(from: string, to: string): Spread {
  if (from === to) return 0;
  return covers(to, from) ? 1 : covers(from, to) ? -1 : null;
}

function covers(outer: string, inner: string): boolean {
  if (outer === '*.*' || outer === 'the whole database') return true;
  if (inner.startsWith(`${outer}(`)) return true;
  const schema = /^(?:all|future) tables in (?:schema|database) (.+)$/.exec(outer)?.[1];
  if (schema !== undefined && !/^(?:all|future|schema|function|sequence|database) /.test(inner))
    return schema === 'public' ? !inner.includes('.') : inner.startsWith(`${schema}.`);
  return outer.endsWith('.*') && inner.startsWith(outer.slice(0, -1));
}

function compareHolders(from: string | undefined, to: string | undefined): Spread {
  if (from === to) return 0;
  if (from === undefined || to === undefined) return null;
  const rise = reachOf(to) - reachOf(from);
  return rise > 0 ? 1 : rise < 0 ? -1 : null;
}

function compareSettings(from = '', to = ''): Spread {
  if (from === to) return 0;
  const chain = SETTINGS.find((each) => each.includes(from) && each.includes(to));
  return chain === undefined ? null : (Math.sign(chain.indexOf(to) - chain.indexOf(from)) as Spread);
}

function compareRows(from: string | undefined, to: string | undefined): Spread {
  if (from === to) return 0;
  if (to === undefined) return 1;
  return from === undefined ? -1 : null;
}
