import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../server/src/core/languages/table.ts';
import { parseSample } from './load-languages.ts';
import { printTree } from './print-tree.ts';

// Each file below fixtures/<language>/ has its tree beside it. `UPDATE_EXPECT=1` writes the trees: read the difference.
const fixtures = join(import.meta.dirname, 'fixtures');
const isUpdating = process.env['UPDATE_EXPECT'] === '1';

describe.each(languages.map(({ id }) => id))('%s', (id) => {
  const samples = readdirSync(join(fixtures, id)).filter((name) => !name.endsWith('.tree'));

  it('has samples', () => {
    expect(samples).not.toEqual([]);
  });

  it.each(samples)('%s lowers to the tree beside it', async (name) => {
    const path = join(fixtures, id, name);
    const printed = printTree(await parseSample(id, readFileSync(path, 'utf8')));
    if (isUpdating) writeFileSync(`${path}.tree`, printed);
    expect(printed).toBe(existsSync(`${path}.tree`) ? readFileSync(`${path}.tree`, 'utf8') : '');
  });
});
