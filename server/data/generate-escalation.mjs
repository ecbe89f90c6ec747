// Derives escalation.json from published fact tables: node server/data/generate-escalation.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined)
  throw new Error('Say where the fact tables are: node server/data/generate-escalation.mjs FOLDER');
const { PRIVILEGE_ESCALATION_METHODS: methods } = JSON.parse(
  readFileSync(join(folder, 'cloudsplaining/constants.json'), 'utf8'),
);

const all = Object.entries(methods).map(([name, actions]) => ({
  name,
  actions: [...new Set(actions)].sort((a, b) => (a < b ? -1 : 1)),
}));
const alone = new Set(all.filter(({ actions }) => actions.length === 1).map(({ actions }) => actions[0]));
// A set is told for what its parts do together: one that escalates with less, or by one of its parts alone, is no such set.
const joint = all.filter(({ actions }) => actions.length > 1 && !actions.some((action) => alone.has(action)));
const isWithin = (small, large) =>
  small !== large &&
  small.actions.length < large.actions.length &&
  small.actions.every((action) => large.actions.includes(action));
const sets = joint.filter((set) => !joint.some((other) => isWithin(other, set)));
const words = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(ec2|ssh|iam|ecs|url)\b/g, (word) => word.toUpperCase());

const table = {
  source: 'salesforce/cloudsplaining 5012eab (2026-08-16), BSD-3-Clause; derived by generate-escalation.mjs',
  sets: Object.fromEntries(
    sets.map(({ name, actions }) => [words(name), actions]).sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
};
const out = join(import.meta.dirname, 'escalation.json');
writeFileSync(out, `${JSON.stringify(table, null, 2)}\n`);
console.log(`${out}: ${sets.length} sets of ${all.length}`);
