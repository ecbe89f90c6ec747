import type { Fact } from '../../model/fact.ts';
import { compareVersions } from '../../text/version-order.ts';
import { pinOf, type Pin } from '../package-specs.ts';
import { defineOrder, type Ordered } from './define.ts';
import { compareLocked } from './locks.ts';

const PINS: readonly Pin[] = ['none', 'range', 'exact'];
const PRODUCTION = /^(?:dependencies|optionalDependencies|peerDependencies|optional:|group:|source)/;

/**
 * The same package: from elsewhere is `redirected`, less pinned is `weakened`, shipped where it only was a tool is
 * `widened`. A plain change of version is `redirected` with an order that begins with `version:`, and a detector of its own,
 * so that a policy can leave it quiet; a step down begins with `older:`.
 */
export const dependencyOrder = defineOrder({
  kinds: ['supply-chain.dependency'],
  compare(before, after) {
    if (before.action !== after.action || of(before, 'ecosystem') !== of(after, 'ecosystem')) return null;
    if (before.action === 'index') {
      if (of(before, 'group') !== of(after, 'group')) return null;
      return { change: 'redirected', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 1 };
    }
    if (before.action === 'lock' || before.action === 'wish') return compareLocked(before, after);
    if (before.resource.norm !== after.resource.norm) return null;
    return comparePackage(before, after);
  },
});

function comparePackage(before: Fact, after: Fact): Ordered {
  const rank = of(before, 'group') === of(after, 'group') ? 2 : 1;
  const order = `${text(before)} became ${text(after)}`;
  if (of(before, 'source') !== of(after, 'source')) {
    const isHome = of(after, 'source') === 'registry' || of(after, 'source') === 'workspace';
    return { change: isHome ? 'strengthened' : 'redirected', order, rank };
  }
  const isRegistry = of(after, 'source') === 'registry';
  // Another repository or archive is another source; another commit of the same one is a version.
  if (!isRegistry && addressOf(before) !== addressOf(after)) return { change: 'redirected', order, rank };
  const ecosystem = of(after, 'ecosystem') === 'npm' ? 'npm' : 'pypi';
  const from = PINS.indexOf(isRegistry ? pinOf(of(before, 'version'), ecosystem) : 'range');
  const to = PINS.indexOf(isRegistry ? pinOf(of(after, 'version'), ecosystem) : 'range');
  if (to < from && (ecosystem === 'pypi' || to === 0)) return { change: 'weakened', order, rank };
  if (of(before, 'group') !== of(after, 'group')) {
    const was = PRODUCTION.test(of(before, 'group'));
    const is = PRODUCTION.test(of(after, 'group'));
    if (was !== is)
      return {
        change: is ? 'widened' : 'narrowed',
        order: `${of(before, 'group')} became ${of(after, 'group')}`,
        rank,
      };
    return { change: 'unchanged', order, rank };
  }
  if (to > from) return { change: 'strengthened', order, rank };
  const step = compareVersions(of(before, 'version'), of(after, 'version'));
  const isOlder = isRegistry && step !== null && step > 0;
  return { change: 'redirected', order: `${isOlder ? 'older' : 'version'}: ${order}`, rank };
}

/** An install script that runs something else. */
export const scriptOrder = defineOrder({
  kinds: ['supply-chain.script'],
  compare: (before, after) =>
    before.subject.symbol === after.subject.symbol
      ? { change: 'redirected', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 1 }
      : null,
});

function of(fact: Fact, qualifier: string): string {
  return fact.qualifiers?.[qualifier] ?? '';
}

function addressOf(fact: Fact): string {
  return of(fact, 'version').replace(/(?:#|@)[^/@#]*$/, '');
}

function text(fact: Fact): string {
  const version = of(fact, 'version');
  return version === '' ? 'any version' : version;
}
