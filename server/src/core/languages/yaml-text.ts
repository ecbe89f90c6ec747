const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** The value of a scalar in any style. @see https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions */
export function readYamlString(raw: string): string {
  const text = raw.replaceAll('\r\n', '\n');
  if (/^[|>]/.test(text)) return readBlock(text);
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'"))
    return foldFlow(text.slice(1, -1)).replaceAll("''", "'");
  if (text.length >= 2 && text.startsWith('"') && text.endsWith('"')) return readDoubleQuoted(text.slice(1, -1));
  return foldFlow(text);
}

function readDoubleQuoted(body: string): string {
  // An escaped line break joins without a space, and keeps the blanks before it.
  const joined = foldFlow(body.replace(/\\(?:\n[ \t]*|.)/g, (escape) => (escape[1] === '\n' ? '\\\u0000' : escape)));
  return joined
    .replaceAll('\\\u0000', '')
    .replace(ESCAPE, (whole, two?: string, four?: string, eight?: string, one?: string) => {
      const hex = two ?? four ?? eight;
      if (hex === undefined) return (one === undefined ? undefined : SIMPLE[one]) ?? whole;
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    });
}

/** One line break is a space, more are one fewer; blanks around them go. */
function foldFlow(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/[ \t]*\n([ \t]*\n)*[ \t]*/g, (breaks) => {
    const count = breaks.split('\n').length - 1;
    return count === 1 ? ' ' : '\n'.repeat(count - 1);
  });
}

function readBlock(text: string): string {
  const [header = '', ...lines] = text.split('\n');
  const chomp = /[+-]/.exec(header)?.[0] ?? '';
  const first = lines.find((line) => line.trim() !== '') ?? '';
  // An explicit indentation is relative to the parent's, which is not seen here: the first line's is closest.
  const indent = /^ */.exec(first)![0].length;
  const content = lines.map((line) => (line.trim() === '' && line.length <= indent ? '' : line.slice(indent)));
  while (content.length > 0 && content[content.length - 1] === '') content.pop();
  const trailing = lines.length - content.length;
  const body = header.startsWith('>') ? foldBlock(content) : content.join('\n');
  if (chomp === '-' || body === '') return body;
  return body + (chomp === '+' ? '\n'.repeat(Math.max(1, trailing)) : '\n');
}

/** Lines that are indented further keep their breaks. */
function foldBlock(lines: readonly string[]): string {
  let text = '';
  let breaks = 0;
  let previous: string | null = null;
  for (const line of lines) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    if (previous === null) text += '\n'.repeat(breaks);
    else if (/^[ \t]/.test(line) || /^[ \t]/.test(previous)) text += '\n'.repeat(breaks + 1);
    else text += breaks === 0 ? ' ' : '\n'.repeat(breaks);
    text += line;
    previous = line;
    breaks = 0;
  }
  return text;
}
