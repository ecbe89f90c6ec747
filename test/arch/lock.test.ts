import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

test.each(['package-lock.json', 'test/workbench/package-lock.json'])(
  '%s pins bytes by hash and names no registry',
  (file) => {
    const { packages } = JSON.parse(read(file)) as {
      packages: Record<string, { resolved?: string; integrity?: string; inBundle?: boolean }>;
    };
    const installed = Object.entries(packages).filter(([folder, { inBundle }]) => folder !== '' && inBundle !== true);
    expect(installed.length).toBeGreaterThan(0);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(installed.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  },
);

test('package.json asks for exact versions', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  const versions = kinds.flatMap((kind) => Object.values(manifest[kind] ?? {}));
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});
