import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../../server/src/core/text/base64.ts';

test('base64 is what Node writes and reads', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(text);
      expect([...(fromBase64(text) ?? [])]).toEqual([...bytes]);
    }),
  );
});

test('what could be written in more than one way is none', () => {
  for (const text of ['A', 'AB', 'ABC', 'AB==C', '=AAA', 'AA-_', 'AA A', 'AB==', 'AAB=', '===='])
    expect(fromBase64(text)).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void fromBase64(text)));
});
