/**
 * Text of others on one line: no control, format or bidirectional character that would show one thing and mean another.
 * They are named instead, `U+202E`, so that nothing is hidden and nothing is lost.
 */
export function printable(text: string): string {
  return text
    .replaceAll(/\r\n|[\r\n\u2028\u2029\t]/gu, ' ')
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Cs}]/gu,
      (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}
