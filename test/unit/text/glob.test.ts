import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, matchesGlob, toPathPattern } from '../../../server/src/core/text/glob.ts';

function matches(pattern: string, text: string, separator: string | null = '/'): boolean {
  const glob = compileGlob(pattern, separator);
  if (glob === null) throw new Error(`no glob: ${pattern}`);
  return matchesGlob(glob, text);
}

describe('glob', () => {
  test.each([
    ['a/*.ts', 'a/b.ts', true],
    ['a/*.ts', 'a/b/c.ts', false],
    ['a/**', 'a/b/c.ts', true],
    ['a/**/c.ts', 'a/c.ts', true],
    ['a/**/c.ts', 'a/b/d/c.ts', true],
    ['a/**/c.ts', 'a/bc.ts', false],
    ['**/c.ts', 'c.ts', true],
    ['a**c', 'a/b/c', true],
    ['?.ts', 'a.ts', true],
    ['?.ts', '/.ts', false],
    ['{a,b/*}.ts', 'b/x.ts', true],
    ['{a,{b,c}}d', 'cd', true],
    ['{a,}b', 'b', true],
    ['a.b', 'axb', false],
    ['[ab]', 'a', false],
    ['', '', true],
  ])('%s on %s is %s', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));

  test('without a separator a star crosses everything', () => {
    expect(matches('arn:*', 'arn:aws:s3:::b/k', null)).toBe(true);
    expect(matches('identity.*', 'identity.guard', null)).toBe(true);
  });

  test('unclosed braces, too deep or too long patterns are no globs', () => {
    expect(compileGlob('{a', '/')).toBeNull();
    expect(compileGlob('{'.repeat(20) + '}'.repeat(20), '/')).toBeNull();
    expect(compileGlob('a'.repeat(2000), '/')).toBeNull();
  });

  test('a path pattern without a slash names a file in any folder', () => {
    expect(matches(toPathPattern('*.sql'), 'db/x/a.sql')).toBe(true);
    expect(matches(toPathPattern('docs/'), 'docs/a/b.md')).toBe(true);
    expect(matches(toPathPattern('/a.ts'), 'x/a.ts')).toBe(false);
  });

  test('it agrees with the plain recursive definition', () => {
    const pattern = fc
      .array(fc.constantFrom('a', 'b', '/', '*', '**', '?'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (p, t) => void expect(matches(p, t)).toBe(naive(p, t))),
      { numRuns: 3000 },
    );
  });

  test('a pattern made to make a backtracking matcher hang is answered at once', () => {
    expect(matches('*a'.repeat(400) + 'b', 'a'.repeat(2000))).toBe(false);
    expect(matches('{a,a}'.repeat(150) + 'b', 'a'.repeat(500))).toBe(false);
  });
});

/** The definition, exponential in the worst case. */
function naive(pattern: string, text: string, atStart = true): boolean {
  if (pattern === '') return text === '';
  const stars = /^\*+/u.exec(pattern)?.[0].length ?? 0;
  if (stars > 0) {
    const rest = pattern.slice(stars);
    if (stars > 1 && atStart && rest.startsWith('/')) {
      if (naive(rest.slice(1), text, true)) return true;
      for (let at = 0; at < text.length; at += 1)
        if (text[at] === '/' && naive(rest.slice(1), text.slice(at + 1), true)) return true;
      return false;
    }
    for (let at = 0; at <= text.length; at += 1) {
      if (naive(rest, text.slice(at), false)) return true;
      if (stars === 1 && text[at] === '/') return false;
    }
    return false;
  }
  if (text === '') return false;
  const fits = pattern[0] === '?' ? text[0] !== '/' : pattern[0] === text[0];
  return fits && naive(pattern.slice(1), text.slice(1), pattern[0] === '/');
}
