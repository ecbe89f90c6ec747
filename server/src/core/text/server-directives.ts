/** One directive of a web server's configuration, with those in its block. UTF-16 offsets, half-open. */
export interface Directive {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly inner: readonly Directive[] | null;
}

interface Open {
  readonly words: readonly string[];
  readonly start: number;
  readonly inner: Directive[];
}

/** UTF-16 units, blocks in each other; what is beyond is left out. */
const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 30;

const PIECE = /\s+|#[^\n]*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[;{}]|(?:\$\{\w*\}|[^\s;{}"'\\]|\\.)+|[\s\S]/uy;

/** Directives of nginx: `name word word;` and `name word { … }`. Reads each character about once. */
export function readSemicolonDirectives(text: string): readonly Directive[] {
  const root: Open = { words: [], start: 0, inner: [] };
  const open: Open[] = [root];
  let words: string[] = [];
  let start = -1;
  let end = 0;
  for (let at = 0; at < Math.min(text.length, MAX_LENGTH);) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text)?.[0] ?? text[at]!;
    const from = at;
    at += piece.length;
    if (/^[\s#]/.test(piece)) continue;
    const top = open.at(-1)!;
    if (piece === '{') {
      if (open.length > MAX_DEPTH) break;
      open.push({ words, start: start < 0 ? from : start, inner: [] });
    } else if (piece === '}') {
      if (open.length === 1) continue;
      open.pop();
      open.at(-1)!.inner.push({ ...top, end: at });
    } else if (piece === ';') {
      if (start >= 0) top.inner.push({ words, start, end, inner: null });
    } else {
      if (start < 0) start = from;
      words.push(piece.replace(/^["']|["']$/g, ''));
      end = at;
      continue;
    }
    words = [];
    start = -1;
  }
  return root.inner;
}

/** Directives a line each: of Caddy, whose blocks stand in braces, and of Apache, whose blocks are `<Name …>`. */
export function readLineDirectives(text: string): readonly Directive[] {
  const root: Open = { words: [], start: 0, inner: [] };
  const open: Open[] = [root];
  let from = 0;
  for (const line of text.slice(0, MAX_LENGTH).split('\n')) {
    const written = line.trim();
    const start = from + line.indexOf(written);
    const end = start + written.length;
    from += line.length + 1;
    if (written === '' || written.startsWith('#')) continue;
    const closes = written === '}' || written.startsWith('</');
    if (closes) {
      if (open.length === 1) continue;
      const { words, start: opened, inner } = open.pop()!;
      open.at(-1)!.inner.push({ words, start: opened, end, inner });
      continue;
    }
    const isOpening = written.endsWith('{') || (written.startsWith('<') && written.endsWith('>'));
    const words = written
      .replace(/^<|[>{]$/g, '')
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''));
    if (!isOpening) open.at(-1)!.inner.push({ words, start, end, inner: null });
    else if (open.length > MAX_DEPTH) break;
    else open.push({ words, start, inner: [] });
  }
  return root.inner;
}
