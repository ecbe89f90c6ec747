import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobId } from '../../../server/src/core/text/blob-id.ts';
import { canonicalJson } from '../../../server/src/core/text/canonical-json.ts';
import { indexLines, lineText, toOffset, toPosition } from '../../../server/src/core/text/line-index.ts';
import { splitLines, withoutTerminator } from '../../../server/src/core/text/lines.ts';

const text = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', ' '), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('splitting keeps every terminator', () => {
  fc.assert(fc.property(text, (it) => void expect(splitLines(it).join('')).toBe(it)));
  expect(splitLines('a\r\nb\rc\n\nd')).toEqual(['a\r\n', 'b\r', 'c\n', '\n', 'd']);
  expect(splitLines('')).toEqual([]);
  expect(withoutTerminator('a\r\n')).toBe('a');
});

test('an offset goes to a position and back, except inside a terminator', () => {
  fc.assert(
    fc.property(text, (it) => {
      const index = indexLines(it);
      for (let offset = 0; offset <= it.length; offset += 1) {
        if (it[offset - 1] === '\r' && it[offset] === '\n') continue;
        expect(toOffset(index, toPosition(index, offset))).toBe(offset);
      }
    }),
  );
});

test('positions outside are clamped, before the terminator', () => {
  const index = indexLines('ab\r\nc');
  expect(toOffset(index, { line: 0, character: 99 })).toBe(2);
  expect(toOffset(index, { line: 9, character: 0 })).toBe(5);
  expect(toPosition(index, -3)).toEqual({ line: 0, character: 0 });
  expect(lineText(index, 0)).toBe('ab');
  expect(lineText(index, 7)).toBe('');
});

test('blob ids are git’s', () => {
  for (const it of ['', 'a\n', 'é😀\r\n']) {
    const expected = execFileSync('git', ['hash-object', '--stdin', '--no-filters'], {
      input: it,
      encoding: 'utf8',
    }).trim();
    expect(blobId(it)).toBe(expected);
  }
});

test('canonical JSON is a fixed point and survives lone surrogates', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = canonicalJson(value);
      expect(canonicalJson(JSON.parse(once))).toBe(once);
    }),
  );
  expect(canonicalJson({ b: '\ud800', a: undefined })).toBe('{"b":"\ufffd"}');
});
