import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
});
