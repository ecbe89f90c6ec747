import type { LanguageId } from '../../model/syntax.ts';

/** Names that every grammar reads as names, in place of `$NAME` and `...`. */
export const ELLIPSIS = 'cs_more_';
const META = /^\$?cs_meta_([a-z0-9_]+)_$/;

/** `$URL` is one expression, `...` any number of arguments, entries or statements. What follows a word is the language's own. */
export function toPlaceholders(example: string, language: LanguageId): string {
  const sigil = language === 'php' ? '$' : '';
  return example
    .replaceAll(/\$([A-Z][A-Z0-9_]*)\b/g, (_, name: string) => `${sigil}cs_meta_${name.toLowerCase()}_`)
    .replaceAll(/(?<![\w)\].])\.\.\.(?![\w$([{.])/g, ELLIPSIS);
}

/** `url` of `$URL`; null when it is none. */
export function metavariableOf(text: string): string | null {
  return META.exec(text)?.[1] ?? null;
}
