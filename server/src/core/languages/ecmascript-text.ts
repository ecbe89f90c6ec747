const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };
const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

/**
 * The value of a string literal or of the text between the holes of a template. A regular expression has none. The
 * text of a template that is itself one whole quoted literal, as in `${a}'x'${b}`, loses its quotes.
 */
export function readEcmascriptString(raw: string): string | null {
  const quote = raw[0];
  if (raw.length >= 2 && (quote === '"' || quote === "'") && raw.endsWith(quote)) return unescape(raw.slice(1, -1));
  if (/^\/.+\/[a-z]*$/s.test(raw)) return null;
  return unescape(raw);
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (whole, braced?: string, four?: string, two?: string, one?: string) => {
    const hex = braced ?? four ?? two;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    }
    if (one === undefined) return whole;
    // A line break after a backslash is no part of the string.
    if (/^(?:\r\n|[\n\r\u2028\u2029])$/.test(one)) return '';
    return SIMPLE[one] ?? one;
  });
}
