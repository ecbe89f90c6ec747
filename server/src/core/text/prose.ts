/** `a`, `a and b`, `a, b and c`; beyond five "a, b, c, d and 3 more". Equal words are one. */
export function listWords(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  if (distinct.length <= 1) return distinct[0] ?? '';
  if (distinct.length > 5) return `${distinct.slice(0, 4).join(', ')} and ${distinct.length - 4} more`;
  return `${distinct.slice(0, -1).join(', ')} and ${distinct[distinct.length - 1]!}`;
}

/** The first letter as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
