import type { Fact, FactChange } from '../model/fact.ts';
import { compareVersions } from '../text/version-order.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Delta } from './define.ts';
import { groupRows } from './group.ts';
import { packageText } from './package-words.ts';
import { CHANGED, countOf, folderOf, lockRows, nameOf } from './lock-words.ts';

/** What a lock takes in otherwise, summed up: told, so that nobody has to read it, and worth no question by itself. */
export const lockChanged = defineDetector({
  id: 'lock-changed',
  facet: 'supply-chain',
  why: 'Other code of others runs, most of which no manifest names.',
  fix: 'Look at what is new; a step down needs a reason.',
  tags: ['CWE-1104', 'ASI04'],
  *detect(delta) {
    const rows = [
      ...lockRows(delta, 'added'),
      ...lockRows(delta, 'redirected').filter(({ order = '' }) => order.startsWith('lock: ')),
    ].filter(({ fact }) => !(fact.qualifiers?.['version'] ?? '').endsWith('/go.mod'));
    for (const [row, ...also] of groupRows(rows, ({ fact }) => fact.provenance.path)) {
      const all = [row, ...also].filter((each) => !isRest(each));
      const added = all.filter(({ change }) => change === 'added').map(({ fact }) => nameOf(fact));
      const changed = all.filter(({ change }) => change === 'redirected');
      const older = changed.filter(({ fact, before }) => {
        const step = compareVersions(before?.qualifiers?.['version'] ?? '', fact.qualifiers?.['version'] ?? '');
        return step !== null && step > 0;
      });
      const parts = [
        added.length === 0 ? '' : `${countOf(added.length, 'new package')} (${listWords(added)})`,
        changed.length === 0
          ? ''
          : changed.length < 5
            ? listWords(changed.map(({ fact }) => packageText(fact)))
            : `${countOf(changed.length, 'package')} in other versions`,
        older.length === 0 ? '' : `of which ${listWords(older.map(({ fact }) => nameOf(fact)))} in older ones`,
      ].filter((part) => part !== '');
      if ([row, ...also].some(isRest)) parts.push('and others among the entries that are not told apart');
      const alone = hasManifest(delta, row.fact) ? '' : ' No manifest changes with it.';
      yield { change: row, also, message: `The lock takes ${parts.join(', ')}.${alone}` };
    }
  },
});

/** What stands for the entries beyond those that are told apart. */
function isRest({ fact }: FactChange): boolean {
  return fact.qualifiers?.['group'] === 'lock-rest';
}

/** A manifest of the same packages stands in the change set, in the folder of the lock or below it. */
function hasManifest(delta: Delta, lock: Fact): boolean {
  const folder = folderOf(lock.provenance.path);
  return delta
    .of('supply-chain.dependency', ...CHANGED, 'unchanged')
    .some(
      ({ fact }) =>
        fact.action === 'add' &&
        fact.qualifiers?.['ecosystem'] === lock.qualifiers?.['ecosystem'] &&
        fact.provenance.path.startsWith(folder),
    );
}
