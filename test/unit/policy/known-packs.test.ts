import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RECOMMENDED, loadPolicy } from '../../../server/src/core/policy/load-policy.ts';
import { readLayer } from '../../../server/src/core/policy/read-layer.ts';
import type { KnownYaml } from '../../../server/src/core/policy/read-yaml.ts';

const built = 'server/dist/rules';
const known = JSON.parse(readFileSync(`${built}/known.json`, 'utf8')) as Readonly<Record<string, KnownYaml>>;
const packs = Object.keys(known);
const vocabulary = { detectors: [], languages: [] };

test('the build knows every pack', () => {
  expect(packs.map((name) => `${name}.yaml`)).toEqual(
    readdirSync('server/rules').filter((name) => name.endsWith('.yaml')),
  );
});

test.each(packs)('%s: what the build read is what the YAML says, with every line', (name) => {
  const text = readFileSync(`${built}/${name}.yaml`, 'utf8');
  expect(text).toBe(readFileSync(`server/rules/${name}.yaml`, 'utf8'));
  const source = { file: `countersign:${name}`, text };
  const { yaml, ...read } = readLayer(source, 'built-in', vocabulary);
  const { yaml: quick, ...other } = readLayer({ ...source, known: known[name]! }, 'built-in', vocabulary);
  expect(other).toEqual(read);
  expect(quick.data).toEqual(yaml.data);
});

test('what is wrong with a known pack is said at its place', () => {
  const text = readFileSync(`${built}/recommended.yaml`, 'utf8');
  const problemsOf = (source: object): unknown =>
    loadPolicy({
      packs: { [RECOMMENDED]: { file: RECOMMENDED, text, ...source } },
      repository: null,
      detectors: ['grant-added'],
    }).problems;
  expect(problemsOf({ known: known['recommended'] })).toEqual(problemsOf({}));
  expect(problemsOf({})).not.toEqual([]);
});
