import type { Change, Fact, FactChange } from '../model/fact.ts';
import { manifestOf, plainPackageName, SETTLED_GROUP, UNLOCKED_GROUP } from '../text/lock-files.ts';
import type { Delta } from './define.ts';

/** Every way in which a package is not as it was, but for its place. */
export const CHANGED: readonly Change[] = [
  'added',
  'removed',
  'redirected',
  'weakened',
  'strengthened',
  'widened',
  'narrowed',
];

/** Rows about packages that a lock holds. */
export function lockRows(delta: Delta, ...changes: readonly Change[]): readonly FactChange[] {
  return delta.of('supply-chain.dependency', ...changes).filter(({ fact }) => fact.action === 'lock');
}

/** The host or repository that a lock takes a package from. */
export function originOf(fact: Fact): string {
  return fact.qualifiers?.['from'] ?? '';
}

export function nameOf(fact: Fact): string {
  return fact.resource.value ?? fact.resource.norm;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** "1 package", "12 packages". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a lock holds on the after-side, by name. */
export interface LockContents {
  readonly wishes: Map<string, Fact[]>;
  readonly held: Map<string, Fact[]>;
}

export function locksOf(delta: Delta): ReadonlyMap<string, LockContents> {
  const found = new Map<string, LockContents>();
  for (const fact of delta.after('supply-chain.dependency')) {
    if (fact.action !== 'wish' && fact.action !== 'lock') continue;
    const { path } = fact.provenance;
    const manifest = manifestOf(path);
    if (manifest === null) continue;
    const key = `${manifest} ${folderOf(path)}`;
    const lock = found.get(key) ?? { wishes: new Map<string, Fact[]>(), held: new Map<string, Fact[]>() };
    found.set(key, lock);
    const list = fact.action === 'wish' ? lock.wishes : lock.held;
    const name = plainName(fact);
    const known = list.get(name);
    if (known === undefined) list.set(name, [fact]);
    else known.push(fact);
  }
  return found;
}

/** The lock in the folder of the manifest, or in one around it. */
export function nearestLock(locks: ReadonlyMap<string, LockContents>, { provenance }: Fact): LockContents | undefined {
  const file = provenance.path.slice(provenance.path.lastIndexOf('/') + 1);
  for (let folder = folderOf(provenance.path); ; folder = folderOf(folder.slice(0, -1))) {
    const found = locks.get(`${file} ${folder}`);
    if (found !== undefined || folder === '') return found;
  }
}

/** What manifests ask of a registry, but for packages of which they say elsewhere what is taken. */
export function manifestRows(delta: Delta): readonly FactChange[] {
  const rows = delta
    .of('supply-chain.dependency', ...CHANGED, 'unchanged')
    .filter(({ fact, change }) => fact.action === 'add' && change !== 'removed');
  const settled = new Set(
    rows.filter(({ fact }) => SETTLED_GROUP.test(fact.qualifiers?.['group'] ?? '')).map(({ fact }) => plainName(fact)),
  );
  return rows.filter(
    ({ fact }) =>
      fact.qualifiers?.['source'] === 'registry' &&
      !UNLOCKED_GROUP.test(fact.qualifiers['group'] ?? '') &&
      !settled.has(plainName(fact)) &&
      // What PHP itself has is no package.
      (fact.qualifiers['ecosystem'] !== 'composer' || fact.resource.norm.includes('/')),
  );
}

export function plainName({ resource, qualifiers }: Fact): string {
  return plainPackageName(qualifiers?.['ecosystem'] ?? '', resource.norm);
}
