import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUnlisted } from './unlisted.ts';

const root = path.resolve(import.meta.dirname, '../..');
const core = path.join(root, 'server/src/core');

describe.each(['languages', 'facts', 'detectors', 'chains', 'exports', 'channels', 'gate/formats'])(
  'the table of %s',
  (stage) => {
    test('lists every file that defines a row', () => {
      const { rows, unlisted } = findUnlisted(path.join(core, stage));
      expect(rows).not.toEqual([]);
      expect(unlisted).toEqual([]);
    });
  },
);

test('every folder of grammars/ has its meaning in languages/', () => {
  const { rows } = findUnlisted(path.join(core, 'languages'));
  const folders = fs.readdirSync(path.join(root, 'grammars'));
  expect(folders).not.toEqual([]);
  expect(rows).toEqual(expect.arrayContaining(folders.map((id) => `${id}.ts`)));
});

describe('a file that its table forgot', () => {
  const folder = path.join(os.tmpdir(), `tables-${process.pid}`);

  beforeAll(() => {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'define.ts'), 'export const defineRow = (row: unknown) => row;');
    fs.writeFileSync(path.join(folder, 'listed.ts'), 'export const listed = defineRow({});');
    fs.writeFileSync(path.join(folder, 'forgotten.ts'), 'export const forgotten = defineRow<Row>({});');
    fs.writeFileSync(path.join(folder, 'shared-names.ts'), 'export const names = [];');
    fs.writeFileSync(
      path.join(folder, 'table.ts'),
      "import { listed } from './listed.ts';\nexport const table = [listed];",
    );
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('is reported', () => {
    expect(findUnlisted(folder)).toEqual({ rows: ['forgotten.ts', 'listed.ts'], unlisted: ['forgotten.ts'] });
  });
});
