// Derives github-contexts.json from published fact tables: node server/data/generate-github-contexts.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined)
  throw new Error('Say where the fact tables are: node server/data/generate-github-contexts.mjs FOLDER');
const rows = readFileSync(join(folder, 'zizmor/context-capabilities.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const sinks = JSON.parse(readFileSync(join(folder, 'zizmor/codeql-injection-sinks.json'), 'utf8'));
/** Run what they are given, and are not in the upstream list; from each action's own description (2026-11). */
const MORE_SINKS = [
  ['amadevus/pwsh-script', ['script']],
  ['jannekem/run-python-script-action', ['script']],
  ['cardinalby/js-eval-action', ['expression']],
  ['addnab/docker-run-action', ['options', 'run']],
  ['nick-fields/retry', ['command']],
  ['docker/bake-action', ['set']],
];

/** First letters of the upstream words. */
const CLASSES = { arbitrary: 'a', structured: 's', fixed: 'f' };
const root = { says: null, keys: new Map() };
for (const [context, says] of rows) {
  let at = root;
  for (const key of context.split('.')) {
    const next = at.keys.get(key) ?? { says: null, keys: new Map() };
    at.keys.set(key, next);
    at = next;
  }
  at.says = CLASSES[says];
}

/** Events share their objects: a `user` is written once, and named by its number. */
const nodes = [];
const known = new Map();
function number({ says, keys }) {
  const row = {};
  for (const [key, node] of [...keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isLeaf = node.keys.size === 0;
    row[key] = isLeaf ? node.says : number(node);
  }
  if (says !== null) row[''] = says;
  const text = JSON.stringify(row);
  const at = known.get(text) ?? nodes.push(text) - 1;
  known.set(text, at);
  return at;
}
const start = number(root);

const actions = Object.fromEntries(
  [...sinks, ...MORE_SINKS].map(([name, inputs]) => [name.toLowerCase(), inputs]).sort(([a], [b]) => (a < b ? -1 : 1)),
);
/** Repositories of actions that nobody works on any more. */
const archived = readFileSync(join(folder, 'zizmor/archived-repos.txt'), 'utf8').trim().split('\n');
const out = join(import.meta.dirname, 'github-contexts.json');
const text = `{
"source": "zizmorcore/zizmor 11bbf7e6 (2026-08-22), MIT; inputs that execute from CodeQL, MIT; derived by generate-github-contexts.mjs",
"classes": "a: whatever an outsider writes; s: a form such as a URL or login, with parts of theirs; f: fixed. A number is a node, '' the node itself, * any key.",
"start": ${start},
"nodes": [
${nodes.join(',\n')}
],
"executes": ${JSON.stringify(actions)},
"archived": ${JSON.stringify(archived.map((name) => name.toLowerCase()).sort())}
}
`;
writeFileSync(out, text);
console.log(`${out}: ${text.length} bytes, ${rows.length} contexts, ${nodes.length} nodes`);
