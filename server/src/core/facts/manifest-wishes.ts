import type { Site } from './define.ts';
import { plainPackageName, SETTLED_GROUP, UNLOCKED_GROUP } from '../text/lock-files.ts';
import { textOfValue } from './value.ts';

/** What a manifest's summary calls the range of a package: no name of a program has a blank. */
export function wishName(ecosystem: string, name: string): string {
  return `asks ${plainPackageName(ecosystem, name)}`;
}

/** Ranges that a manifest asks a registry for, by package; without those of which it says elsewhere what is taken. */
export function wishesSaid(sites: readonly Site[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const settled = new Set<string>();
  for (const { kind, action, qualifiers, resource } of sites) {
    if (kind !== 'supply-chain.dependency' || action !== 'add' || qualifiers === undefined) continue;
    const { ecosystem = '', group = '', source, version = '' } = qualifiers;
    const name = wishName(ecosystem, textOfValue(resource.value) ?? '');
    if (SETTLED_GROUP.test(group)) settled.add(name);
    else if (source === 'registry' && !UNLOCKED_GROUP.test(group))
      // Asked for twice: either may be held.
      found.set(name, found.has(name) ? `${found.get(name)!} || ${version}` : version);
  }
  for (const name of settled) found.delete(name);
  return found;
}
