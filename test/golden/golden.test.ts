import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCase, markFindings } from '../../server/src/core/fixtures/check-case.ts';
import { parseNdiff } from '../../server/src/core/fixtures/ndiff.ts';
import { reviewTexts } from './review-texts.ts';

// One test a case of every `*.ndiff` below this folder. `UPDATE_EXPECT=1` writes the marks as found: read the difference.

const here = import.meta.dirname;
const isUpdating = process.env['UPDATE_EXPECT'] === '1';

const fixtures = fs
  .readdirSync(here, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ndiff'))
  .toSorted();

describe.each(fixtures)('%s', (file) => {
  const text = fs.readFileSync(path.join(here, file), 'utf8');
  const lines = text.split('\n');
  const cases = parseNdiff(text, path.basename(file, '.ndiff'));

  if (isUpdating) {
    test('is written anew', rewrite);
    return;
  }
  test.each(cases.map((one) => ({ title: one.title, one })))('$title', async ({ one }) => {
    const result = await reviewTexts(one.texts);
    expect(checkCase(one, lines, result).join('\n')).toBe('');
  });

  async function rewrite(): Promise<void> {
    const marks = new Map<number, readonly string[]>();
    for (const one of cases) {
      const { findings } = await reviewTexts(one.texts);
      for (const [line, found] of markFindings(one, lines, findings)) marks.set(line, found);
    }
    const kept = lines.flatMap((line, number) => (line.startsWith('? ') ? [] : [line, ...(marks.get(number) ?? [])]));
    fs.writeFileSync(path.join(here, file), kept.join('\n'));
  }
});
