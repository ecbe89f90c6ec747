/**
 * Text from the workspace, made safe to read. It is never parsed as HTML (see `dom.ts`), but characters that a person cannot
 * see can still make text read as something it is not: bidirectional controls reorder it, zero-width characters split it.
 * They are spelled out instead. @see CVE-2021-42574 ("Trojan Source"), Unicode TR36.
 */

/** Format and control characters but tab and line feed, and letters and marks that Unicode draws as nothing. */
const unseen = /(?![\t\n])[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;

/** More than anyone reads in one place, and little enough to lay out. In UTF-16 units. */
const longestText = 4000;

const spellOut = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** The one gate between strings and the page: `dom.ts` sends every text and attribute through it. */
export function toPlainText(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return cut.replace(unseen, spellOut);
}
