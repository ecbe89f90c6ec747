import { describe, expect, test } from 'vitest';
import {
  type Directive,
  readLineDirectives,
  readSemicolonDirectives,
} from '../../../server/src/core/text/server-directives.ts';

const words = (directives: readonly Directive[]): readonly unknown[] =>
  directives.map(({ words: own, inner }) => (inner === null ? own.join(' ') : [own.join(' '), words(inner)]));

describe('directives that end with a semicolon', () => {
  test('stand in blocks, with comments, quotes and variables', () => {
    const text = 'server {\n  listen ${PORT};\n  # auth_basic off;\n  location / { auth_basic "a; b"; }\n}\n';
    expect(words(readSemicolonDirectives(text))).toEqual([
      ['server', ['listen ${PORT}', ['location /', ['auth_basic a; b']]]],
    ]);
  });

  test('are read as far as they go where braces or quotes do not close', () => {
    expect(words(readSemicolonDirectives('a 1;\n}\nb { c "x;'))).toEqual(['a 1']);
    expect(readSemicolonDirectives('x { '.repeat(10_000))).toEqual([]);
  });
});

describe('directives a line each', () => {
  test('stand in tags or in braces', () => {
    expect(words(readLineDirectives('<Location /a>\n  Require valid-user\n</Location>\n'))).toEqual([
      ['Location /a', ['Require valid-user']],
    ]);
    expect(words(readLineDirectives('a.example {\n  basic_auth {\n    u p\n  }\n}\n'))).toEqual([
      ['a.example', [['basic_auth', ['u p']]]],
    ]);
  });
});
