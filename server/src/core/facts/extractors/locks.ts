import { hashParts } from '../../text/hash.ts';
import { defineExtractor, type Site } from '../define.ts';
import type { LockEntry } from '../locks/define.ts';
import { lockFormatOf } from '../locks/table.ts';
import { placeIn } from '../text-place.ts';
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
  *extract({ unit }) {
    const format = lockFormatOf(unit.path);
    if (format === null) return;
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
      yield toSite(unit, format.ecosystem, entry);
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
  const { version, source, from, integrity } = entry;
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
  };
}
