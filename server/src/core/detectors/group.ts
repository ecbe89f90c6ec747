import type { FactChange } from '../model/fact.ts';

/** Rows that are one act to the reader: the same place, or whatever else `keyOf` says, in order of appearance. */
export function groupRows(
  rows: readonly FactChange[],
  keyOf: (row: FactChange) => string = placeOf,
): readonly (readonly [FactChange, ...FactChange[]])[] {
  const groups = new Map<string, [FactChange, ...FactChange[]]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** File, side, line and column. */
export function placeOf({ fact }: FactChange): string {
  const { path, side, range } = fact.provenance;
  return `${path} ${side} ${range.start.line}:${range.start.character}`;
}

/** `a`, `a and b`, `a, b and c`; beyond five "a, b, c, d and 3 more". */
export function listWords(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  if (distinct.length <= 1) return distinct[0] ?? '';
  if (distinct.length > 5) return `${distinct.slice(0, 4).join(', ')} and ${distinct.length - 4} more`;
  return `${distinct.slice(0, -1).join(', ')} and ${distinct[distinct.length - 1]!}`;
}

/** A resource as people read it. */
export function resourceText({ fact }: FactChange): string {
  const { norm, value } = fact.resource;
  if (norm === 'dynamic') return 'a place known only at run time';
  if (norm.startsWith('env:')) return `what ${norm.slice(4)} names`;
  return norm === '*' && value === '*' ? 'any resource' : norm;
}
