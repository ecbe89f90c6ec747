// Derives scopes.json from published fact tables: node server/data/generate-scopes.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the fact tables are: node server/data/generate-scopes.mjs FOLDER');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

// Microsoft Graph: the least privileged permission of each method and path, for a signed-in user where there is one.
const { permissions } = read('msgraph-permissions.json');
const SCHEMES = ['DelegatedWork', 'Application', 'DelegatedPersonal'];
const found = new Map();
for (const [name, { schemes, pathSets }] of Object.entries(permissions)) {
  for (const { schemeKeys, methods, paths } of pathSets) {
    for (const [path, flags] of Object.entries(paths)) {
      const least = /least=([\w,]+)/.exec(flags)?.[1].split(',') ?? [];
      for (const method of methods) {
        const rows = found.get(`${method} ${path}`) ?? [];
        found.set(`${method} ${path}`, rows);
        for (const scheme of schemeKeys) {
          // A set of paths may be marked for several methods at once: what can write is not the least that reads.
          const weight = (least.includes(scheme) ? 0 : 100) + (/Write|Manage|FullControl/.test(name) ? 10 : 0);
          rows.push({ name, scheme, weight: weight + (schemes[scheme]?.privilegeLevel ?? 5) + name.length / 100 });
        }
      }
    }
  }
}
const least = new Map();
for (const [key, rows] of found) {
  const scheme = SCHEMES.find((each) => rows.some((row) => row.scheme === each));
  const ofScheme = rows.filter((row) => row.scheme === scheme).sort((a, b) => a.weight - b.weight);
  least.set(key.replaceAll('{id}', '*').replaceAll(/\{[^}]*\}/g, '*'), ofScheme[0].name);
}
const graph = {};
for (const [key, name] of [...least].sort(([a], [b]) => (a < b ? -1 : 1))) {
  // What is under /users/* as under /me stands there once.
  if (key.includes('/users/*') && least.get(key.replace('/users/*', '/me')) === name) continue;
  if (key.includes('/...')) continue;
  const [method, path] = key.split(' ');
  const row = `${method} ${name}`;
  (graph[row] ??= []).push(path);
}
/** Each path as the number of segments that it shares with the one before, and the rest: `/me /me/messages` is `0/me 1/messages`. */
function folded(paths) {
  let before = [];
  const rows = paths.sort().map((path) => {
    const segments = path.split('/').slice(1);
    let shared = 0;
    while (shared < segments.length && segments[shared] === before[shared]) shared += 1;
    before = segments;
    return `${shared}/${segments.slice(shared).join('/')}`;
  });
  return rows.join(' ');
}

// Slack: the table is of classic scopes; apps of today have these instead.
const GRANULAR = {
  'chat:write:bot': 'chat:write',
  'chat:write:user': 'chat:write',
  'files:write:user': 'files:write',
  'files:read': 'files:read',
  'channels:write': 'channels:manage',
  'reminders:write:user': 'reminders:write',
  'users:write': 'users:write',
};
/** Methods that the table does not know yet, or of which a scope of their own is asked now. Slack's reference, 2026-11. */
const OWN_SLACK = {
  'files.uploadV2': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'users.lookupByEmail': 'users:read.email',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.join': 'channels:join',
  'conversations.list': 'channels:read',
  'conversations.info': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.setTopic': 'channels:manage',
  'conversations.setPurpose': 'channels:manage',
  'bookmarks.add': 'bookmarks:write',
  'bookmarks.edit': 'bookmarks:write',
  'bookmarks.remove': 'bookmarks:write',
  'bookmarks.list': 'bookmarks:read',
  'canvases.create': 'canvases:write',
  'canvases.edit': 'canvases:write',
  'canvases.delete': 'canvases:write',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
};
const slack = {};
for (const [method, scopes] of Object.entries({ ...read('slack-method-scopes.json') })) {
  const usable = scopes.map((scope) => GRANULAR[scope] ?? scope).filter((scope) => scope.includes(':'));
  // Of scopes for kinds of conversations the one of public channels: any one of them is enough.
  const one = usable.find((scope) => scope.startsWith('channels:')) ?? usable[0];
  if (one !== undefined) slack[method] = one;
}
Object.assign(slack, OWN_SLACK);

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const table = {
  source:
    'microsoftgraph/microsoft-graph-devx-content 6cbd6bb, 2026-08 (MIT), slackapi/slack-api-specs bc08db4, 2021-09 (MIT); derived by generate-scopes.mjs',
  // `GET Mail.Read` -> the paths that ask for it, folded, `*` for what names one of many.
  graph: sorted(Object.fromEntries(Object.entries(graph).map(([key, paths]) => [key, folded(paths)]))),
  slack: sorted(slack),
};
const out = join(import.meta.dirname, 'scopes.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(`${out}: ${text.length} bytes, ${least.size} paths, ${Object.keys(slack).length} methods`);
