const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  s: ' ',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r\n': '',
};
const ESCAPE = /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(\r\n|[\s\S]))/g;

/**
 * The value of a string, character or text block. A text block loses its first line break and the indentation that all of
 * its lines share.
 * @see https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.6
 */
export function readJavaString(raw: string): string {
  if (raw.startsWith('"""') && raw.endsWith('"""') && raw.length >= 6) return unescape(strip(raw.slice(3, -3)));
  const quote = raw[0];
  const isQuoted = raw.length >= 2 && (quote === '"' || quote === "'") && raw.endsWith(quote);
  return unescape(isQuoted ? raw.slice(1, -1) : raw);
}

function strip(block: string): string {
  const lines = block.replace(/^[ \t\f]*\r?\n/, '').split(/\r?\n/);
  const counted = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => /^[ \t\f]*/.exec(line)![0].length));
  return lines.map((line) => line.slice(indent).replace(/[ \t\f]+$/, '')).join('\n');
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (whole, hex?: string, octal?: string, one?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return SIMPLE[one!] ?? whole;
  });
}
