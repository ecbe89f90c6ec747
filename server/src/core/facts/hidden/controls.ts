import type { Place } from './places.ts';

/** What a terminal or an editor does, or shows as something else, where a program reads a character like any other. */
export interface Control {
  readonly start: number;
  readonly end: number;
  readonly action: 'overwrite' | 'break-line' | 'imitate-sign';
  readonly shown: string;
  readonly why: string;
}

/** Signs of code that have a twin which is a letter, or is wider. Source: Unicode 16, confusables. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['\u01C3', '!'],
  ['\uFF01', '!'],
  ['\uFF1D', '='],
  ['\uFF1B', ';'],
  ['\u037E', ';'],
  ['\uFF08', '('],
  ['\uFF09', ')'],
  ['\u01C0', '|'],
  ['\uFF06', '&'],
]);
const ESCAPE = String.fromCharCode(0x1b);
const ANY = new RegExp(
  `${ESCAPE}\\[[\\d;]{0,20}[A-Za-z]|[${String.fromCharCode(0x08, 0x7f)}]+|\\r(?![\\r\\n])|[\\u2028\\u2029${[...SIGNS.keys()].join('')}]`,
  'g',
);
const AT_HOME = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Greek}]/u;
const MAX_FOUND = 200;

/** Of a whole file whose lines end with a lone carriage return none is told. */
export function* controlsIn(text: string, placeOf: (offset: number) => Place, isCode: boolean): Generator<Control> {
  const breaksByReturn = !text.includes('\n');
  let found = 0;
  for (const match of text.matchAll(ANY)) {
    const control = toControl(text, match[0], match.index, placeOf, isCode);
    if (control === null || (match[0] === '\r' && breaksByReturn)) continue;
    if ((found += 1) > MAX_FOUND) return;
    yield control;
  }
}

function toControl(
  text: string,
  all: string,
  start: number,
  placeOf: (offset: number) => Place,
  isCode: boolean,
): Control | null {
  const at = { start, end: start + all.length };
  const twin = SIGNS.get(all);
  if (twin !== undefined) {
    const place = placeOf(start);
    // Texts of markup in code have no node of their own, and full-width signs are at home in some scripts.
    return isCode && place.kind === 'name' && !AT_HOME.test(text.slice(place.start, place.end).slice(0, 2_000))
      ? { ...at, action: 'imitate-sign', shown: twin, why: `It looks like ${twin}, and is part of a name or none.` }
      : null;
  }
  const point = all.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  if (/[\u2028\u2029]/.test(all))
    return isCode && placeOf(start).kind !== 'string'
      ? {
          ...at,
          action: 'break-line',
          shown: `U+${point}`,
          why: 'Programs end the line here, and editors may not show it.',
        }
      : null;
  // Logs of terminals and pages of manuals are full of them: what counts is that text is hidden or written over.
  const isHiding = all.startsWith(ESCAPE) ? /^\[(?:[\d;]{0,12}8m|[\d;]{0,12}[AKJGHFD])$/.test(all.slice(1)) : true;
  return isHiding
    ? {
        ...at,
        action: 'overwrite',
        shown: `U+${point}`,
        why: 'A terminal writes over what stands before it, or hides what follows.',
      }
    : null;
}
