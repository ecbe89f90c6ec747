/** `cannot edit` asks what `can edit` asks, and denies on the opposite. */
export function withoutNegation(words: string): { readonly asked: string; readonly isNegative: boolean } {
  const isNegative = /^(?:cannot|denies|is not|has no|lacks|is forbidden|is denied|is unauthori[sz]ed|not )/.test(
    words,
  );
  if (!isNegative) return { asked: words, isNegative };
  const asked = words
    .replace(/^cannot/, 'can')
    .replace(/^denies/, 'allows')
    .replace(/^(is|has) not? /, '$1 ');
  return { asked, isNegative };
}
