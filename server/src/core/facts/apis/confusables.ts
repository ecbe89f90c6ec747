import table from '../../../../data/confusables.json' with { type: 'json' };

/** Close enough in the fonts of editors, and not in Unicode's table: Cyrillic ka, em, te; Greek kappa. */
const OURS: readonly (readonly [string, string])[] = [
  ['\u043A', 'k'],
  ['\u043C', 'm'],
  ['\u0442', 't'],
  ['\u03BA', 'k'],
];

/** The ASCII letter that a letter outside of ASCII looks like. */
const lookalikes: ReadonlyMap<number, string> = readTable();

function readTable(): ReadonlyMap<number, string> {
  const found = new Map<number, string>(OURS.map(([letter, like]) => [letter.codePointAt(0)!, like]));
  for (const [letter, folded] of Object.entries(table.letters)) {
    let at = 0;
    for (const item of folded.split(' ')) {
      const [distance = '0', more = '0'] = item.split('-');
      const first = at + parseInt(distance, 36);
      at = first + parseInt(more, 36);
      for (let point = first; point <= at; point += 1) found.set(point, letter);
    }
  }
  return found;
}

/** Null: it looks like no letter of ASCII. */
export function letterLike(character: string): string | null {
  return lookalikes.get(character.codePointAt(0) ?? 0) ?? null;
}

/** What the eye reads: `p\u0430ypal` is `paypal`. Null: some of it looks like no letter of ASCII. */
export function readAsAscii(text: string): string | null {
  let read = '';
  for (const character of text) {
    const like = character.charCodeAt(0) < 0x80 ? character : letterLike(character);
    if (like === null) return null;
    read += like;
  }
  return read;
}
