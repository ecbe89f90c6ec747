const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** The value of a string, raw ones included; bytes have none. */
export function readRustString(raw: string): string | null {
  if (/^b[r"']/.test(raw)) return null;
  const literal = /^c?r(#*)"([\s\S]*)"\1$/.exec(raw);
  if (literal !== null) return literal[2]!;
  const quoted = /^c?(["'])([\s\S]*)\1$/.exec(raw);
  const text = quoted === null ? raw : quoted[2]!;
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]+)\}|(\r?\n\s*|[\s\S]))/g,
    (whole, two?: string, braced?: string, one?: string) => {
      const hex = two ?? braced?.replaceAll('_', '');
      if (hex === undefined) return one === undefined || /^\r?\n/.test(one) ? '' : (SIMPLE[one] ?? one);
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
