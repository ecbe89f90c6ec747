/** Digits of a hash that people type. */
const DIGITS = 12;
/** How ids of commits that were put up begin, all of them. */
const OFFERED = 'offered-';

/** The beginning of an id by which nobody takes it for another one, `others` among them. */
export function shortName(id: string, others: Iterable<string> = []): string {
  let length = (id.startsWith(OFFERED) ? OFFERED.length : 0) + DIGITS;
  for (const other of others)
    while (length < id.length && other !== id && other.startsWith(id.slice(0, length))) length += 1;
  return id.slice(0, length);
}
