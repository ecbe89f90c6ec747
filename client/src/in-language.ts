/** Times and lists in the language of the editor. No vscode here. */

/** Empty: it names none. */
export function momentOf(at: string, language: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return '';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}

/** "ben, cleo or eva" */
export const eitherOf = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
