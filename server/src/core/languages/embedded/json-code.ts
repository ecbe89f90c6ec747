/**
 * The text that a string of JSON holds, of the same length: what an escape is longer than its sign are blanks, in front of a
 * quotation mark that opens and behind one that closes, so that words in quotes stay as they are.
 *
 * @param raw without its own quotation marks
 */
export function readInPlace(raw: string): string {
  let isOpen = false;
  let isOpenLong = false;
  return raw.replace(ESCAPE, (escape) => {
    // Where a line begins says how deep it is: nothing stands in front of marks that may open a line.
    if (escape.endsWith(LONG_QUOTE)) {
      const prefix = escape.slice(0, -LONG_QUOTE.length);
      isOpenLong = !isOpenLong;
      return isOpenLong ? `${prefix}"""   ` : `${prefix}   """`;
    }
    if (escape === ESCAPED_QUOTE) return String.raw`  \"`;
    if (escape.endsWith(QUOTE)) {
      const prefix = escape.slice(0, -QUOTE.length);
      isOpen = !isOpen;
      return isOpen ? ` ${prefix}"` : `${prefix}" `;
    }
    if (escape === LINE_BREAK) {
      isOpen = false;
      return ' \n';
    }
    if (escape.startsWith(String.raw`\u`)) return String.fromCharCode(parseInt(escape.slice(2), 16)).padStart(6);
    return ` ${SIGNS[escape[1]!] ?? ' '}`;
  });
}

const QUOTE = String.raw`\"`;
const LONG_QUOTE = QUOTE.repeat(3);
/** A backslash and a quotation mark: it does not end its text. */
const ESCAPED_QUOTE = String.raw`\\\"`;
const LINE_BREAK = String.raw`\n`;
/** A quotation mark may have letters in front of it that belong to it: `f"…"` of Python. */
const ESCAPE = /\\\\\\"|(?:(?<!\w)[fFrRbBuU]{1,2})?(?:\\"\\"\\"|\\")|\\u[0-9a-fA-F]{4}|\\[^u"]/g;
const SIGNS: Readonly<Record<string, string>> = { '\\': '\\', '/': '/', t: '\t' };
