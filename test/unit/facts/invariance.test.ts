import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

const sample = path.resolve(import.meta.dirname, '../../../media/sample');
const files = fs
  .readdirSync(sample, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|py|ya?ml|json)$/.test(file) && !/(commit|turn)\.json$/.test(file))
  .toSorted();

/** Ways to write the same code. */
const rewrites: Readonly<Record<string, (text: string, file: string) => string>> = {
  'Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'blank lines on top': (text) => `\n\n\n${text}`,
  'a comment on top': (text, file) =>
    file.endsWith('.json') ? text : `${file.endsWith('.ts') ? '//' : '#'} note\n${text}`,
  'no final newline': (text) => text.trimEnd(),
  'wider blanks': (text) => text.replaceAll(/(?<=\w),(?= \w)/g, ', '),
};

const idsOf = async (file: string, text: string): Promise<readonly string[]> => {
  const { facts, failures } = await factsOf(file, text);
  expect(failures).toEqual([]);
  return facts.map(({ id }) => id).toSorted();
};

describe('a fact is the same in', () => {
  test('the demo workspace, which has some', async () => {
    const all = await Promise.all(files.map((file) => idsOf(file, fs.readFileSync(path.join(sample, file), 'utf8'))));
    expect(all.flat().length).toBeGreaterThan(20);
  });

  test.each(Object.keys(rewrites))('%s', async (name) => {
    for (const file of files) {
      const text = fs.readFileSync(path.join(sample, file), 'utf8');
      // oxlint-disable-next-line no-await-in-loop -- one parser
      expect(await idsOf(file, rewrites[name]!(text, file)), file).toEqual(await idsOf(file, text));
    }
  });
});
