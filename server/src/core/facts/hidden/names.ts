import { letterLike, readAsAscii } from '../apis/confusables.ts';
import type { Place } from './places.ts';

/** A name that the eye takes for another. */
export interface Imitation {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly readAs: string;
  /** Letters that are not what they look like. */
  readonly letters: readonly string[];
  /** The other stands in the file as well. */
  readonly isTwin: boolean;
}

const TOKEN = /[\p{L}\p{N}\p{M}_]+/gu;
const MAX_NAME = 120;
const MAX_FOUND = 200;

/** Scripts of which whole words are written; in prose, what mixes them is a slip of the keyboard. */
const OTHER =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Georgian}\p{Script=Deseret}]/u;
/** Letters of Latin itself and of its compatibility blocks that nobody types into a name: script g, small capitals, bold maths. */
const LATIN_LIKE =
  /[\u0251\u0261\u0269\u026A\u028B\u1D00-\u1D7F\u2160-\u217F\u2100-\u214F\uA730-\uA7FF\uFF21-\uFF3A\uFF41-\uFF5A\u{1D400}-\u{1D7FF}]/u;
/** Greek that formulas are written with: `\u0394x`, `d\u03C1`. Omicron and the capitals that Latin has are never meant. */
const FORMULA = /[\u03B1-\u03BE\u03C0-\u03FF\u0391-\u03A9]/u;
const NEVER_FORMULA = /[\u0391\u0392\u0395-\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BF]/u;

export function* imitationsIn(text: string, placeOf: (offset: number) => Place): Generator<Imitation> {
  if (!OTHER.test(text) && !LATIN_LIKE.test(text)) return;
  const ascii = new Set<string>();
  let words = 0;
  const suspects: { readonly start: number; readonly name: string; readonly readAs: string }[] = [];
  for (const { 0: name, index: start } of text.matchAll(TOKEN)) {
    if (!/\P{ASCII}/u.test(name)) {
      if (ascii.size < 20_000) ascii.add(folded(name));
      continue;
    }
    const readAs = name.length > MAX_NAME ? null : readAsAscii(name);
    if (readAs === null) {
      if (OTHER.test(name) && !/[A-Za-z]/.test(name)) words += 1;
    } else if (suspects.length < MAX_FOUND) suspects.push({ start, name, readAs });
  }
  for (const { start, name, readAs } of suspects) {
    const letters = [...new Set(Array.from(name).filter((letter) => letter.charCodeAt(0) >= 0x80))];
    const isCode = placeOf(start).kind === 'name';
    const isTwin = ascii.has(folded(readAs)) && readAs.length > 2;
    if (isImitation(name, letters, isCode, isTwin, words))
      yield { start, end: start + name.length, name, readAs, letters, isTwin };
  }
}

function isImitation(
  name: string,
  letters: readonly string[],
  isCode: boolean,
  isTwin: boolean,
  words: number,
): boolean {
  const isOther = letters.some((letter) => OTHER.test(letter));
  if (letters.every((letter) => FORMULA.test(letter) && !NEVER_FORMULA.test(letter)) && !isTwin) return false;
  const isMixed = /[A-Za-z]/.test(name);
  if (isCode) {
    if (!isOther) return letters.some((letter) => LATIN_LIKE.test(letter));
    return isMixed ? name.length > 1 : isTwin;
  }
  // Who writes in that script, or names its units, has the keyboard for it.
  if (!isOther || !isMixed || words > 4) return false;
  // An acronym with an ending: `API\u0430`.
  return !/^[A-Z0-9]{2,}\P{ASCII}{1,2}$/u.test(name) && letters.every((letter) => letterLike(letter) !== null);
}

/** I, l and 1 are one to the eye, and so are O and 0. */
function folded(name: string): string {
  return name.replaceAll(/[I1|]/g, 'l').replaceAll('0', 'O');
}
