import type { Fact, FactChange } from '../model/fact.ts';
import { isWithin } from '../text/version-ranges.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector, type Delta, type Detection } from './define.ts';
import { groupRows } from './group.ts';
import {
  CHANGED,
  countOf,
  locksOf,
  manifestRows,
  nearestLock,
  nameOf,
  plainName,
  type LockContents,
} from './lock-words.ts';

/** A manifest that asks for one thing, and a lock that holds or was written for another. */
export const lockDisagrees = defineDetector({
  id: 'lock-disagrees',
  facet: 'supply-chain',
  why: 'What is installed is what the lock says, and what is reviewed is what the manifest says.',
  fix: 'Install once more, so that the lock is written for this manifest.',
  tags: ['CWE-1104', 'CWE-494', 'ASI04'],
  *detect(delta) {
    const locks = locksOf(delta);
    if (locks.size === 0) return;
    const changed = changedPackages(delta);
    const told = new Set<string>();
    for (const row of manifestRows(delta)) {
      const lock = nearestLock(locks, row.fact);
      const found = lock === undefined ? null : disagreement(row, lock, changed);
      if (found === null) continue;
      told.add(row.fact.resource.norm);
      yield found;
    }
    for (const [first, ...rest] of byFile([...outside(delta, locks, changed, told)]))
      if (rest.length < MANY) for (const { row, range } of [first, ...rest]) yield beyond(row, range);
      else yield allBeyond(first, rest);
  },
});

/** Packages of a lock, or of a manifest, of which something is not as it was. */
function changedPackages(delta: Delta): ReadonlySet<string> {
  return new Set(delta.of('supply-chain.dependency', ...CHANGED).map(({ fact }) => plainName(fact)));
}

function disagreement(row: FactChange, lock: LockContents, changed: ReadonlySet<string>): Detection | null {
  const { fact } = row;
  const name = plainName(fact);
  // They disagreed before, and still do.
  if (!changed.has(name)) return null;
  const wanted = fact.qualifiers?.['version'] ?? '';
  const asked = lock.wishes.get(name);
  const held = lock.held.get(name) ?? [];
  if (lock.wishes.size > 0 && asked === undefined) return missing(row);
  if (asked !== undefined) {
    const versions = asked.map(({ qualifiers }) => plain(qualifiers?.['version'] ?? ''));
    const isKnown = versions.includes(plain(wanted)) || isAlias(wanted, versions);
    return isKnown ? null : between(row, wanted, `the lock was written for ${asked[0]!.qualifiers?.['version'] ?? ''}`);
  }
  if (held.length === 0) return missing(row);
  const versions = versionsOf(held);
  const isOut = versions.every((version) => isWithin(ecosystemOf(fact), version, wanted) === false);
  return isOut ? between(row, wanted, `the lock holds ${versions.join(', ')}`) : null;
}

/** A lock that lists nothing by this name at all was written before the package was asked for. */
function missing(row: FactChange): Detection | null {
  return row.change === 'added'
    ? { change: row, message: `${nameOf(row.fact)} is not in the lock that changes with it.` }
    : null;
}

function between(row: FactChange, wanted: string, lock: string): Detection {
  return {
    change: row,
    message: `The manifest asks for ${nameOf(row.fact)} ${wanted}, ${lock}.`,
    comparison: { before: lock.replace(/^the lock (?:was written for|holds)/, 'lock:'), after: `manifest: ${wanted}` },
  };
}

/** A package that a lock holds, and what it was asked for. */
interface Stray {
  readonly row: FactChange;
  readonly range: string;
}

/** From so many on they are told together. */
const MANY = 5;

function byFile(strays: readonly Stray[]): readonly (readonly [Stray, ...Stray[]])[] {
  const rangeOf = new Map(strays.map(({ row, range }) => [row, range]));
  const groups = groupRows([...rangeOf.keys()], ({ fact }) => fact.provenance.path);
  return groups.map(([first, ...rest]) => [toStray(first), ...rest.map(toStray)]);

  function toStray(row: FactChange): Stray {
    return { row, range: rangeOf.get(row)! };
  }
}

function allBeyond({ row }: Stray, rest: readonly Stray[]): Detection {
  const also = rest.map((each) => each.row);
  const names = listWords([row, ...also].map(({ fact }) => nameOf(fact)));
  const count = countOf(also.length + 1, 'package');
  return { change: row, also, message: `The lock holds ${count} at versions that it was not written for: ${names}.` };
}

/** Packages that a lock holds at a version which its own words do not allow. */
function* outside(
  delta: Delta,
  locks: ReadonlyMap<string, LockContents>,
  changed: ReadonlySet<string>,
  told: ReadonlySet<string>,
): Generator<Stray> {
  const rows = delta
    .of('supply-chain.dependency', 'added', 'redirected', 'weakened')
    .filter(({ fact }) => fact.action === 'lock');
  const rowOf = new Map(rows.map((row) => [row.fact, row]));
  for (const row of rows) {
    const range = row.fact.detail?.risk?.find((risk) => risk.startsWith(OUTSIDE))?.slice(OUTSIDE.length);
    if (range !== undefined && !told.has(row.fact.resource.norm)) yield { row, range };
  }
  for (const { wishes, held } of locks.values())
    for (const [name, asked] of changed.size === 0 ? [] : wishes) {
      const facts = held.get(name) ?? [];
      const row = facts.map((fact) => rowOf.get(fact)).find((each) => each !== undefined);
      if (row === undefined || told.has(row.fact.resource.norm)) continue;
      const ranges = asked.map(({ qualifiers }) => qualifiers?.['version'] ?? '');
      const isOut = facts.every((fact) =>
        ranges.every((range) => isWithin(ecosystemOf(fact), versionsOf([fact])[0]!, range) === false),
      );
      if (isOut) yield { row, range: ranges[0]! };
    }
}

/** How `detail.risk` of a fact says it. */
const OUTSIDE = 'outside:';

function beyond(row: FactChange, range: string): Detection {
  const version = row.fact.qualifiers?.['version'] ?? '';
  return {
    change: row,
    message: `The lock holds ${nameOf(row.fact)} ${version}, and was written for ${range}.`,
    comparison: { before: `asked for: ${range}`, after: `lock: ${version}` },
  };
}

function versionsOf(facts: readonly Fact[]): readonly string[] {
  // go.sum has two digests for a version: of the module, and of its go.mod.
  return [...new Set(facts.map(({ qualifiers }) => (qualifiers?.['version'] ?? '').replace(/\/go\.mod$/, '')))];
}

function ecosystemOf({ qualifiers }: Fact): string {
  return qualifiers?.['ecosystem'] ?? '';
}

/** Parts in any order; `= 1.2` and `1.2` are one. */
function plain(version: string): string {
  return version
    .replaceAll(/\s+/g, '')
    .replace(/^npm:/, '')
    .split(',')
    .map((part) => part.replace(/^={1,3}(?=\d)/, ''))
    .sort()
    .join(',');
}

/** `npm:lodash-es@4` in the lock, and the version alone in what was read of the manifest. */
function isAlias(wanted: string, versions: readonly string[]): boolean {
  return versions.some(
    (version) => version.includes('@') || version.startsWith('catalog:') || version === '' || plain(wanted) === '',
  );
}
