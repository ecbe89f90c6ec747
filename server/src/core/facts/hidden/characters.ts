/** Characters that show nothing, and those that change the direction of what stands beside them. Source: Unicode 16. */

const names: readonly (readonly [number, number, string])[] = [
  [0xad, 0xad, 'soft hyphen'],
  [0x34f, 0x34f, 'combining grapheme joiner'],
  [0x61c, 0x61c, 'Arabic letter mark'],
  [0x115f, 0x1160, 'Hangul filler'],
  [0x17b4, 0x17b5, 'Khmer inherent vowel'],
  [0x180b, 0x180d, 'Mongolian variation selector'],
  [0x180e, 0x180e, 'Mongolian vowel separator'],
  [0x180f, 0x180f, 'Mongolian variation selector'],
  [0x200b, 0x200b, 'zero width space'],
  [0x200c, 0x200c, 'zero width non-joiner'],
  [0x200d, 0x200d, 'zero width joiner'],
  [0x200e, 0x200e, 'left-to-right mark'],
  [0x200f, 0x200f, 'right-to-left mark'],
  [0x202a, 0x202a, 'left-to-right embedding'],
  [0x202b, 0x202b, 'right-to-left embedding'],
  [0x202c, 0x202c, 'end of embedding'],
  [0x202d, 0x202d, 'left-to-right override'],
  [0x202e, 0x202e, 'right-to-left override'],
  [0x2060, 0x2060, 'word joiner'],
  [0x2061, 0x2064, 'invisible operator'],
  [0x2065, 0x2065, 'unassigned invisible character'],
  [0x2066, 0x2066, 'left-to-right isolate'],
  [0x2067, 0x2067, 'right-to-left isolate'],
  [0x2068, 0x2068, 'first strong isolate'],
  [0x2069, 0x2069, 'end of isolate'],
  [0x206a, 0x206f, 'deprecated format character'],
  [0x3164, 0x3164, 'Hangul filler'],
  [0xfe00, 0xfe0f, 'variation selector'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xffa0, 0xffa0, 'Hangul filler'],
  [0xfff0, 0xfff8, 'unassigned invisible character'],
  [0xfff9, 0xfffb, 'interlinear annotation mark'],
  [0x1bca0, 0x1bca3, 'shorthand format control'],
  [0x1d173, 0x1d17a, 'musical format control'],
  [0xe0000, 0xe007f, 'tag'],
  [0xe0080, 0xe00ff, 'unassigned invisible character'],
  [0xe0100, 0xe01ef, 'variation selector'],
  [0xe01f0, 0xe0fff, 'unassigned invisible character'],
];

/** Runs of what shows nothing. */
export const INVISIBLE = new RegExp(
  `[${names.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]+`,
  'gu',
);

/** The same, for one. */
export const MAY_HIDE = new RegExp(INVISIBLE.source, 'u');

/** `U+202E right-to-left override`. */
export function nameOf(point: number): string {
  const name = names.find(([first, last]) => first <= point && point <= last)?.[2] ?? 'invisible character';
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')} ${name}`;
}

export function pointsOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

export const isTag = (point: number): boolean => point >= 0xe0000 && point <= 0xe007f;

export const isSelector = (point: number): boolean =>
  (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);

/** Open a stretch of another direction, or end one. */
export const isDirection = (point: number): boolean =>
  (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);

export const isMark = (point: number): boolean => point === 0x200e || point === 0x200f || point === 0x61c;

/** Letters that run from right to left. */
export const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Samaritan}\p{Script=Adlam}]/u;
