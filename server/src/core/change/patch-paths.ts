/** A file name of a patch header: cut at the tab before a time stamp, or C-quoted. Null when it cannot be read. */
export function readHeaderPath(text: string): string | null {
  if (text.startsWith('"')) return readQuoted(text)?.name ?? null;
  const tab = text.indexOf('\t');
  return (tab < 0 ? text : text.slice(0, tab)).replace(/ +$/u, '');
}

/** The two names of `diff --git a/x b/x`; null when they cannot be told apart (the lines below name them then). */
export function readGitHeader(rest: string): readonly [string, string] | null {
  const names = splitNames(rest);
  return names === null ? null : stripPrefixes(names[0], names[1]);
}

/**
 * Takes `a/` and `b/`, or git's mnemonic pairs (`i/` and `w/` …), off; leaves names without prefix alone.
 * `/dev/null` keeps the other side's prefix recognisable.
 */
export function stripPrefixes(before: string, after: string): readonly [string, string] {
  const isBefore = /^[aciow]\//u.test(before) || before === DEV_NULL;
  const isAfter = /^[bciow]\//u.test(after) || after === DEV_NULL;
  if (!isBefore || !isAfter || before.slice(0, 2) === after.slice(0, 2)) return [before, after];
  return [before === DEV_NULL ? before : before.slice(2), after === DEV_NULL ? after : after.slice(2)];
}

const DEV_NULL = '/dev/null';

function splitNames(rest: string): readonly [string, string] | null {
  if (rest.startsWith('"')) {
    const first = readQuoted(rest);
    if (first === null || rest[first.end] !== ' ') return null;
    const second = readHeaderPath(rest.slice(first.end + 1));
    return second === null ? null : [first.name, second];
  }
  const quote = rest.indexOf(' "');
  if (quote >= 0) {
    const second = readQuoted(rest.slice(quote + 1));
    return second === null ? null : [rest.slice(0, quote), second.name];
  }
  // Equal names with prefixes of equal length stand on both sides of the middle blank.
  const middle = (rest.length - 1) / 2;
  if (Number.isInteger(middle) && rest[middle] === ' ') {
    const names = [rest.slice(0, middle), rest.slice(middle + 1)] as const;
    const [before, after] = stripPrefixes(names[0], names[1]);
    if (before === after) return names;
  }
  const blank = rest.indexOf(' ');
  return blank >= 0 && blank === rest.lastIndexOf(' ') ? [rest.slice(0, blank), rest.slice(blank + 1)] : null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** Git's C-style quoting; octal escapes are the bytes of UTF-8. `end` is the offset after the closing quote. */
function readQuoted(text: string): { readonly name: string; readonly end: number } | null {
  let encoded = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') return decode(encoded, at + 1);
    if (character !== '\\') {
      encoded += character === '%' ? '%25' : character;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/u.exec(text.slice(at + 1, at + 4));
    if (octal !== null) {
      encoded += `%${Number.parseInt(octal[0], 8).toString(16).padStart(2, '0')}`;
      at += 3;
      continue;
    }
    const escape = ESCAPES[text[at + 1] ?? ''];
    if (escape === undefined) return null;
    encoded += escape;
    at += 1;
  }
  return null;
}

function decode(encoded: string, end: number): { readonly name: string; readonly end: number } | null {
  try {
    return { name: decodeURIComponent(encoded), end };
  } catch {
    return null; // bytes that are no UTF-8
  }
}
