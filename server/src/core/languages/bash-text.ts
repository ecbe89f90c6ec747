const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The value of a word, of `'…'`, `"…"`, `$'…'` or `$"…"`, or of the text between the holes of a string. */
export function readBashString(raw: string): string {
  const quoted = /^(\$?)(["'])([\s\S]*)\2$/.exec(raw);
  if (quoted === null) return withoutBackslashes(raw, /\\(\r?\n|[\s\S])/g);
  const [, dollar, quote, body = ''] = quoted;
  if (quote === '"') return withoutBackslashes(body, /\\(\r?\n|["\\$`])/g);
  return dollar === '' ? body : body.replace(/\\([\s\S])/g, (whole, one: string) => SIMPLE[one] ?? whole);
}

/** A line break after a backslash is no part of the text. */
function withoutBackslashes(text: string, escape: RegExp): string {
  return text.includes('\\') ? text.replace(escape, (_, one: string) => (one.endsWith('\n') ? '' : one)) : text;
}
