import { RIGHT_TO_LEFT } from './characters.ts';

const OPENS_EMBEDDING = /[\u202A\u202B\u202D\u202E]/;
const OPENS_ISOLATE = /[\u2066\u2067\u2068]/;

/**
 * A stretch whose marks of direction make it, or what stands behind it, read in another order than it runs. Not so where they
 * enclose text of a script that runs from right to left, and end before the stretch does. In prose of such a script the line ends them.
 */
export function isReordered(stretch: string, isRightToLeftProse: boolean): boolean {
  // A telephone number in a text of either direction.
  const text = stretch
    .replaceAll(/\u202D[+\d\s().*#-]{1,40}\u202C/g, '')
    // What is filled in may run either way: its place is closed, as Fluent and CLDR write it.
    .replaceAll(/[\u2066\u2068]\s?(?:\{\s?\$?[\w.-]{0,60}\s?\}|%[sd@]|\$\{?\w{1,60}\}?)\s?\u2069/g, '');
  if (!/[\u202A-\u202E\u2066-\u2069]/.test(text)) return false;
  if (/[\u202D\u202E]/.test(text)) return true;
  return !isRightToLeftProse && (!RIGHT_TO_LEFT.test(text) || !isClosed(text));
}

function isClosed(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (OPENS_EMBEDDING.test(character)) open.push('\u202C');
    else if (OPENS_ISOLATE.test(character)) open.push('\u2069');
    else if (character === '\u202C' && open[open.length - 1] === '\u202C') open.pop();
    else if (character === '\u2069') {
      // An isolate ends the embeddings within it. One that was never opened does nothing.
      const at = open.lastIndexOf('\u2069');
      if (at !== -1) open.length = at;
    }
  }
  return open.length === 0;
}
