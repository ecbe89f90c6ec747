const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

/**
 * The value of a string or rune; of a raw string what stands between its backquotes, without carriage returns.
 * @see https://go.dev/ref/spec#String_literals
 */
export function readGoString(raw: string): string {
  if (raw.startsWith('`'))
    return raw.slice(1, raw.length > 1 && raw.endsWith('`') ? -1 : undefined).replaceAll('\r', '');
  const quoted = /^(["'])([\s\S]*)\1$/.exec(raw);
  const text = quoted === null ? raw : quoted[2]!;
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (whole, two?: string, four?: string, eight?: string, octal?: string, one?: string) => {
    const hex = two ?? four ?? eight;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : null;
    if (code === null) return SIMPLE[one!] ?? whole;
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
