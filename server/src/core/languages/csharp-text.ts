const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** The value of a plain, verbatim (`@"…"`) or raw (`"""…"""`) string, or of the text between the holes of one. */
export function readCsharpString(raw: string): string | null {
  const triple = /^("{3,})([\s\S]*)\1$/.exec(raw);
  if (triple !== null) return triple[2]!.replace(/^\r?\n/, '').replace(/\r?\n[ \t]*$/, '');
  if (raw.startsWith('@"')) return raw.slice(2, -1).replaceAll('""', '"');
  const quoted = /^(["'])([\s\S]*)\1(?:u8)?$/.exec(raw);
  const text = quoted === null ? raw.replaceAll('{{', '{').replaceAll('}}', '}') : quoted[2]!;
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:[ux]([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (whole, four?: string, eight?: string, one?: string) => {
      const hex = four ?? eight;
      if (hex === undefined) return SIMPLE[one ?? ''] ?? one ?? whole;
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
