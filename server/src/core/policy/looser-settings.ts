import { obligationRank } from '../model/obligation.ts';
import type { TeamTables } from '../model/policy.ts';
import { comparePrinted, type LayerSides, type Loosened } from './loosened.ts';
import { type LayerSettings } from './read-layer.ts';
import { locateKey, locateValue, type YamlPath } from './read-yaml.ts';

/** Settings by which fewer people are asked, more people may answer, or less is seen. */
export function looserSettings(sides: LayerSides): readonly Loosened[] {
  return [...looserMode(sides), ...looserGate(sides), ...widerRoles(sides), ...otherPeople(sides), ...lessSeen(sides)];
}

function toldAfter({ after }: LayerSides, path: YamlPath, what: string): Loosened {
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const at = typeof last === 'string' ? locateKey(after.yaml, parent, last) : locateValue(after.yaml, path);
  return { side: 'after', at, yaml: after.yaml, key: path.join(' '), what };
}

function looserMode(sides: LayerSides): readonly Loosened[] {
  const old: LayerSettings = sides.before?.settings ?? {};
  const { mode, until } = sides.after.settings;
  if (mode !== 'observe') return [];
  if (old.mode !== 'observe')
    return [
      toldAfter(
        sides,
        ['mode'],
        `The policy only observes${until === undefined ? '' : ` until ${until}`}: it stops nobody.`,
      ),
    ];
  const isLonger = old.until !== undefined && (until === undefined || until > old.until);
  const end = until === undefined ? 'without an end' : `until ${until}`;
  return isLonger
    ? [toldAfter(sides, ['until'], `The policy only observes ${end} instead of until ${old.until}.`)]
    : [];
}

/** Whose word counts at the gate. */
function looserGate(sides: LayerSides): readonly Loosened[] {
  const old = sides.before?.settings.gate ?? {};
  const { unsigned, bypass } = sides.after.settings.gate ?? {};
  const told: Loosened[] = [];
  if (unsigned === 'count' && old.unsigned !== 'count')
    told.push(toldAfter(sides, ['gate', 'unsigned'], 'Records without a signature count at the gate.'));
  if (bypass !== undefined && bypass !== old.bypass)
    told.push(toldAfter(sides, ['gate', 'bypass'], `The gate lets bypasses of ${bypass} pass.`));
  return told;
}

function widerRoles(sides: LayerSides): readonly Loosened[] {
  const old = sides.before?.settings.roles ?? {};
  return Object.entries(sides.after.settings.roles ?? {}).flatMap(([role, holders]) => {
    if (sides.before !== null && !Object.hasOwn(old, role) && !Object.hasOwn(sides.base.roles, role)) return [];
    const known = Object.hasOwn(old, role)
      ? (old[role] ?? [])
      : Object.hasOwn(sides.base.roles, role)
        ? sides.base.roles[role]!
        : [];
    const added = holders.filter((holder) => !known.includes(holder));
    const isNew = sides.before === null;
    return added.length === 0 || isNew
      ? []
      : [toldAfter(sides, ['roles', role], `${added.map((it) => `"${it}"`).join(', ')} may now approve as ${role}.`)];
  });
}

function otherPeople(sides: LayerSides): readonly Loosened[] {
  if (sides.before === null) return [];
  const { owners = [], governedBy } = sides.before.settings;
  const { owners: newOwners = [], governedBy: newGovernor } = sides.after.settings;
  const told: Loosened[] = [];
  if (governedBy !== undefined && governedBy !== newGovernor)
    told.push(
      toldAfter(
        sides,
        ['governedBy'],
        newGovernor === undefined
          ? `Changes of the policy no longer need approval by ${governedBy}.`
          : `Changes of the policy need approval by ${newGovernor} instead of ${governedBy}.`,
      ),
    );
  if (owners.length > 0 && comparePrinted(owners) !== comparePrinted(newOwners))
    told.push(toldAfter(sides, ['owners'], 'Who owns which paths is another than before.'));
  return told;
}

const TABLES = [
  'guards',
  'vendors',
  'sinks',
  'wrappers',
  'dataClasses',
] as const satisfies readonly (keyof TeamTables)[];

function lessSeen(sides: LayerSides): readonly Loosened[] {
  const old: LayerSettings = sides.before?.settings ?? {};
  const now = sides.after.settings;
  const ignored = (now.ignore ?? []).filter((path) => !(old.ignore ?? []).includes(path));
  const told =
    ignored.length === 0
      ? []
      : [toldAfter(sides, ['ignore'], `${ignored.map((it) => `"${it}"`).join(', ')} is no longer reviewed.`)];
  told.push(...otherPrivacy(sides));
  told.push(...lessInView(sides));
  for (const table of TABLES) {
    const kept = new Set((now[table] ?? []).map(comparePrinted));
    const lost = (old[table] ?? []).filter((row) => !kept.has(comparePrinted(row)));
    if (lost.length > 0)
      told.push(toldAfter(sides, [table], `"${table}" no longer has ${lost.map(nameOf).join(', ')} as it was.`));
  }
  return told;
}

/** Told whichever way it goes: what an auditor gains, whoever is recorded loses. */
function otherPrivacy(sides: LayerSides): readonly Loosened[] {
  const old = sides.before?.settings.privacy;
  const now = sides.after.settings.privacy ?? {};
  if (old === undefined) return [];
  const told: string[] = [];
  const prompts = now.recordPrompts ?? 'hash';
  if (prompts !== (old.recordPrompts ?? 'hash'))
    told.push(`Records keep prompts as ${prompts} instead of ${old.recordPrompts ?? 'hash'}.`);
  if ((now.identity ?? 'full') !== (old.identity ?? 'full'))
    told.push(
      `Records name people ${now.identity === 'key-id' ? 'by key instead of by name' : 'by name instead of by key'}.`,
    );
  if ((now.attentionTimes ?? 'exact') !== (old.attentionTimes ?? 'exact'))
    told.push(
      `Records keep times on screen ${now.attentionTimes ?? 'exact'} instead of ${old.attentionTimes ?? 'exact'}.`,
    );
  return told.map((message) => toldAfter(sides, ['privacy'], message));
}

function lessInView(sides: LayerSides): readonly Loosened[] {
  const old = sides.before?.settings.attention?.fullyInView;
  const now = sides.after.settings.attention?.fullyInView;
  if (old === undefined || (now !== undefined && obligationRank({ kind: now }) <= obligationRank({ kind: old })))
    return [];
  const what =
    now === undefined
      ? 'Hunks can be accepted that were not fully in view.'
      : `Only hunks that ask to ${now} or more must have been fully in view, instead of ${old} or more.`;
  return [toldAfter(sides, ['attention'], what)];
}

function nameOf(row: object): string {
  const { id, name, call } = row as { readonly id?: string; readonly name?: string; readonly call?: string };
  return `"${id ?? name ?? call ?? ''}"`;
}
