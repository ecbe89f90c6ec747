import { expect, test } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

async function changesOf(file: string, before: string, after: string): Promise<string[]> {
  const { facts } = await reviewTexts({ before: { [file]: before }, after: { [file]: after } });
  return facts
    .filter(({ kind }) => kind.startsWith('permission.'))
    .map(({ kind, change, action, resource }) => `${kind} ${change}: ${action} ${resource.norm}`);
}

const ts = (body: string): string => `import fs from 'node:fs';\nexport function run(x: string) {\n  ${body}\n}\n`;
const py = (body: string): string =>
  `import os, pickle, yaml, sqlite3\ndb = sqlite3.connect("x")\ndef run(x):\n    ${body}\n`;

test.each([
  ["fs.chmodSync('a', 0o755)", "fs.chmodSync('a', 0o777)", 'widened: write a'],
  ["fs.chmodSync('a', 0o777)", "fs.chmodSync('a', 0o700)", 'strengthened: write a'],
  ["fs.writeFileSync('a', x)", "fs.writeFileSync('a', x, { mode: 0o600 })", 'strengthened: write a'],
  ["fs.writeFileSync('/tmp/a', x)", "fs.writeFileSync('/tmp/a', x, { flag: 'wx' })", 'strengthened: write /tmp/a'],
  ["fs.rmSync('build')", 'fs.rmSync(x)', 'widened: delete dynamic'],
  ["fs.writeFileSync('/etc/a', x)", "fs.writeFileSync('a', x)", 'narrowed: write a'],
])('files: %s became %s', async (before, after, change) =>
  expect(await changesOf('a.ts', ts(before), ts(after))).toEqual([`permission.filesystem ${change}`]),
);

test.each([
  ['yaml.load(x)', 'yaml.safe_load(x)', ['permission.runtime removed: unsafe-deserialize yaml.load']],
  ['eval("1")', 'eval(x)', ['permission.runtime widened: eval dynamic']],
  ['db.execute("DELETE FROM t WHERE a = 1")', 'db.execute("DELETE FROM t")', ['permission.database widened: delete t']],
  [
    'db.execute("DELETE FROM t")',
    'db.execute("DELETE FROM t WHERE a = 1")',
    ['permission.database narrowed: delete t'],
  ],
  ['db.execute("SELECT a FROM t")', 'db.execute("SELECT b FROM t")', []],
])('python: %s became %s', async (before, after, changes) =>
  expect(await changesOf('a.py', py(before), py(after))).toEqual(changes),
);

test.each([
  ['Mail.Read', 'Mail.ReadWrite', 'widened'],
  ['User.Read', 'User.Read.All', 'widened'],
  ['Files.ReadWrite.All', 'Files.ReadWrite', 'narrowed'],
  ['https://www.googleapis.com/auth/drive.file', 'https://www.googleapis.com/auth/drive', 'widened'],
])('scopes: %s became %s', async (before, after, change) => {
  const asked = (scope: string): string => `export const request = { scopes: ['${scope}'] };\n`;
  const changes = await changesOf('a.ts', asked(before), asked(after));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toContain(`permission.scope ${change}: `);
});

test.each([
  ['public_repo', 'repo', ['permission.scope widened: repo GitHub']],
  ['read:org', 'admin:org', ['permission.scope widened: admin:org GitHub']],
  ['gist', 'repo', ['permission.scope added: repo GitHub', 'permission.scope removed: gist GitHub']],
])('scopes of GitHub: %s became %s', async (before, after, expected) => {
  const asked = (scope: string): string =>
    `import passport from 'passport';\npassport.authenticate('github', { scope: ['${scope}'] });\n`;
  expect((await changesOf('a.ts', asked(before), asked(after))).toSorted()).toEqual(expected);
});
