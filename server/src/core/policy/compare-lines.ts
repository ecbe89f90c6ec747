/** What an edit of lines changes: which are new, which are gone. Comments, order and white space are nothing. */
export interface LineChanges {
  readonly added: readonly { readonly text: string; readonly line: number }[];
  readonly removed: readonly { readonly text: string; readonly line: number }[];
}

export function compareLines(before: string, after: string): LineChanges {
  const old = linesOf(before);
  const now = linesOf(after);
  const missing = (from: typeof old, other: typeof old): typeof old => {
    const texts = new Set(other.map(({ text }) => text));
    return from.filter(({ text }) => !texts.has(text));
  };
  return { added: missing(now, old), removed: missing(old, now) };
}

function linesOf(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text
    .split('\n')
    .map((line, at) => ({ text: line.trim().replaceAll(/\s+/g, ' '), line: at }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}
