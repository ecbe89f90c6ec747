/** Words of a name: what separates them is no letter. */
const MARK = /[-_./:@]/;
/** Letters of a word: of a shorter one every neighbour is a word too. */
const MIN_WORD = 7;
/** But where much else is the same too, and no letter stands for another: `mysql`, `mssql`. */
const MIN_WORD_OF_MANY = 5;
const MANY = 14;

interface Edit {
  readonly at: number;
  /** Letters of the name, and those that the other has in their place. */
  readonly out: string;
  readonly in: string;
}

/** Names of one family differ by a digit: `node22`, `node24`. @param name what is written @param meant one edit away */
export function isOtherVersion(name: string, meant: string): boolean {
  const { out, in: meantLetters } = editOf(name, meant);
  return /\d/.test(out + meantLetters);
}

/**
 * Whether one edit of a name is a slip of the finger, and not what names of one family differ by: a version, a first letter,
 * one of three. @param name what is written @param meant one edit away
 */
export function isSlip(name: string, meant: string): boolean {
  const { at, out, in: meantLetters } = editOf(name, meant);
  const letters = out + meantLetters;
  if (isOtherVersion(name, meant)) return false;
  const isSwap = out.length === 2 && meantLetters.length === 2;
  const before = name[at - 1];
  const after = name[at + 1];
  const isDoubled = meantLetters === '' && (out === before || out === after);
  if (isSwap || isDoubled) return !MARK.test(letters);
  if (MARK.test(letters)) return name.length >= 9 && (out === '' || meantLetters === '');
  const { start, word } = wordAt(meant, at);
  const isExchanged = out !== '' && meantLetters !== '';
  const isLong = word.length >= MIN_WORD || (!isExchanged && word.length >= MIN_WORD_OF_MANY && meant.length >= MANY);
  return isLong && at > start;
}

function editOf(name: string, meant: string): Edit {
  let at = 0;
  while (at < name.length && at < meant.length && name[at] === meant[at]) at += 1;
  let end = 0;
  const most = Math.min(name.length, meant.length) - at;
  while (end < most && name[name.length - 1 - end] === meant[meant.length - 1 - end]) end += 1;
  return { at, out: name.slice(at, name.length - end), in: meant.slice(at, meant.length - end) };
}

function wordAt(name: string, at: number): { readonly start: number; readonly word: string } {
  let start = at;
  while (start > 0 && !MARK.test(name[start - 1]!)) start -= 1;
  let end = at;
  while (end < name.length && !MARK.test(name[end]!)) end += 1;
  return { start, word: name.slice(start, end) };
}
