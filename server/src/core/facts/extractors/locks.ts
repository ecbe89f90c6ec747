import { hashParts } from '../../text/hash.ts';
import { manifestOf, plainPackageName } from '../../text/lock-files.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import type { LockEntry, LockFormat } from '../locks/define.ts';
import { lockFormatOf } from '../locks/table.ts';
import { wishName } from '../manifest-wishes.ts';
import { placeIn } from '../text-place.ts';
import { isWithin } from '../../text/version-ranges.ts';
import { known } from '../to-fact.ts';
import type { Unit } from '../unit.ts';

/** Packages of one lock that are told apart; of the others only those from unusual places are, and whether they changed. */
const MAX_PACKAGES = 20_000;
const MAX_UNUSUAL = 2_000;

/** What a lock holds: each package once, with where it comes from and what holds its bytes. */
export const locks = defineExtractor({
  id: 'locks',
  kinds: ['supply-chain.dependency'],
  languages: ['lock'],
  *extract(reading) {
    const { unit } = reading;
    const format = lockFormatOf(unit.path);
    if (format === null) return;
    const strays = straysOf(reading, format);
    const seen = new Set<string>();
    const rest: string[] = [];
    let told = 0;
    let unusual = 0;
    for (const entry of format.read(unit.tree.text)) {
      const key = JSON.stringify({ ...entry, start: 0, end: 0 });
      if (seen.has(key)) continue;
      if (told >= MAX_PACKAGES) {
        const isUnusual = entry.kind === 'package' && (entry.from !== '' || entry.source !== 'registry');
        if (!isUnusual || unusual >= MAX_UNUSUAL) {
          rest.push(key);
          continue;
        }
        unusual += 1;
      }
      seen.add(key);
      told += 1;
      const range = strays.get(plainPackageName(format.ecosystem, entry.name));
      yield toSite(
        unit,
        format.ecosystem,
        range === undefined || entry.kind === 'wish' ? entry : { ...entry, asked: [range] },
      );
    }
    if (rest.length === 0) return;
    const others = toSite(unit, format.ecosystem, {
      kind: 'package',
      name: `entries after the first ${MAX_PACKAGES}`,
      version: `${rest.length} entries, ${hashParts(rest).slice(0, 12)}`,
      source: 'registry',
      from: '',
      integrity: [],
      start: 0,
      end: 0,
    });
    yield { ...others, qualifiers: { ...others.qualifiers, group: 'lock-rest' } };
  },
});

/** Locks of these say neither what was asked for nor for whom a package is there. */
const SAYS_NO_WISHES = /^(?:cargo|composer|pipfile|python|go-sum)$/;

/** Packages of which the lock holds no version that its manifest asks for, with what that asks for. */
function straysOf({ unit, workspace }: Reading, format: LockFormat): ReadonlyMap<string, string> {
  const manifest = manifestOf(unit.path);
  const strays = new Map<string, string>();
  if (manifest === null || !SAYS_NO_WISHES.test(format.id)) return strays;
  const path = unit.path.slice(0, unit.path.lastIndexOf('/') + 1) + manifest;
  const held = new Set<string>();
  let count = 0;
  for (const entry of format.read(unit.tree.text)) {
    // Of one module that has several major versions, or of one crate in several, any may be the one that was asked for.
    const name = plainPackageName(format.ecosystem, entry.name);
    if (entry.kind === 'wish' || held.has(name)) continue;
    count += 1;
    if (count > MAX_PACKAGES) break;
    const asked = workspace.find([path], wishName(format.ecosystem, entry.name));
    const range = asked?.kind === 'value' && asked.value.kind === 'text' ? asked.value.text : null;
    if (range === null) continue;
    const version = entry.version.replace(/\/go\.mod$/, '');
    const isStray = entry.source === 'registry' && isWithin(format.ecosystem, version, range) === false;
    if (isStray) strays.set(name, range);
    else {
      held.add(name);
      strays.delete(name);
    }
  }
  return strays;
}

function toSite(unit: Unit, ecosystem: string, entry: LockEntry): Site {
  const node = placeIn(unit, entry.start, entry.end);
  const common = {
    kind: 'supply-chain.dependency',
    resource: { kind: 'package', value: known(entry.name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    subject: { type: 'package', symbol: entry.name },
  } as const;
  if (entry.kind === 'wish')
    return {
      ...common,
      action: 'wish',
      why: ['The lock was written for this wish of a manifest.'],
      qualifiers: { ecosystem, group: 'lock', version: entry.version },
    };
  const { version, source, from, integrity, asked = [] } = entry;
  const isOutside =
    source === 'registry' && asked.length > 0 && asked.every((range) => isWithin(ecosystem, version, range) === false);
  return {
    ...common,
    action: 'lock',
    why: [`The lock holds \`${entry.name}\` at ${version === '' ? 'whatever comes' : version}.`],
    qualifiers: {
      ecosystem,
      group: 'lock',
      source,
      version,
      ...(from === '' ? {} : { from }),
      ...(integrity.length === 0 ? {} : { integrity: integrity.join(' ') }),
    },
    ...(isOutside ? { detail: { risk: [`outside:${asked[0]!}`] } } : {}),
  };
}
