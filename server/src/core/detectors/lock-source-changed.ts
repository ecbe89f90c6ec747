import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Delta } from './define.ts';
import { groupRows } from './group.ts';
import { lockRows, nameOf, originOf } from './lock-words.ts';

/** Formats in which every package names a repository or an index of its own: only another one says something. */
const NAMES_EACH = /^(?:composer|swift|helm)$/;

/** A lock that takes a package from elsewhere: another host, a repository, an archive. */
export const lockSourceChanged = defineDetector({
  id: 'lock-source-changed',
  facet: 'supply-chain',
  why: 'Locks are seldom read, and whoever installs gets what the lock names, whatever the manifest says.',
  fix: 'Make the lock again from the manifest with the usual registry, and compare.',
  tags: ['CWE-494', 'CWE-829', 'CWE-427', 'ASI04'],
  *detect(delta) {
    const moved = lockRows(delta, 'redirected').filter(({ order = '' }) => order.startsWith('source: '));
    for (const [row, ...also] of groupRows(moved, wayOf)) yield { change: row, also, message: messageOf(row, also) };
    for (const [row, ...also] of groupRows(newcomers(delta), ({ fact }) => `${fact.provenance.path} ${originOf(fact)}`))
      yield {
        change: row,
        also,
        message: `The lock takes ${listWords([row, ...also].map(({ fact }) => nameOf(fact)))} from ${originOf(row.fact)}.`,
      };
  },
});

function wayOf({ fact, before }: FactChange): string {
  const isShared = fact.qualifiers?.['source'] === 'registry' && !NAMES_EACH.test(fact.qualifiers['ecosystem'] ?? '');
  const way = `${fact.provenance.path} ${before === undefined ? '' : originOf(before)} ${originOf(fact)}`;
  return isShared ? way : `${way} ${fact.resource.norm}`;
}

function messageOf(row: FactChange, also: readonly FactChange[]): string {
  const names = listWords([row, ...also].map(({ fact }) => nameOf(fact)));
  const [was, is] = [row.before === undefined ? '' : originOf(row.before), originOf(row.fact)];
  if (is === '') return `The lock takes ${names} from the public registry, before from ${was}.`;
  return `The lock takes ${names} from ${is}, before from ${was === '' ? 'the usual registry' : was}.`;
}

/** Packages that were not there, from places that no package of this lock came from, unless a manifest says the same. */
function newcomers(delta: Delta): readonly FactChange[] {
  const places = new Set<string>();
  for (const { fact, before, order = '' } of lockRows(
    delta,
    'unchanged',
    'redirected',
    'weakened',
    'strengthened',
    'moved',
  )) {
    places.add(`${fact.provenance.path} ${originOf(before ?? fact)}`);
    // That others are taken from there now is told with them.
    if (order.startsWith('source: ')) places.add(`${fact.provenance.path} ${originOf(fact)}`);
  }
  const declared = new Set(
    delta
      .after('supply-chain.dependency')
      .filter(({ action, qualifiers }) => action === 'add' && /^(?:git|url)$/.test(qualifiers?.['source'] ?? ''))
      .map(({ resource }) => resource.norm),
  );
  return lockRows(delta, 'added').filter(
    ({ fact }) =>
      originOf(fact) !== '' &&
      !NAMES_EACH.test(fact.qualifiers?.['ecosystem'] ?? '') &&
      !places.has(`${fact.provenance.path} ${originOf(fact)}`) &&
      !declared.has(fact.resource.norm),
  );
}
