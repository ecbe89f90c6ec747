import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../server/src/core/text/canonical-json.ts';

test('is what the reference implementation of RFC 8785 writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2000 },
  );
  const numbers = { 10: 1e21, 9: -0, a: 1e-7, ['__proto__']: [0.1], toString: null, undefinedIsLeftOut: undefined };
  expect(canonicalJson(numbers)).toBe('{"10":1e+21,"9":0,"__proto__":[0.1],"a":1e-7,"toString":null}');
});

test('replaces what no text may hold, and refuses what JSON has not', () => {
  expect(canonicalJson({ 'a\ud800': 'b\udc00' })).toBe('{"a\ufffd":"b\ufffd"}');
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
  expect(() => canonicalJson(undefined)).toThrow();
});
