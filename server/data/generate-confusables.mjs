// Derives confusables.json from Unicode's table: node server/data/generate-confusables.mjs FOLDER
// FOLDER holds the upstream file named below; it is not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the table is: node server/data/generate-confusables.mjs FOLDER');
const text = readFileSync(join(folder, 'confusables.txt'), 'utf8');
const version = /^# Version: (\S+)/m.exec(text)[1];

/** What a name of a program can hold: letters outside of ASCII that look like one letter of it. */
const LETTER = /^\p{L}$|^\p{Nl}$/u;
/** Letters of a script that nobody confuses in the shape that fonts give them, whatever the table says. */
const UNLIKE = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u;
const byLetter = new Map();
for (const line of text.split('\n')) {
  const row = /^([0-9A-F]+) ;\t([0-9A-F ]+) ;/.exec(line);
  if (row === null) continue;
  const from = String.fromCodePoint(parseInt(row[1], 16));
  const to = row[2]
    .trim()
    .split(' ')
    .map((code) => String.fromCodePoint(parseInt(code, 16)))
    .join('');
  if (from.codePointAt(0) < 0x80 || !LETTER.test(from) || UNLIKE.test(from)) continue;
  // The table's prototype of m is rn.
  const letter = to === 'rn' ? 'm' : to;
  if (/^[A-Za-z]$/.test(letter)) byLetter.set(letter, [...(byLetter.get(letter) ?? []), from.codePointAt(0)]);
}
/** Ranges as distances in base 36: `a1 2-3` is a code point, then one 2 further on and the 3 after it. */
function folded(points) {
  const sorted = points.toSorted((a, b) => a - b);
  const rows = [];
  let last = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    let length = 0;
    while (sorted[at + length + 1] === sorted[at] + length + 1) length += 1;
    rows.push(`${(sorted[at] - last).toString(36)}${length === 0 ? '' : `-${length.toString(36)}`}`);
    at += length;
    last = sorted[at];
  }
  return rows.join(' ');
}

const rows = [...byLetter].toSorted(([a], [b]) => (a < b ? -1 : 1));
const source = `Unicode Security Mechanisms, confusables.txt ${version}, Unicode-3.0; derived by generate-confusables.mjs`;
const lines = rows.map(([letter, points]) => `"${letter}": "${folded(points)}"`);
writeFileSync(
  join(import.meta.dirname, 'confusables.json'),
  `{\n"source": "${source}",\n"letters": {\n${lines.join(',\n')}\n}\n}\n`,
);
