import type { Fact, FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { folderOf, nameOf } from './lock-words.ts';

/** Groups whose packages a lock repeats as it was asked for them. */
const LOCKED_GROUP = /^(?:dependencies|devDependencies|optionalDependencies)$/;

/** A manifest that asks for one thing, and a lock that was written for another. */
export const lockDisagrees = defineDetector({
  id: 'lock-disagrees',
  facet: 'supply-chain',
  why: 'What is installed is what the lock says, and what is reviewed is what the manifest says.',
  fix: 'Install once more, so that the lock is written for this manifest.',
  tags: ['CWE-1104', 'CWE-494', 'ASI04'],
  *detect(delta) {
    const wishes = new Map<string, Map<string, Fact[]>>();
    for (const fact of delta.after('supply-chain.dependency')) {
      if (fact.action !== 'wish') continue;
      const lock = `${fact.qualifiers?.['ecosystem'] ?? ''} ${folderOf(fact.provenance.path)}`;
      const byName = wishes.get(lock) ?? new Map<string, Fact[]>();
      byName.set(fact.resource.norm, [...(byName.get(fact.resource.norm) ?? []), fact]);
      wishes.set(lock, byName);
    }
    if (wishes.size === 0) return;
    for (const row of delta.of(
      'supply-chain.dependency',
      'added',
      'redirected',
      'weakened',
      'strengthened',
      'widened',
      'narrowed',
      'unchanged',
    )) {
      const { fact } = row;
      if (fact.action !== 'add' || !LOCKED_GROUP.test(fact.qualifiers?.['group'] ?? '')) continue;
      const lock = nearest(wishes, fact);
      const asked = lock?.get(fact.resource.norm);
      const wanted = fact.qualifiers?.['version'] ?? '';
      if (lock === undefined || fact.qualifiers?.['source'] !== 'registry') continue;
      if (asked === undefined) {
        // A lock that lists nothing by this name at all was written before the package was asked for.
        if (row.change === 'added')
          yield { change: row, message: `${nameOf(fact)} is not in the lock that changes with it.` };
        continue;
      }
      const versions = asked.map(({ qualifiers }) => plain(qualifiers?.['version'] ?? ''));
      if (!versions.includes(plain(wanted)) && !isAlias(row, versions))
        yield {
          change: row,
          message: `The manifest asks for ${nameOf(fact)} ${wanted}, the lock was written for ${asked[0]!.qualifiers?.['version'] ?? ''}.`,
          comparison: { before: `lock: ${asked[0]!.qualifiers?.['version'] ?? ''}`, after: `manifest: ${wanted}` },
        };
    }
  },
});

/** The lock in the folder of the manifest, or in one around it. */
function nearest(wishes: ReadonlyMap<string, Map<string, Fact[]>>, fact: Fact): Map<string, Fact[]> | undefined {
  for (let folder = folderOf(fact.provenance.path); ; folder = folderOf(folder.slice(0, -1))) {
    const found = wishes.get(`${fact.qualifiers?.['ecosystem'] ?? ''} ${folder}`);
    if (found !== undefined || folder === '') return found;
  }
}

function plain(version: string): string {
  return version.replaceAll(/\s+/g, '').replace(/^npm:/, '');
}

/** `npm:lodash-es@4` in the lock, and the version alone in what was read of the manifest. */
function isAlias({ fact }: FactChange, versions: readonly string[]): boolean {
  const wanted = plain(fact.qualifiers?.['version'] ?? '');
  return versions.some(
    (version) => version.includes('@') || version.startsWith('catalog:') || version === '' || wanted === '',
  );
}
