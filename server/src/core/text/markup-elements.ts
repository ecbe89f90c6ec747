/** An element that people type into, that loads or sends, as HTML and its dialects write it. */
export interface MarkupElement {
  readonly name: string;
  /** UTF-16 offsets, half-open; of the tag that opens it. */
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly MarkupAttribute[];
}

export interface MarkupAttribute {
  readonly name: Span;
  /** With its quotes. Null: it has none. */
  readonly value: Span | null;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Characters of one tag, and inputs of one page: beyond these nobody wrote it. */
const MAX_TAG = 5_000;
const MAX_ELEMENTS = 2_000;

const OPENS =
  /<!--|<([A-Za-z][\w.:-]*(?:input|field|textarea|select)|input|field|select|textarea|Field|iframe|script|link|form|meta)(?=[\s/>])/gi;
const ATTRIBUTE = /([^\s"'<>/={}]+)(?:\s*=\s*("[^"]*"|'[^']*'|\{[^{}]*\}|[^\s"'<>=`]+))?/y;

/** Such elements in document order. What templates put between attributes is stepped over. */
export function* readElements(text: string): Generator<MarkupElement> {
  let found = 0;
  OPENS.lastIndex = 0;
  const opens = new RegExp(OPENS);
  for (let match = opens.exec(text); match !== null && found < MAX_ELEMENTS; match = opens.exec(text)) {
    const [whole, name] = match;
    if (name === undefined) {
      const end = text.indexOf('-->', match.index);
      if (end < 0) return;
      opens.lastIndex = end;
      continue;
    }
    found += 1;
    const element = readTag(text, match.index, name, match.index + whole.length);
    opens.lastIndex = Math.max(element.end, match.index + whole.length);
    yield element;
  }
}

function readTag(text: string, start: number, name: string, from: number): MarkupElement {
  const attributes: MarkupAttribute[] = [];
  const limit = Math.min(text.length, from + MAX_TAG);
  let at = from;
  while (at < limit) {
    const sign = text[at]!;
    if (sign === '>') return { name, start, end: at + 1, attributes };
    // `<%= … %>`, `{{ … }}`, `{% … %}` between attributes.
    const closes = text.startsWith('<%', at)
      ? '%>'
      : text.startsWith('{{', at)
        ? '}}'
        : text.startsWith('{%', at)
          ? '%}'
          : null;
    if (closes !== null) {
      const end = text.indexOf(closes, at + 2);
      if (end < 0 || end > limit) break;
      at = end + 2;
      continue;
    }
    if (sign === '<') break;
    if (/\s/.test(sign)) {
      at += 1;
      continue;
    }
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (match === null || match[0] === '') {
      at += 1;
      continue;
    }
    const [whole, key = '', value] = match;
    const nameStart = at + whole.indexOf(key);
    const valueStart = value === undefined ? 0 : at + whole.length - value.length;
    attributes.push({
      name: { start: nameStart, end: nameStart + key.length },
      value: value === undefined ? null : { start: valueStart, end: valueStart + value.length },
    });
    at += whole.length;
  }
  return { name, start, end: at, attributes };
}
