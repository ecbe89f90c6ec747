import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordFormats } from '../../../server/src/core/export.ts';
import { exportFormats } from '../../../server/src/protocol/messages.ts';
import { inputOf, range, realistic } from './realistic.ts';
import { written } from './written.ts';

const folder = join(import.meta.dirname, 'golden');

/** `UPDATE_EXPECT=1` writes them: read the difference. */
describe.each(recordFormats)('the form $id', ({ id }) => {
  test('writes a realistic ledger as it always did', () => {
    const text = written(id, inputOf(realistic, id === 'html' || id === 'markdown' || id === 'json' ? { range } : {}));
    const path = join(folder, `${id}.txt`);
    if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test('says something of every kind of record that it has a place for', () => {
    const text = written(id, inputOf());
    for (const record of realistic) {
      if (id === 'agent-trace' && record.seq !== 1 && record.seq !== 3) continue;
      expect(text).toContain(record.hash);
    }
  });

  test('writes a ledger without records', () => {
    expect(() => written(id, inputOf([]))).not.toThrow();
  });

  test('writes the same twice', () => {
    const input = inputOf();
    expect(written(id, input)).toBe(written(id, input));
  });
});

test('the editor offers every form', () => {
  expect([...exportFormats]).toEqual(recordFormats.map(({ id }) => id));
});
