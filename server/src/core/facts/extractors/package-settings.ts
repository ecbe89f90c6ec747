import { plainLines } from '../../text/plain-lines.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { plainName } from '../settings/given.ts';
import { packageRows } from '../settings/package-rows.ts';
import { readSettings, rowsByName, toSettingSite } from '../settings/read.ts';
import { placeIn } from '../text-place.ts';

const byName = rowsByName(packageRows);
const OF_LINES = /(?:^|\/)(?:\.npmrc|\.yarnrc|pip\.conf|pip\.ini)$/;

/** What managers of packages are told to hold back: scripts, what has other bytes than known, what comes over open connections. */
export const packageSettings = defineExtractor({
  id: 'package-settings',
  kinds: ['assurance.hardening'],
  languages: ['settings', 'yaml', 'toml', 'json', 'dockerfile', 'bash'],
  *extract(reading) {
    yield* readSettings(reading, byName);
    if (OF_LINES.test(reading.unit.path)) yield* ofLines(reading);
  },
});

/** `ignore-scripts=true`, and `enable-strict-ssl false` of older forms. */
function* ofLines(reading: Reading): Generator<Site> {
  for (const { text, start } of plainLines(reading.unit.tree.text)) {
    const found = /^\s{0,40}([\w-]{1,80})\s{0,9}[= ]\s{0,9}"?([^"\s#;]{1,200})"?\s*$/.exec(text);
    if (found === null) continue;
    const [, name = '', given = ''] = found;
    const node = placeIn(reading.unit, start, start + text.length);
    for (const row of byName.get(plainName(name)) ?? []) {
      if (row.when?.({ name, value: node, node, callee: '', holder: '' }, reading) === false) continue;
      const value = row.means({ kind: 'text', text: given }, node, reading);
      if (value !== null) yield toSettingSite(reading, row, { node }, value);
    }
  }
}
