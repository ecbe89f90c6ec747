const LITERAL = /^([a-zA-Z]{0,3})("""|'''|"|')([\s\S]*)\2$/;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r\n': '',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/**
 * The value of a string literal with its prefix, or of the text between the holes of an f-string (whose own prefix is
 * not seen: a raw f-string's backslashes are read as escapes). Bytes have none: they are no text.
 */
export function readPythonString(raw: string): string | null {
  const literal = LITERAL.exec(raw);
  if (literal === null) return unescape(withoutDoubledBraces(raw));
  const prefix = literal[1]!.toLowerCase();
  if (prefix.includes('b')) return null;
  const body = prefix.includes('f') || prefix.includes('t') ? withoutDoubledBraces(literal[3]!) : literal[3]!;
  return prefix.includes('r') ? body : unescape(body);
}

function withoutDoubledBraces(text: string): string {
  return text.replaceAll('{{', '{').replaceAll('}}', '}');
}

/** Unknown escapes stay as they are written, as in Python; so do `\N{…}` names, which need a table. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (whole, two?: string, four?: string, eight?: string, octal?: string, one?: string) => {
    const hex = two ?? four ?? eight;
    const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
    if (!Number.isNaN(code)) return code > 0x10ffff ? whole : String.fromCodePoint(code);
    return (one === undefined ? undefined : SIMPLE[one]) ?? whole;
  });
}
