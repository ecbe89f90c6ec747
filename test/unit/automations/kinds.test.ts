import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAsText } from './read-as-text.ts';

// One file a case; what is read of it stands beside it. `UPDATE_EXPECT=1` writes that anew: read the difference.

const folder = path.join(import.meta.dirname, 'fixtures');
const isUpdating = process.env['UPDATE_EXPECT'] === '1';

const cases = fs
  .readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.expected'))
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .toSorted();

test.each(cases)('%s', async (file) => {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const read = await readAsText(file, text);
  const expected = path.join(folder, `${file}.expected`);
  if (isUpdating) fs.writeFileSync(expected, read);
  expect(read).toBe(fs.readFileSync(expected, 'utf8'));
});
