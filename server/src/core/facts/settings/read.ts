import { childOf, descendants } from '../../text/tree.ts';
import type { Reading, Site } from '../define.ts';
import { optionsOf } from '../options.ts';
import { known } from '../to-fact.ts';
import type { Given, SettingRow } from './define.ts';
import { givenValues, plainName } from './given.ts';

/** The settings of a table that a file gives, each as an act: `require` where it protects, `waive` where it does not. */
export function* readSettings(reading: Reading, byName: ReadonlyMap<string, readonly SettingRow[]>): Generator<Site> {
  for (const [name, all] of givenValues(reading)) {
    for (const row of byName.get(name) ?? []) {
      for (const given of all) {
        if (row.when !== undefined && !row.when(given, reading)) continue;
        const value = row.means(reading.resolver.valueOf(given.value), given.value, reading);
        if (value === null) continue;
        // An option goes with its call.
        const isOption = row.of?.(given.callee, reading) === true;
        yield toSettingSite(reading, isOption ? { ...row, otherwise: null } : row, given, value);
      }
    }
  }
}

/** Calls that are not given an option they take have what holds otherwise; of what is handed over whole nothing is known. */
export function* readDefaults(reading: Reading, rows: readonly SettingRow[]): Generator<Site> {
  const { unit, resolver } = reading;
  const taken = rows.flatMap((row) =>
    row.of === undefined || row.otherwise === null ? [] : [{ ...row, of: row.of, otherwise: row.otherwise }],
  );
  if (taken.length === 0) return;
  for (const kind of ['call', 'new'] as const) {
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > 160) continue;
      const written = unit.textOf(callee);
      const rowsOf = taken.filter((row) => row.of(written, reading));
      if (rowsOf.length === 0) continue;
      const given = new Set(
        [...descendants(node, (each) => each.kind !== 'function')].flatMap((each) =>
          each.kind === 'entry' || each.kind === 'keyword' || each.kind === 'shorthand'
            ? [plainName(unit.textOf(each.children[0] ?? each))]
            : [],
        ),
      );
      if (
        optionsOf(
          reading,
          resolver.argumentsOf(node).filter((arg) => arg.node?.kind !== 'function' && arg.node?.kind !== 'name'),
        ).isOpen ||
        given.size === 0
      )
        continue;
      for (const row of rowsOf) {
        if (row.names.split(' ').some((name) => given.has(name))) continue;
        yield { ...toSettingSite(reading, row, { node }, row.otherwise), action: 'leave' };
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
