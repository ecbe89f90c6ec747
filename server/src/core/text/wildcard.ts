/** `*` stands for any text, `?` for one character, as in IAM policies. Time grows with the product of the lengths at worst. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let retry = 0;
  while (next < text.length) {
    if (pattern[at] === '*') {
      star = at;
      retry = next;
      at += 1;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === text[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      next = retry;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
