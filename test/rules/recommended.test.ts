import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { printObligation } from '../../server/src/core/model/obligation.ts';
import { loadPolicy } from '../../server/src/core/verbs.ts';
import { reviewTexts } from '../golden/review-texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-rules-'));

const recommended = {
  file: 'countersign:recommended',
  text: fs.readFileSync(path.join(root, 'server/rules/recommended.yaml'), 'utf8'),
};
const { value: policy, problems } = loadPolicy({ packs: { [recommended.file]: recommended }, repository: null });

/** All files of the demo workspace, before and after the agent's turn. */
function readSide(overlays: readonly string[]): Record<string, string> {
  const side = path.join(folder, String(overlays.length));
  for (const overlay of overlays) fs.cpSync(path.join(root, 'media/sample', overlay), side, { recursive: true });
  const files = fs.readdirSync(side, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files
      .filter((file) => fs.statSync(path.join(side, file)).isFile() && !/^(commit|turn)\.json$/.test(file))
      .map((file) => [file, fs.readFileSync(path.join(side, file), 'utf8')]),
  );
}

const history = fs
  .readdirSync(path.join(root, 'media/sample/history'))
  .toSorted()
  .map((name) => `history/${name}`);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the shipped pack has no problems', () => expect(problems).toEqual([]));

test('an agent turn of twenty hunks asks for six things', async () => {
  const result = await reviewTexts({ before: readSide(history), after: readSide([...history, 'agent']) }, policy);
  expect(result.failures).toEqual([]);
  const asked = result.findings
    .filter(({ obligation }) => obligation.kind !== 'none')
    .map(
      ({ detectorId, obligation, hold, path: file }) =>
        `${printObligation(obligation)}${hold ? ', hold' : ''}: ${detectorId} in ${file}`,
    );
  expect(asked.toSorted()).toEqual([
    'acknowledge: cloud-permission-added in src/aws/invoice-archive.ts',
    'acknowledge: dependency-added in worker/requirements.txt',
    'explain, hold: credential-hardcoded in worker/ledger_worker/churn.py',
    'explain, hold: grant-widened in .github/workflows/release.yml',
    'explain, hold: guard-removed in src/routes/accounts.ts',
    'explain: data-sent in worker/ledger_worker/churn.py',
  ]);
});

test('each step of the demo’s history asks for little', async () => {
  const counts: number[] = [];
  for (let step = 1; step < history.length; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one parser
    const result = await reviewTexts(
      { before: readSide(history.slice(0, step)), after: readSide(history.slice(0, step + 1)) },
      policy,
    );
    expect(result.failures).toEqual([]);
    counts.push(result.findings.filter(({ obligation }) => obligation.kind === 'explain').length);
  }
  expect(Math.max(...counts)).toBeLessThan(10);
});

test.each([
  ['GRANT SELECT ON orders TO reporting;', 'acknowledge'],
  ['GRANT INSERT ON orders TO app;', 'explain'],
  ['GRANT SELECT ON orders TO PUBLIC;', 'explain'],
  ['GRANT SELECT ON orders TO anonymous;', 'explain'],
  ['GRANT `roles/bigquery.dataViewer` ON TABLE orders TO "specialGroup:allUsers";', 'explain'],
  ['GRANT `roles/bigquery.dataViewer` ON TABLE orders TO "allUsers";', 'explain'],
  ["GRANT SELECT ON orders TO ''@'%';", 'explain'],
  ['GRANT USAGE ON SCHEMA app TO app;', 'nothing'],
  ['REVOKE ALL ON orders FROM app;', 'nothing'],
  ['CREATE ROLE etl SUPERUSER;', 'explain'],
  ['ALTER TABLE orders DISABLE ROW LEVEL SECURITY;', 'explain'],
  ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\nGRANT ALL ON orders TO anon;', 'acknowledge'],
  ['CREATE POLICY p ON orders FOR SELECT TO authenticated USING (true);', 'acknowledge'],
  ['CREATE POLICY p ON orders FOR SELECT TO anon USING (true);', 'explain'],
  ['CREATE POLICY p ON orders TO authenticated USING (owner = auth.uid());', 'nothing'],
  ["CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';", 'acknowledge'],
  ["CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';", 'explain'],
  ['CREATE EXTENSION pg_net;', 'acknowledge'],
  ['CREATE EXTENSION plpython3u;', 'explain'],
])('SQL by its weight: %s', async (text, expected) => {
  expect(await asks({ 'db/1.sql': `${text}\n` })).toBe(expected);
});

test.each([
  ['"permissions": ["storage"]', 'nothing'],
  ['"permissions": ["tabs"]', 'acknowledge'],
  ['"permissions": ["debugger"]', 'explain'],
  ['"host_permissions": ["https://api.example.com/*"]', 'acknowledge'],
  ['"host_permissions": ["<all_urls>"]', 'explain'],
  ['"optional_host_permissions": ["<all_urls>"]', 'acknowledge'],
])('a browser extension by its weight: %s', async (text, expected) => {
  expect(await asks({ 'manifest.json': `{ "manifest_version": 3, ${text} }\n` })).toBe(expected);
});

test.each([
  ['<uses-permission android:name="android.permission.INTERNET"/>', 'nothing'],
  ['<uses-permission android:name="android.permission.CAMERA"/>', 'acknowledge'],
  ['<uses-permission android:name="android.permission.READ_SMS"/>', 'explain'],
  ['<application><service android:name=".S" android:exported="true"/></application>', 'explain'],
  [
    '<application><service android:name=".S" android:exported="true" android:permission="x.P"/></application>',
    'acknowledge',
  ],
  ['<application android:debuggable="true"/>', 'explain'],
])('an Android app by its weight: %s', async (text, expected) => {
  expect(await asks({ 'app/AndroidManifest.xml': `<manifest>${text}</manifest>\n` })).toBe(expected);
});

test.each([
  ['run: twine upload dist/*', 'acknowledge'],
  ['run: npm install left-pad', 'acknowledge'],
  ['run: npm ci', 'nothing'],
  ['run: echo "${{ steps.names.outputs.first }}"', 'acknowledge'],
  ['run: echo "${{ github.sha }}"', 'nothing'],
  ['{ shell: cmd, run: dir }', 'acknowledge'],
  [`uses: actions/checkout@${'a'.repeat(40)}`, 'acknowledge'],
  [`{ uses: actions/checkout@${'a'.repeat(40)}, with: { persist-credentials: false } }`, 'nothing'],
])('a step of a GitHub workflow by its weight: %s', async (step, expected) => {
  const text = `on: push\npermissions: {}\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`;
  expect(await asks({ '.github/workflows/one.yml': text })).toBe(expected);
});

test.each([
  ['schedule: { interval: weekly }', 'acknowledge'],
  ['schedule: { interval: weekly }\n    cooldown: { default-days: 7 }', 'nothing'],
])('updates by their weight: %s', async (text, expected) => {
  const updates = `version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    ${text}\n`;
  expect(await asks({ '.github/dependabot.yml': updates })).toBe(expected);
});

/** The strongest thing that is asked of whoever adds the files. */
async function asks(after: Readonly<Record<string, string>>): Promise<string> {
  const { findings, failures } = await reviewTexts({ before: {}, after }, policy);
  expect(failures).toEqual([]);
  const kinds = new Set(findings.map(({ obligation }) => obligation.kind));
  return ['explain', 'acknowledge'].find((kind) => kinds.has(kind as 'explain')) ?? 'nothing';
}
