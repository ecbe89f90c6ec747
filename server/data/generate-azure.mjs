// Derives azure.json from published fact tables: node server/data/generate-azure.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the fact tables are: node server/data/generate-azure.mjs FOLDER');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Operations that neither the map nor a built-in role names. Azure's reference of resource provider operations, 2026-11. */
const OWN = [
  ...['read', 'write', 'delete', 'restart/action', 'start/action', 'stop/action', 'publishxml/action'].map(
    (end) => `Microsoft.Web/sites/${end}`,
  ),
  ...['read', 'write', 'delete'].map((end) => `Microsoft.Web/serverfarms/${end}`),
];
const mapped = Object.values(read('azure-map.2024-12.json')).flatMap((paths) =>
  Object.values(paths).flatMap((operations) => Object.keys(operations)),
);
const given = read('azure-built-in-roles-raw.json').flatMap(({ permissions }) =>
  permissions.flatMap(({ actions, dataActions }) => [...actions, ...dataActions]),
);

// Provider -> resource type -> what can be done to it, by the spelling that is met first. `write`, `start/action`.
const providers = new Map();
const seen = new Set();
for (const operation of [...mapped, ...given, ...OWN]) {
  const match = /^([\w-]+(?:\.[\w-]+)+)\/([\w./-]+?)\/([\w-]+\/action|read|write|delete)$/i.exec(operation);
  if (match === null || seen.has(operation.toLowerCase())) continue;
  seen.add(operation.toLowerCase());
  const [, provider, type, end] = match;
  const key = provider.toLowerCase();
  const known = providers.get(key) ?? { name: provider, types: new Map() };
  providers.set(key, known);
  const row = known.types.get(type.toLowerCase()) ?? { name: type, ends: [] };
  known.types.set(type.toLowerCase(), row);
  row.ends.push(/\/action$/i.test(end) ? end.replace(/\/action$/i, '!') : end.toLowerCase());
}

const table = {
  source:
    'iann0036/iamlive, a copy of iann0036/iam-dataset, 2024-12, and iann0036/iam-dataset, 2026-08-22 (MIT); derived by generate-azure.mjs',
  // One text a provider: it is taken apart when a file first asks for it. `type=read,write,start/action`, `!` for `/action`.
  providers: Object.fromEntries(
    [...providers.values()]
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map(({ name, types }) => [
        name.replace(/^microsoft\.(\w)/, (_, first) => `Microsoft.${first.toUpperCase()}`),
        [...types.values()].map((row) => `${row.name}=${row.ends.join(',')}`).join(' '),
      ]),
  ),
};
const out = join(import.meta.dirname, 'azure.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(`${out}: ${text.length} bytes, ${providers.size} providers, ${seen.size} operations`);
