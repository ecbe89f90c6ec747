import type { Policy, PrivacySettings, Rule, TeamTables } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { emptyRecord } from '../text/row-of.ts';
import type { LayerSettings, ReadLayer } from './read-layer.ts';
import { locateKey, toProblem, type YamlPath } from './read-yaml.ts';

export interface MergedSettings extends Omit<Policy, 'digest' | 'layers'> {
  /** The mode as it is written, whatever day it is. */
  readonly written: Policy['mode'];
  /** Last days of exceptions that are over. */
  readonly ended: ReadonlySet<string>;
}

/**
 * Settings of a later layer replace those of an earlier one, but for what an organisation states: that stays. Roles, owners,
 * role orders and tables add up. `layers` are in order.
 */
export function mergeSettings(
  layers: readonly ReadLayer[],
  today: string | null,
): { readonly settings: MergedSettings; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const note = (layer: ReadLayer, path: YamlPath, key: string, message: string): void => {
    problems.push(toProblem(layer.yaml, 'CS1023', message, locateKey(layer.yaml, path, key)));
  };
  const organisation = layers.find(({ layer }) => layer.name === 'organisation') ?? null;
  const pick = (key: 'mode' | 'privacy' | 'governedBy' | 'gate' | 'attention'): ReadLayer | null => {
    const given = layers.filter(({ settings }) => settings[key] !== undefined);
    const last = given.at(-1) ?? null;
    if (organisation?.settings[key] === undefined || last === organisation) return last;
    for (const layer of given.slice(given.indexOf(organisation) + 1))
      if (JSON.stringify(layer.settings[key]) !== JSON.stringify(organisation.settings[key]))
        note(layer, [], key, `The organisation's policy sets "${key}", and this does not change it.`);
    return organisation;
  };
  const floors = organisation?.layer.rules.filter(({ floor }) => floor === true) ?? [];
  const mode = pickMode(pick('mode'), floors.length > 0 ? organisation : null, note);
  const governed = pick('governedBy')?.settings.governedBy;
  const gate = pick('gate')?.settings.gate;
  const attention = pick('attention')?.settings.attention;
  const isObserving = mode?.settings.mode === 'observe';
  const until = isObserving ? mode.settings.until : undefined;
  const { ended, problems: over } = endedExceptions(layers, today);
  const owners = layers.flatMap(({ settings }) => settings.owners ?? []);
  return {
    settings: {
      mode: isObserving && !(until !== undefined && today !== null && today > until) ? 'observe' : 'enforce',
      written: isObserving ? 'observe' : 'enforce',
      ...(until === undefined ? {} : { observeUntil: until }),
      ...(governed === undefined ? {} : { governedBy: governed }),
      roles: mergeRoles(layers, note),
      ...(owners.length === 0 ? {} : { owners }),
      roleOrder: layers.flatMap(({ settings }) => settings.roleOrder ?? []),
      privacy: mergePrivacy(layers, pick('privacy')),
      ignore: layers.flatMap(({ settings }) => settings.ignore ?? []),
      ...(gate === undefined ? {} : { gate }),
      ...(organisation === null || floors.length === 0
        ? {}
        : { underFloors: { ignore: organisation.settings.ignore ?? [], gate: organisation.settings.gate ?? {} } }),
      ...(attention === undefined ? {} : { attention }),
      ...mergeTables(underDataFloors(layers, floors, note).map(({ settings }) => settings)),
      ended,
    },
    problems: [...problems, ...over],
  };
}

/** Field by field: who names one leaves the others as they are. What an organisation states is all that counts. */
function mergePrivacy(layers: readonly ReadLayer[], last: ReadLayer | null): PrivacySettings {
  const counted = last?.layer.name === 'organisation' ? layers.slice(0, layers.indexOf(last) + 1) : layers;
  return Object.assign(
    { recordPrompts: 'hash' },
    ...counted.map(({ settings }) => settings.privacy),
  ) as PrivacySettings;
}

type Note = (layer: ReadLayer, path: YamlPath, key: string, message: string) => void;

/** Who observes stops nobody, whatever the floors: a repository cannot do that under an organisation that has some. */
function pickMode(given: ReadLayer | null, organisation: ReadLayer | null, note: Note): ReadLayer | null {
  if (given === null || given === organisation || organisation === null || given.settings.mode !== 'observe')
    return given;
  note(given, [], 'mode', 'The organisation has floors, and only its own policy can say that they are observed.');
  return organisation.settings.mode === undefined ? null : organisation;
}

/** Whoever could redefine a role of the organisation could approve what it asks that role about. */
function mergeRoles(layers: readonly ReadLayer[], note: Note): Policy['roles'] {
  const roles = new Map<string, { readonly holders: readonly string[]; readonly isFixed: boolean }>();
  for (const layer of layers) {
    for (const [name, holders] of Object.entries(layer.settings.roles ?? {})) {
      if (roles.get(name)?.isFixed === true)
        note(
          layer,
          ['roles'],
          name,
          `The role "${name}" is the organisation's, and this does not change who holds it.`,
        );
      else roles.set(name, { holders, isFixed: layer.layer.name === 'organisation' });
    }
  }
  // Records of others name roles too, `constructor` if they like.
  const merged = emptyRecord<readonly string[]>();
  for (const [name, { holders }] of roles) merged[name] = holders;
  return merged;
}

/** Names that are taken out of a class of data take what flows of it from under a floor, and no rule tells. */
function underDataFloors(layers: readonly ReadLayer[], floors: readonly Rule[], note: Note): readonly ReadLayer[] {
  const isOfData = floors.some(
    ({ match: { kind } }) => kind === undefined || kind.some((word) => /^data|[*?{]/.test(word)),
  );
  if (!isOfData) return layers;
  return layers.map((layer) => {
    const { dataClasses } = layer.settings;
    const isAbove = layer.layer.name === 'organisation' || layer.layer.name === 'built-in';
    if (isAbove || dataClasses?.some(({ except }) => except !== undefined) !== true) return layer;
    note(layer, [], 'dataClasses', 'The organisation has floors about data, and only its own policy takes names out of a class.'); // prettier-ignore
    return {
      ...layer,
      settings: { ...layer.settings, dataClasses: dataClasses.map(({ except: _names, ...row }) => row) },
    };
  });
}

const TABLES = ['dataClasses', 'guards', 'vendors', 'sinks', 'wrappers', 'patterns'] as const;

function mergeTables(settings: readonly LayerSettings[]): TeamTables {
  const rows = TABLES.map(
    (table) => [table, settings.flatMap((each): readonly object[] => each[table] ?? [])] as const,
  );
  return Object.fromEntries(rows.filter(([, list]) => list.length > 0));
}

function endedExceptions(
  layers: readonly ReadLayer[],
  today: string | null,
): { readonly ended: ReadonlySet<string>; readonly problems: readonly Problem[] } {
  const ended = new Set<string>();
  const problems: Problem[] = [];
  for (const { layer, yaml } of layers) {
    for (const { id, until, source } of layer.exceptions ?? []) {
      if (today === null || until >= today) continue;
      ended.add(until);
      const start = yaml.lines.starts[source.line - 1] ?? 0;
      problems.push(toProblem(yaml, 'CS1025', `The exception "${id}" ended on ${until}.`, [start, start]));
    }
  }
  return { ended, problems };
}
