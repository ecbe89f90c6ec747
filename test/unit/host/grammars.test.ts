import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/src/core/load-language.ts';
import { neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { readGrammars } from '../../../server/src/host/grammars.ts';
import { scratch } from './scratch.ts';

const built = join(import.meta.dirname, '../../../server/dist/grammars');

describe.skipIf(!existsSync(built))('grammars', () => {
  it('are read byte for byte as they were built', async () => {
    const grammars = readGrammars(built);
    expect(await grammars.grammar('python')).toEqual(readFileSync(join(built, 'tree-sitter-python.wasm')));
    expect((await grammars.runtime()).length).toBeGreaterThan(100_000);
    expect(await grammars.facts('python')).toContain('@');
  });

  it('that were exchanged, damaged or removed are refused', async () => {
    const files = scratch();
    cpSync(built, files.at('g'), { recursive: true });
    const bytes = files.read('g/tree-sitter-python.wasm');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(files.at('g/tree-sitter-python.wasm'), bytes);
    files.remove('g/tree-sitter-json.wasm');
    const grammars = readGrammars(files.at('g'));
    for (const name of ['python', 'json', 'cobol'])
      await expect(grammars.grammar(name), name).rejects.toMatchObject({ problem: { code: 'CS3060' } });
    await expect(readGrammars(files.at('none')).runtime()).rejects.toMatchObject({ problem: { code: 'CS3060' } });
  });

  it('are loaded once for all engines on the same files, and again when that failed', async () => {
    const files = readGrammars(built);
    const asked: string[] = [];
    const grammar = async (name: string): Promise<Uint8Array> => {
      asked.push(name);
      return asked.length === 1 ? await Promise.reject(new Error('busy')) : await files.grammar(name);
    };
    const shared = { ...files, grammar };
    const [first, second, idle] = [createEngine(shared), createEngine(shared), createEngine(shared)];
    await expect(first.load(['json'])).rejects.toThrow('busy');
    await Promise.all([first.load(['json']), second.load(['json'])]);
    expect(asked).toEqual(['json', 'json']);
    const json = first.languageOf('a.json')!;
    for (const engine of [first, second])
      expect(engine.parse(json, 'a.json', '{}', neverCancelled)).toMatchObject({ kind: 'tree' });
    expect(() => idle.parse(json, 'a.json', '{}', neverCancelled)).toThrow('is not loaded');
  });
});
