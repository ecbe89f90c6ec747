const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const ESCAPE = /\$\$\{|%%\{|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/g;

/**
 * The value of a quoted string, of a piece of a template, or of a name that stands for itself: a label, a key.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings (2026-11)
 */
export function readTerraformString(raw: string): string {
  const isQuoted = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"');
  const body = isQuoted ? raw.slice(1, -1) : raw;
  return body.replace(ESCAPE, (whole, four?: string, eight?: string, one?: string) => {
    if (one !== undefined) return SIMPLE[one] ?? whole;
    const hex = four ?? eight;
    if (hex === undefined) return whole.slice(1);
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
