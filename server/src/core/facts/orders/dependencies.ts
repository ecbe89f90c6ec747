import type { Fact } from '../../model/fact.ts';
import { compareVersions } from '../../text/version-order.ts';
import { commitOf, isCommit, pinOfVersion, releaseOf } from '../dependency-pins.ts';
import type { Pin } from '../package-specs.ts';
import { defineOrder, type Ordered } from './define.ts';
import { compareDigests, compareLocked } from './locks.ts';

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
  const ecosystem = of(after, 'ecosystem');
  const from = PINS.indexOf(pinOfVersion(ecosystem, of(before, 'source'), of(before, 'version')));
  const to = PINS.indexOf(pinOfVersion(ecosystem, of(after, 'source'), of(after, 'version')));
  const bytes = compareDigests(before, after, of(before, 'version') === of(after, 'version'), rank);
  if (bytes !== null && isRegistry) return bytes;
  // A range is what manifests of these have anyway; a lock beside them holds one version.
  const isHeldByLock = isRegistry && /^(?:npm|nuget|terraform)$/.test(ecosystem);
  if (to < from && (!isHeldByLock || to === 0)) return { change: 'weakened', order, rank };
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
  if (isRepinned(of(before, 'version'), of(after, 'version')))
    return { change: 'redirected', order: `repinned: ${order}`, rank };
  const step = compareVersions(nameOfVersion(before), nameOfVersion(after));
  const isOlder = isRegistry && step !== null && step > 0;
  return { change: 'redirected', order: `${isOlder ? 'older' : 'version'}: ${order}`, rank };
}

/** Another commit under the same name, or one that has no name. */
function isRepinned(before: string, after: string): boolean {
  if (!isCommit(commitOf(before)) || !isCommit(commitOf(after)) || commitOf(before) === commitOf(after)) return false;
  const name = releaseOf(after);
  return name === null || name === releaseOf(before);
}

/** What a person calls the version: of a commit with a comment the comment. */
function nameOfVersion(fact: Fact): string {
  const version = of(fact, 'version');
  return releaseOf(version) ?? (isCommit(commitOf(version)) ? '' : version);
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
