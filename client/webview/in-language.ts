/** Numbers, times and lists as they are written in the language of the page. */

/** English here is the one that writes the day first and counts 24 hours. */
const locale = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;

const numbers = new Intl.NumberFormat(locale);

export const number = (value: number): string => numbers.format(value);

/** `many` has the number at `{0}`: `count(files, l10n.t('1 file'), l10n.t('{0} files'))`. */
export const count = (value: number, one: string, many: string): string =>
  value === 1 ? one : many.replace('{0}', number(value));

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** "ben, eva or 3 more". */
export const eitherOf = (names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);

/** "cloud-team and identity-team". */
export const allOf = (names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);

/** `4:47`. */
export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "4 minutes 47 seconds". */
export function spokenTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    minutes > 0 && inUnit(minutes, 'minute'),
    (seconds % 60 > 0 || minutes === 0) && inUnit(seconds % 60, 'second'),
  ];
  return parts.filter(Boolean).join(' ');
}

const inUnit = (value: number, unit: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);

/** Today's time of day; with the day if it was another. Empty when it cannot be read. */
export function timeOfDay(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const isToday = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(!isToday && { day: 'numeric', month: 'short' }),
  }).format(date);
}
