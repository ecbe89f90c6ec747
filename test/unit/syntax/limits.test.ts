import { describe, expect, it } from 'vitest';
import { Cancelled, neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { defaultLimits, parse, type Parsed } from '../../../server/src/core/syntax/parse.ts';
import { isIndentedDeeperThan } from '../../../server/src/core/syntax/shape.ts';
import { loadTestLanguage, parseSample } from './load-languages.ts';

async function answer(id: string, text: string): Promise<string> {
  const parsed: Parsed = parse(text, await loadTestLanguage(id), neverCancelled);
  return parsed.kind === 'tree' ? 'tree' : parsed.reason;
}

const times = 100_000;
const balanced = '['.repeat(times) + ']'.repeat(times);

describe('a text beyond the limits ends in a value', () => {
  const cases: readonly (readonly [id: string, what: string, text: string, expected: string])[] = [
    ['typescript', 'nested brackets', balanced, 'too-deep'],
    ['typescript', 'open brackets', '['.repeat(times), 'too-large'],
    ['typescript', 'nested calls', 'f('.repeat(times) + ')'.repeat(times), 'too-deep'],
    ['typescript', 'a chain of members', `a${'.b'.repeat(times)}`, 'too-deep'],
    ['typescript', 'open brackets of two kinds', '{('.repeat(times), 'tree'],
    ['typescript', 'one long string', `const s = "${'x'.repeat(1_900_000)}"`, 'tree'],
    ['typescript', 'two megabytes', 'x'.repeat(2_000_001), 'too-large'],
    ['typescript', 'a million nodes', 'a(b, c);\n'.repeat(200_000), 'too-large'],
    ['typescript', 'comments that never end', '/* x '.repeat(30_000), 'too-large'],
    ['tsx', 'nested elements', '<a>'.repeat(times) + '</a>'.repeat(times), 'too-large'],
    ['python', 'nested brackets', balanced, 'too-deep'],
    ['python', 'a chain of nots', `${'not '.repeat(times)}x`, 'too-deep'],
    ['yaml', 'nested brackets', balanced, 'too-deep'],
    ['yaml', 'dashes in a row', `${'- '.repeat(5_000)}a`, 'too-deep'],
    ['yaml', 'nested keys', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''), 'too-deep'],
    ['php', 'nested brackets', `<?php ${balanced}`, 'too-deep'],
    ['php', 'nested calls', `<?php ${'f('.repeat(times)}${')'.repeat(times)}`, 'too-large'],
    ['csharp', 'nested brackets', balanced, 'too-deep'],
    ['rust', 'nested brackets', balanced, 'too-deep'],
    ['go', 'nested calls', `package a; var x = ${'f('.repeat(times)}${')'.repeat(times)}`, 'too-deep'],
    ['go', 'nested literals', `package a; var x = T${'{'.repeat(times)}${'}'.repeat(times)}`, 'too-deep'],
    ['go', 'open brackets', 'func f() {'.repeat(times), 'too-large'],
    ['go', 'a chain of members', `package a; var x = a${'.b'.repeat(times)}`, 'too-deep'],
    ['go', 'many names of one type', `package a; func f(${'a, '.repeat(50_000)}b int) {}`, 'tree'],
    ['go', 'many values', `package a; var x = []int{${'1, '.repeat(100_000)}}`, 'tree'],
    ['dockerfile', 'many variables', `ENV A=${'${A:-'.repeat(times)}`, 'tree'],
    ['kotlin', 'nested calls', 'f('.repeat(times) + ')'.repeat(times), 'too-large'],
    ['kotlin', 'strings in strings', '"${'.repeat(1_100), 'too-deep'],
    ['kotlin', 'strings in strings, up to the limit', '"${'.repeat(1_000), 'tree'],
    ['ruby', 'nested brackets', balanced, 'too-deep'],
    ['ruby', 'a chain of members', `a${'.b'.repeat(times)}`, 'too-deep'],
    ['bash', 'nested substitutions', '$('.repeat(times) + ')'.repeat(times), 'too-deep'],
    ['bash', 'nested blocks', '{'.repeat(times) + '}'.repeat(times), 'too-large'],
    ['bash', 'a chain of ors', `a${' || b'.repeat(times)}`, 'too-deep'],
    ['json', 'nested brackets', balanced, 'too-deep'],
    ['terraform', 'nested brackets', `a = ${balanced}`, 'too-large'],
    ['terraform', 'nested blocks', `${'a {\n'.repeat(2_000)}${'}\n'.repeat(2_000)}`, 'too-deep'],
    ['terraform', 'templates in templates', `a = ${'"${'.repeat(2_000)}`, 'tree'],
    ['terraform', 'nested calls', `a = ${'f('.repeat(2_000)}1${')'.repeat(2_000)}`, 'too-deep'],
    ['terraform', 'a long heredoc', `a = <<EOF\n${'x {"a": 1}\n'.repeat(100_000)}EOF\n`, 'tree'],
    ['terraform', 'a heredoc that never ends', `a = <<EOF\n${'${'.repeat(20_000)}`, 'tree'],
    ['toml', 'nested brackets', `a = ${balanced}`, 'too-deep'],
    ['toml', 'a long dotted key', `${'a.'.repeat(times)}b = 1\n`, 'too-deep'],
  ];

  it.each(cases.map(([id, what], index) => ({ id, what, index })))('$id: $what', async ({ index }) => {
    const [id, , text, expected] = cases[index]!;
    expect(await answer(id, text)).toBe(expected);
  });

  it('and the next text is parsed as ever', async () => {
    expect((await parseSample('yaml', 'a: [b]\n')).errors).toEqual([]);
    expect((await parseSample('typescript', 'call(a);')).errors).toEqual([]);
  });
});

describe('indentation', () => {
  it('is counted in steps inside each other, not in columns or lines', () => {
    expect(isIndentedDeeperThan('a:\n          b:\n  c:\n    d:\n', 3)).toBe(false);
    expect(isIndentedDeeperThan('a\n b\n  c\n   d\n', 3)).toBe(true);
    expect(isIndentedDeeperThan('a\n b\nc\n d\n'.repeat(100), 2)).toBe(false);
    expect(isIndentedDeeperThan('- - - - x\n', 4)).toBe(true);
    expect(isIndentedDeeperThan('- x\n'.repeat(100), 2)).toBe(false);
    expect(isIndentedDeeperThan('\n   \n\t\n', 0)).toBe(false);
  });

  it('is read by the YAML grammar up to the limit', async () => {
    const text = Array.from({ length: defaultLimits.maxIndents - 1 }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    const tree = await parseSample('yaml', `${text}${' '.repeat(199)}b\n`);
    expect(tree.errors).toEqual([]);
    expect(tree.nodes.filter((node) => node.kind === 'entry')).toHaveLength(defaultLimits.maxIndents - 1);
  });
});

describe('cancelling', () => {
  it('throws from the parser or from the query, and leaves nothing behind for the next text', async () => {
    const language = await loadTestLanguage('typescript');
    const text = 'a(b, c);\n'.repeat(10_000);
    for (const patience of [0, 1, 20, 400, 900]) {
      let asked = 0;
      const cancel = { isCancelled: () => (asked += 1) > patience, pause: () => Promise.resolve() };
      expect(() => parse(text, language, cancel)).toThrow(Cancelled);
    }
    expect(parse('call(a);', language, neverCancelled)).toMatchObject({ kind: 'tree', tree: { errors: [] } });
  });
});
