import type { Reading, Site } from '../define.ts';
import { known } from '../to-fact.ts';
import type { Given, SettingRow } from './define.ts';
import { givenValues } from './given.ts';

/** The settings of a table that a file gives, each as an act: `require` where it protects, `waive` where it does not. */
export function* readSettings(reading: Reading, byName: ReadonlyMap<string, readonly SettingRow[]>): Generator<Site> {
  for (const [name, all] of givenValues(reading)) {
    for (const row of byName.get(name) ?? []) {
      for (const given of all) {
        if (row.when !== undefined && !row.when(given, reading)) continue;
        const value = row.means(reading.resolver.valueOf(given.value), given.value, reading);
        if (value !== null) yield toSettingSite(reading, row, given, value);
      }
    }
  }
}

export function toSettingSite(
  { unit }: Reading,
  row: Pick<SettingRow, 'kind' | 'id' | 'title' | 'values' | 'loose' | 'otherwise'>,
  { node }: Pick<Given, 'node'>,
  value: string,
): Site {
  const isLoose = row.loose !== null && row.values.indexOf(value) >= row.values.indexOf(row.loose);
  const { otherwise } = row;
  const isDefaultLooser = otherwise !== null && row.values.indexOf(otherwise) > row.values.indexOf(value);
  return {
    kind: row.kind,
    action: isLoose ? 'waive' : 'require',
    resource: { kind: 'setting', value: known(row.title), norm: row.id },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [`\`${unit.textOf(node).split('\n')[0]!.slice(0, 80)}\` sets ${row.title} to ${value}.`],
    qualifiers: { value, ...(isDefaultLooser ? { otherwise } : {}) },
    detail: { decision: { at: unit.language.isCode ? 'hardcoded' : 'config', basis: 'constant', value } },
  };
}

export function rowsByName(rows: readonly SettingRow[]): ReadonlyMap<string, readonly SettingRow[]> {
  const byName = new Map<string, SettingRow[]>();
  for (const row of rows) {
    for (const name of row.names.split(' ')) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [row]);
      else list.push(row);
    }
  }
  return byName;
}
