const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', e: '\x1b', '0': '\0' };
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** The value of a string or a symbol, or of the text between holes. A here-document has none. */
export function readRubyString(raw: string): string | null {
  if (raw.startsWith('<<')) return null;
  const percent = /^%([qQwWiIx]?)([^\w\s])/.exec(raw);
  if (percent !== null && raw.endsWith(CLOSING[percent[2]!] ?? percent[2]!)) {
    const body = raw.slice(percent[0].length, -1);
    return percent[1] === 'q' ? body : unescape(body);
  }
  const quoted = /^:?(["'`])([\s\S]*)\1$/.exec(raw);
  if (quoted !== null) return quoted[1] === "'" ? quoted[2]!.replaceAll(/\\([\\'])/g, '$1') : unescape(quoted[2]!);
  return /^:[A-Za-z_]/.test(raw) ? raw.slice(1) : unescape(raw);
}

function unescape(text: string): string {
  return text.includes('\\')
    ? text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|(\r?\n|[\s\S]))/g, toChar)
    : text;
}

function toChar(whole: string, four?: string, braced?: string, two?: string, one?: string): string {
  const hex = four ?? braced ?? two;
  if (hex === undefined) return one === undefined || one.endsWith('\n') ? '' : (SIMPLE[one] ?? one);
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? whole : String.fromCodePoint(code);
}
