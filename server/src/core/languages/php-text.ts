const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', v: '\v', e: '\x1b', f: '\f', '0': '\0' };

/** The value of a string, or of the text between the holes of one. A here-document keeps its first and last line out. */
export function readPhpString(raw: string): string | null {
  const document = /^<<<\s*['"]?(\w+)['"]?\r?\n([\s\S]*?)\r?\n\s*\1$/.exec(raw);
  if (document !== null) return document[2]!;
  if (raw.length >= 2 && raw.startsWith("'") && raw.endsWith("'"))
    return raw.slice(1, -1).replaceAll(/\\([\\'])/g, '$1');
  const isQuoted = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"');
  return unescape(isQuoted ? raw.slice(1, -1) : raw);
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (whole, braced?: string, two?: string, one?: string) => {
      const hex = braced ?? two;
      if (hex === undefined) return one === '\\' || one === '$' || one === '"' ? one : (SIMPLE[one ?? ''] ?? whole);
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
