import { rememberNames } from './remember.ts';

/** The words of a name in lower case, whatever joins them: `dateOfBirth`, `date_of_birth`, `DATE-OF-BIRTH`; digits are words. */
export const splitWords = rememberNames(split);

function split(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** English plurals of nouns, roughly: `allergies`, `addresses`, `emails`; words such as `diagnosis` and `status` stay. */
export function toSingular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^siu]s$/.test(word)) return word.slice(0, -1);
  return word;
}
