import { getL10nJson } from '@vscode/l10n-dev';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { filesBelow, readerTexts, wordingsIn } from './reader-texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'l10n/bundle.l10n.json');

/** Where words for people are said. What the analysis says of code is one text for people, records and rules, and is not translated. */
const spoken = ['client/src', 'client/webview', 'client/words', 'server/src/lsp'];
const sources = spoken.flatMap(filesBelow);

type Bundle = Readonly<Record<string, string>>;

test('translators find every message of the editor, its pages and the language server, and no other', async () => {
  // As one script: over each it takes its time.
  const line = "import * as l10n from '@vscode/l10n';\n";
  const scripts = sources.map((file) => fs.readFileSync(file, 'utf8')).filter((text) => text.includes(line));
  const contents = [line, ...scripts.map((text) => text.replace(line, ''))].join('\n');
  const texts = [...readerTexts()].map((text) => [text, text] as const);
  const found = { ...Object.fromEntries(texts), ...(await getL10nJson([{ extension: '.ts', contents }])) };
  const sorted = Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  if (process.env['UPDATE_EXPECT'] === '1') fs.writeFileSync(bundle, `${JSON.stringify(sorted, null, 2)}\n`);
  expect(JSON.parse(fs.readFileSync(bundle, 'utf8'))).toEqual(sorted);
  expect(Object.keys(sorted).length).toBeGreaterThan(1000);
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

test('a wording is found with its parts in order', () => {
  const source = 'f(worded`a ${one({ x: 1 })} and ${two}`, worded`b`, reworded`c`)';
  expect(wordingsIn(source)).toEqual(['a {0} and {1}', 'b']);
});

/** What a translation has that nobody asks for, and messages whose parts it leaves out, or makes up. */
function faultsOf(translation: Bundle, english: Bundle): readonly string[] {
  const partsOf = (text: string): string => [...new Set(text.match(/\{\d+\}/gu))].toSorted().join(' ');
  return Object.entries(translation).flatMap(([key, text]) => {
    if (!Object.hasOwn(english, key)) return [`nobody says "${key}"`];
    return partsOf(key) === partsOf(text) ? [] : [`"${key}" has other parts`];
  });
}

describe('a translation', () => {
  const folder = path.join(root, 'l10n');
  const read = (name: string): Bundle => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Bundle;

  test('has messages that are said, with all their parts', () => {
    const english = read(path.basename(bundle));
    expect(fs.readdirSync(folder).flatMap((name) => faultsOf(read(name), english))).toEqual([]);
  });

  test('with another part, one part less or a message of its own is found', () => {
    const all = { '{0} of {1}': '{0} of {1}', done: 'done' };
    expect(faultsOf({ '{0} of {1}': '{1}: {0}', done: 'fertig' }, all)).toEqual([]);
    expect(faultsOf({ '{0} of {1}': '{0}', done: '{0}', other: '' }, all)).toEqual([
      '"{0} of {1}" has other parts',
      '"done" has other parts',
      'nobody says "other"',
    ]);
  });
});

test('the language server says nothing while it loads: its client has not said in which language', async () => {
  const said: unknown[] = [];
  vi.doMock('@vscode/l10n', () => ({ t: (message: unknown) => String(said.push(message)), config: () => undefined }));
  vi.resetModules();
  const server = path.join(root, 'server/src/lsp');
  for (const file of filesBelow('server/src/lsp')) if (file !== path.join(server, 'main.ts')) await import(file);
  expect(said).toEqual([]);
});
