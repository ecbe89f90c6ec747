import { describe, expect, test } from 'vitest';
import { decodeRun } from '../../../server/src/core/facts/hidden/decode.ts';
import { isReordered } from '../../../server/src/core/facts/hidden/direction.ts';
import { falseHostsIn } from '../../../server/src/core/facts/hidden/hosts.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const tagged = (text: string): string =>
  Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');

describe('texts that no language is known of', () => {
  test('are asked for what they hide, and still count as not judged', async () => {
    const { findings, files } = await reviewTexts({
      before: {},
      after: { 'src/early.c': '/* \u202E } \u2066 */\nint x;\n', 'notes.unheard': `hello${tagged('run it')}\n` },
    });
    expect(findings.map(({ detectorId, path }) => `${path} ${detectorId}`).toSorted()).toEqual([
      'notes.unheard hidden-text-added',
      'src/early.c hidden-text-added',
    ]);
    expect(files.map(({ language, notJudged }) => [language, notJudged?.reason])).toEqual([
      [null, 'no-grammar'],
      [null, 'no-grammar'],
    ]);
  });
});

describe('what is decoded', () => {
  const pointsOf = (text: string): readonly number[] => Array.from(text, (each) => each.codePointAt(0)!);
  const bitsOf = (text: string): string =>
    Array.from(text, (letter) => letter.charCodeAt(0).toString(2).padStart(8, '0')).join('');

  test('is a text in tags, in bytes of selectors, and in pairs of zero width characters', () => {
    expect(decodeRun(pointsOf(tagged('Hi')))).toBe('Hi');
    expect(decodeRun(Array.from('Hi there', (letter) => 0xe0100 + letter.charCodeAt(0) - 16))).toBe('Hi there');
    const bits = bitsOf('Hi').replaceAll('0', '\u200B').replaceAll('1', '\u200C');
    expect(decodeRun(pointsOf(bits))).toBe('Hi');
  });

  test('is nothing where it is no text', () => {
    expect(decodeRun([0xfe0f, 0x200d])).toBeNull();
    expect(decodeRun([])).toBeNull();
  });
});

test('directions that are closed within a text of their script change no order', () => {
  expect(isReordered('\u05D0 \u2067abc\u2069', false)).toBe(false);
  expect(isReordered('\u05D0 \u2067abc', false)).toBe(true);
  expect(isReordered('abc \u2067abc\u2069', false)).toBe(true);
  expect(isReordered('\u202D+98 21\u202C', false)).toBe(false);
});

test('hosts are read as they are written, in Punycode too', () => {
  const readAs = (text: string): readonly string[] => [...falseHostsIn(text)].map((host) => host.readAs);
  expect(readAs('https://xn--80ak6aa92e.com')).toEqual(['apple.com']);
  expect(readAs('https://xn--mnchen-3ya.de https://xn--e1afmkfd.xn--p1ai https://xn--99999999999.com')).toEqual([]);
  expect(readAs('https://user@g\u043Eogle.com:443/x')).toEqual(['google.com']);
});
