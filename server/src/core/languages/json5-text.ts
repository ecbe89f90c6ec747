/**
 * JSON5 as a flow mapping of YAML, of the same length: names without quotation marks, texts in either kind of them and commas
 * at the end are read there; only comments and tabs are not, and become blanks. Null: it is no such text.
 * @see https://spec.json5.org/ (1.0.0)
 */
export function readableJson5(text: string): string | null {
  const parts: string[] = [];
  let copied = 0;
  let isBegun = false;
  for (let at = 0; at < text.length;) {
    const sign = text[at]!;
    const end = endOfGap(text, at);
    if (end === -1) return null;
    if (end > at) {
      parts.push(text.slice(copied, at), text.slice(at, end).replace(/[^\r\n]/g, ' '));
      copied = at = end;
    } else if (isBegun && (sign === '"' || sign === "'")) at = endOfText(text, at);
    else {
      if (!isBegun && !/\s/.test(sign)) {
        if (sign !== '{' && sign !== '[') return null;
        isBegun = true;
      }
      at += 1;
    }
  }
  return parts.length === 0 ? null : parts.join('') + text.slice(copied);
}

/** Of a comment or a tab that begins here; the same place: none does; -1: it never ends. */
function endOfGap(text: string, at: number): number {
  if (text[at] === '\t') return at + 1;
  // The slashes of an address stand behind a colon.
  if (text.startsWith('//', at) && text[at - 1] !== ':') {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
  }
  if (!text.startsWith('/*', at)) return at;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? -1 : end + 2;
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start] || text[at] === '\n') return at + 1;
  }
  return text.length;
}
