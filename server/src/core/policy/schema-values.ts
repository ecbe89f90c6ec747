import * as z from 'zod';

// zod would compile parsers with `new Function`: no code is made from data here.
z.config({ jitless: true });

/** Entries that a list of the policy file may have. */
export const MAX_LIST = 200;

/** Any text of the policy file: a name, a pattern, a reason. */
export const text = z
  .string({ error: 'text' })
  .min(1, { error: 'text that is not empty' })
  .max(1000, { error: 'text of at most 1000 characters' });

/** @param what of what it is a list, for whoever wrote something else */
export const list = <T extends z.ZodType>(item: T, what: string, description: string) =>
  z
    .array(item, { error: `a list of ${what}` })
    .max(MAX_LIST)
    .optional()
    .meta({ description });

/** A calendar day that exists. */
function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= days[month - 1]!;
}

export const day = z.string({ error: 'a day as YYYY-MM-DD' }).refine(isDay, { error: 'a day as YYYY-MM-DD' });
