import { getL10nJson } from '@vscode/l10n-dev';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'l10n/bundle.l10n.json');

/** Where words for people are: what the analysis says of code is one text for people, records and rules, and is not translated. */
const spoken = ['client/src', 'client/webview', 'client/words'];

const sources = spoken.flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(root, folder, name)),
);

test('translators find every message of the client, and no other', async () => {
  const scripts = sources.map((file) => ({ extension: '.ts', contents: fs.readFileSync(file, 'utf8') }));
  const found = await getL10nJson(scripts);
  const sorted = Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  if (process.env['UPDATE_EXPECT'] === '1') fs.writeFileSync(bundle, `${JSON.stringify(sorted, null, 2)}\n`);
  expect(JSON.parse(fs.readFileSync(bundle, 'utf8'))).toEqual(sorted);
  expect(Object.keys(sorted).length).toBeGreaterThan(100);
});

test('a message is a literal: what is put together is found by nobody', () => {
  const built = sources.flatMap((file) =>
    fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        /l10n\.t\((?!\s*$|\s*['{])/.test(line) ? [`${path.relative(root, file)}:${at + 1}`] : [],
      ),
  );
  expect(built).toEqual([]);
});
