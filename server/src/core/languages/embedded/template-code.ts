import type { Span } from './define.ts';
import type { PieceUse } from './overlay.ts';

/** How a format puts code between elements and into their attributes. */
export interface TemplateDialect {
  /** `{{ x }}` or `{x}`. Null: none. */
  readonly holes: 'double' | 'braces' | null;
  /** What an attribute with quotes holds, by its name. Null: text. */
  readonly quoted: (name: string) => PieceUse | null;
  /** What stands in front of the value of an attribute that repeats its element. Null: it is none. */
  readonly loop: (name: string) => RegExp | null;
  /** The attribute whose `{x}` is shown as markup. */
  readonly markup?: string;
  /** Code between lines of three dashes at the top. */
  readonly hasFrontMatter?: true;
}

export interface ScriptTag {
  readonly language: string | null;
  readonly type: string | null;
}

export type FoundCode =
  /** It does not end, or too much does not: what stands behind it may not have been found. */
  | { readonly kind: 'unended'; readonly span: Span }
  | { readonly kind: 'script'; readonly span: Span; readonly tag: ScriptTag }
  | { readonly kind: 'piece'; readonly span: Span; readonly use: PieceUse };

/** Characters that are looked at for each that is there: a page is read once or twice, one that opens and never closes again and again. */
const MAX_LOOKS = 8;

/** Counts down while a page is read. */
interface Looks {
  left: number;
}

/** Characters of one hole, of one tag: beyond these it does not end. */
const MAX_HOLE = 20_000;
const MAX_TAG = 20_000;

const NEXT = {
  none: /<!--|<script\b|<style\b|<[A-Za-z]/gi,
  double: /<!--|<script\b|<style\b|<[A-Za-z]|\{\{/gi,
  braces: /<!--|<script\b|<style\b|<[A-Za-z]|\{/gi,
};

/** Code of a page or a component, in its order. */
export function* codeInMarkup(text: string, dialect: TemplateDialect): Generator<FoundCode> {
  const next = new RegExp(NEXT[dialect.holes ?? 'none']);
  const front = dialect.hasFrontMatter === true ? /^\uFEFF?---[^\S\n]*\r?\n([\s\S]*?)^---/m.exec(text) : null;
  if (front !== null && front.index === 0) {
    const end = front[0].length - '---'.length;
    yield {
      kind: 'script',
      span: { start: end - front[1]!.length, end },
      tag: { language: 'ts', type: null },
    };
    next.lastIndex = front[0].length;
  }
  const looks: Looks = { left: MAX_LOOKS * text.length };
  for (let match = next.exec(text); match !== null && looks.left > 0; match = next.exec(text)) {
    const [sign] = match;
    const at = match.index;
    if (sign === '<!--') next.lastIndex = endOf(text, '-->', at);
    else if (/^<style/i.test(sign)) next.lastIndex = endOf(text, /<\/style\s*>/gi, at);
    else if (/^<script/i.test(sign)) next.lastIndex = yield* scriptAt(text, at, looks);
    else if (sign === '{{') next.lastIndex = yield* doubleHole(text, at, looks);
    else if (sign === '{') next.lastIndex = yield* hole(text, at, null, dialect, looks);
    else next.lastIndex = yield* tagAt(text, at, dialect, looks);
    if (looks.left <= 0) yield unended(at, text);
  }
}

/** Signs of what does not end: it is known again by them. */
const SHOWN = 200;

function unended(at: number, text: string): FoundCode {
  return { kind: 'unended', span: { start: at, end: Math.min(text.length, at + SHOWN) } };
}

function* scriptAt(text: string, at: number, looks: Looks): Generator<FoundCode, number> {
  const tag = /^<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/i.exec(text.slice(at, at + MAX_TAG));
  if (tag === null) {
    looks.left -= MAX_TAG;
    yield unended(at, text);
    return at + 1;
  }
  const attributes = tag[1]!;
  const start = at + tag[0].length;
  if (attributes.endsWith('/')) return start;
  const end = text.slice(start).search(/<\/script\s*>/i);
  if (end < 0) {
    yield unended(at, text);
    return text.length;
  }
  yield {
    kind: 'script',
    span: { start, end: start + end },
    tag: { language: attributeOf(attributes, 'lang'), type: attributeOf(attributes, 'type') },
  };
  return endOf(text, '>', start + end);
}

function attributeOf(attributes: string, name: string): string | null {
  return new RegExp(String.raw`(?:^|\s)${name}\s*=\s*["']?([^"'\s>]*)`, 'i').exec(attributes)?.[1] ?? null;
}

function* doubleHole(text: string, at: number, looks: Looks): Generator<FoundCode, number> {
  const end = text.indexOf('}}', at);
  looks.left -= (end < 0 ? text.length : end) - at;
  if (end < 0 || end - at > MAX_HOLE) {
    yield unended(at, text);
    return at + 2;
  }
  const span = { start: at + 2, end };
  yield { kind: 'piece', span, use: 'value' };
  return end + 2;
}

/** Blocks and tags of Svelte whose value is behind their word. */
const VALUE_BEHIND = /^(?:#(?:if|key|await|each)|:else\s+if|@(?:html|const|render|attach))\s+/;

/** `{x}`; with markup in it only what is in that. */
function* hole(
  text: string,
  at: number,
  name: string | null,
  dialect: TemplateDialect,
  looks: Looks,
): Generator<FoundCode, number> {
  const end = endOfBraces(text, at);
  looks.left -= (end ?? at + MAX_HOLE) - at;
  if (end === null) {
    yield unended(at, text);
    return at + 1;
  }
  const content = text.slice(at + 1, end);
  if (/<[A-Za-z]/.test(content)) return at + 1;
  const word = VALUE_BEHIND.exec(content)?.[0] ?? '';
  const start = at + 1 + word.length;
  const value = content.slice(word.length);
  const length = word.startsWith('#each')
    ? value.search(/\s+as\s+[\w$[{]/)
    : word.startsWith('#await')
      ? value.search(/\s+then\s/)
      : -1;
  const isNone = word === '' ? /^\s*(?:[#:/@{]|\.\.\.|$)/.test(value) : value.trim() === '';
  const isMarkup = word.startsWith('@html') || (name !== null && name === dialect.markup);
  if (!isNone)
    yield {
      kind: 'piece',
      span: { start, end: length < 0 ? end : start + length },
      use: isMarkup ? 'bare-markup' : 'code',
    };
  return end + 1;
}

/** The place of the brace that closes the one at `at`; null: none does. */
function endOfBraces(text: string, at: number): number | null {
  let depth = 0;
  let quote = '';
  for (let i = at; i < text.length && i - at < MAX_HOLE; i += 1) {
    const sign = text[i]!;
    if (quote !== '') {
      if (sign === '\\') i += 1;
      else if (sign === quote) quote = '';
      continue;
    }
    if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return null;
}

const NAME = /[^\s"'<>/={}]+/y;

/** Attributes with code. Gives where the tag ends. */
function* tagAt(text: string, at: number, dialect: TemplateDialect, looks: Looks): Generator<FoundCode, number> {
  const limit = Math.min(text.length, at + MAX_TAG);
  let name: string | null = null;
  for (let i = at + 1; i < limit && looks.left > 0;) {
    const sign = text[i]!;
    looks.left -= 1;
    // One that opens before this one closes is another.
    if (sign === '>' || sign === '<') return sign === '>' ? i + 1 : i;
    if (sign === '{' && dialect.holes === 'braces') i = yield* hole(text, i, name, dialect, looks);
    else if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, i + 1);
      looks.left -= (end < 0 ? text.length : end) - i;
      if (end < 0 || end >= limit) {
        yield unended(at, text);
        return i + 1;
      }
      yield* quoted(text, { start: i + 1, end }, name, dialect, looks);
      name = null;
      i = end + 1;
    } else {
      NAME.lastIndex = i;
      const found = NAME.exec(text)?.[0] ?? null;
      if (found !== null) name = found;
      i += found?.length ?? 1;
    }
  }
  return limit;
}

function* quoted(
  text: string,
  span: Span,
  name: string | null,
  dialect: TemplateDialect,
  looks: Looks,
): Generator<FoundCode> {
  const value = text.slice(span.start, span.end);
  if (value.trim() === '' || name === null) return;
  if (dialect.holes === 'braces') {
    for (let at = text.indexOf('{', span.start); at >= 0 && at < span.end;) {
      const end = yield* hole(text, at, name, dialect, looks);
      at = text.indexOf('{', end);
    }
    return;
  }
  const loop = dialect.loop(name);
  const behind = loop === null ? null : loop.exec(value);
  if (behind !== null)
    yield { kind: 'piece', span: { start: span.start + behind[0].length, end: span.end }, use: 'code' };
  const use = dialect.quoted(name);
  // The signs in front of it are `="`, and the word itself where they have to say more.
  if (use !== null && text[span.start - 2] === '=') yield { kind: 'piece', span, use };
}

function endOf(text: string, sign: string | RegExp, from: number): number {
  if (typeof sign === 'string') {
    const end = text.indexOf(sign, from);
    return end < 0 ? text.length : end + sign.length;
  }
  sign.lastIndex = from;
  return sign.exec(text) === null ? text.length : sign.lastIndex;
}
