import { parse as parseYaml } from 'yaml';
import { describe, expect, it } from 'vitest';
import { languageById } from '../../../server/src/core/languages/table.ts';

function read(id: string, raw: string): string | null {
  return languageById(id)!.readString(raw);
}

describe('JavaScript strings', () => {
  it.each([
    [`'it\\'s'`, "it's"],
    [`"a\\n\\t\\x41\\u0042\\u{1F600}\\0"`, 'a\n\tAB😀\0'],
    [`"a\\\nb"`, 'ab'],
    [`'\\q'`, 'q'],
    [`''`, ''],
    [`"\\u{FFFFFF}"`, '\\u{FFFFFF}'],
    ['plain text of a template', 'plain text of a template'],
    ["SELECT * FROM t WHERE id = '", "SELECT * FROM t WHERE id = '"],
    ['\\n', '\n'],
    ['/ab+c/gi', null],
    ['a/b', 'a/b'],
  ])('%s reads as %j', (raw, value) => {
    expect(read('typescript', raw)).toBe(value);
  });
});

describe('Python strings', () => {
  it.each([
    [`'it\\'s'`, "it's"],
    [`"""a\n"quoted" b"""`, 'a\n"quoted" b'],
    [`r'\\d+'`, '\\d+'],
    [`u"x"`, 'x'],
    [`f"{{literal}}"`, '{literal}'],
    [`rf'\\{{x}}'`, '\\{x}'],
    [`b'bytes'`, null],
    [`rb"bytes"`, null],
    [`"\\x41\\u0042\\U0001F600\\101\\0"`, 'AB😀A\0'],
    [`"\\d \\N{BULLET}"`, '\\d \\N{BULLET}'],
    [`"a\\\nb"`, 'ab'],
    [`""`, ''],
    [`''''''`, ''],
    ['text {{of}} an f-string', 'text {of} an f-string'],
  ])('%s reads as %j', (raw, value) => {
    expect(read('python', raw)).toBe(value);
  });
});

describe('YAML scalars read as the yaml package reads them', () => {
  it.each([
    'plain text',
    'plain over\n  two\n\n  lines',
    `'it''s'`,
    `'a\n\n  b'`,
    `"tab\\tquote\\" \\u263A \\x41 \\U0001F600 \\/ \\e"`,
    `"folded\n  to a space"`,
    `"joined \\\n  here"`,
    `"back\\\\\n  slash"`,
    '|\n  a\n  b\n',
    '|\n  a\n\n   indented\n  b\n\n',
    '|-\n  a\n  b\n',
    '|+\n  a\n\n',
    '>\n  a\n  b\n\n  c\n',
    '>-\n  a\n    kept\n    kept\n  b\n',
    '>-\n\n  a\n\n\n  b\n',
    '| # why\n  a\n',
    '|2-\n  a\n',
  ])('%j', (raw) => {
    const value = (parseYaml(`key: ${raw}${raw.endsWith('\n') ? '' : '\n'}`) as { key: string }).key;
    // The node of a block scalar ends with its text: line ends after it belong to nobody.
    const seen = /^[|>]/.test(raw) && !raw.startsWith('|+') ? raw.trimEnd() : raw;
    expect(read('yaml', seen)).toBe(value);
  });

  it('Windows line ends too', () => {
    expect(read('yaml', '|\r\n  a\r\n  b')).toBe('a\nb\n');
  });
});

describe('TOML strings', () => {
  it.each([
    ['"a\\tb\\u0041\\U0001F600"', 'a\tbA😀'],
    ["'C:\\dir'", 'C:\\dir'],
    ['"""\nfirst\nsecond"""', 'first\nsecond'],
    ['"""a \\\n   b"""', 'a b'],
    ["'''\nkeep \\n'''", 'keep \\n'],
    ['bare-key', 'bare-key'],
    ['1979-05-27', '1979-05-27'],
    ['""', ''],
  ])('%s reads as %j', (raw, value) => {
    expect(read('toml', raw)).toBe(value);
  });
});

describe('JSON strings', () => {
  it.each([
    ['"a\\n\\u0041"', 'a\nA'],
    ['""', ''],
    ['"bad \\q"', 'bad \\q'],
    ['"open', '"open'],
  ])('%s reads as %j', (raw, value) => {
    expect(read('json', raw)).toBe(value);
  });
});

it('a requirement reads as written, without blanks and quotes', () => {
  expect(read('requirements', ' >=2,<3')).toBe('>=2,<3');
  expect(read('requirements', '"3.8"')).toBe('3.8');
});

describe('Java strings', () => {
  it.each([
    [`"a\\n\\u0041\\101\\""`, 'a\nAA"'],
    [`'c'`, 'c'],
    ['"""\n    select *\n      from t\n    """', 'select *\n  from t\n'],
    ['"""\n    a \\\n    b"""', 'a b'],
    ['""', ''],
  ])('%s reads as %j', (raw, value) => {
    expect(read('java', raw)).toBe(value);
  });
});
