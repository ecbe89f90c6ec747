import { describe, expect, it } from 'vitest';
import { lockFormats } from '../../../server/src/core/facts/locks/table.ts';
import { languageOf } from '../../../server/src/core/languages/table.ts';
import { lock } from '../../../server/src/core/languages/lock.ts';
import { jsonScalars } from '../../../server/src/core/text/json-scalars.ts';

describe('locks', () => {
  it('have one list of names', () => {
    expect([...lock.fileNames].toSorted()).toEqual(lockFormats.flatMap(({ fileNames }) => fileNames).toSorted());
    for (const name of lock.fileNames) expect(languageOf(`a/${name}`)?.id).toBe('lock');
    expect(languageOf('package.json')?.id).toBe('json');
  });

  it.each(lockFormats)('$id reads whatever stands there, without an end', ({ read }) => {
    for (const text of [
      '',
      '\u0000',
      '{',
      '[[[[',
      '{"packages": {"node_modules/__proto__": {"version": "1", "resolved": 1}}}',
      '{"packages": {"node_modules/constructor": {"version": "1"}',
      'packages:\n  __proto__@1:\n    resolution: {',
      '[[package]]\nname = "__proto__"\nversion = "1"\nsource = "git+"',
      '"a@1", ":\n  version',
      'GEM\n  remote:\n  specs:\n    a (',
      'provider "a/b" {\nversion = "1"',
      `${'['.repeat(5_000)}${'{"a":'.repeat(5_000)}`,
      'x'.repeat(100_000),
      '"'.repeat(50_000),
      '\\'.repeat(50_000),
      ' '.repeat(100_000),
      '/*'.repeat(20_000),
      '('.repeat(30_000),
    ]) {
      const started = performance.now();
      for (const entry of read(text)) expect(entry.start).toBeLessThanOrEqual(entry.end);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

describe('JSON in one pass', () => {
  const read = (text: string): readonly string[] => {
    const said: string[] = [];
    for (const { path, value } of jsonScalars(text)) said.push(`${path.join('.')}=${value}`);
    return said;
  };

  it('says every scalar with its keys', () => {
    expect(read('{"a": {"b": [1, "x\\n", {"c": null}], "d": true}, "e": "é"}')).toEqual([
      'a.b.0=1',
      'a.b.1=x\n',
      'a.b.2.c=null',
      'a.d=true',
      'e=é',
    ]);
  });

  it('passes over comments and commas at the end, and stops where it is no JSON', () => {
    expect(read('// first\n{"a": 1, /* second */ "b": [2,],}')).toEqual(['a=1', 'b.0=2']);
    expect(read('{"a": 1, b: 2}')).toEqual(['a=1']);
    expect(read('{"a": {}, "b": [], "c": 1}')).toEqual(['c=1']);
  });
});
