const FOLDER =
  /(?:^|\/)(?:_?locales?|i18n|l10n|lang|languages?|translations?|nls|values-[\w+-]{2,20}|[\w-]{2,12}\.lproj|LC_MESSAGES)\//i;
const FILE =
  /(?:^|[/._-])[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3}))?\.(?:json|json5|ya?ml|po|pot|xlf|xliff|[jt]s|php|properties|strings|arb|resx|ftl|toml|md|mdx|rst|txt|html?)$/;

/**
 * Texts for people in their languages, by where they stand: translators copy marks from everywhere, and mix the letters of
 * their keyboards.
 */
export function isTranslation(path: string): boolean {
  return FOLDER.test(path) || FILE.test(path);
}
