/**
 * Calendar days and months, always in UTC: an invoice issued at midnight must carry
 * the same day in every office.
 */

const dayMs = 24 * 60 * 60 * 1000;

/** '2026-03', the month as reports and filters write it. */
export function toMonth(date: Date): string {
  return toIsoDay(date).slice(0, 7);
}

/** '2026-03-31' */
export function toIsoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * dayMs);
}

/** '2026-03' becomes the first instant of March and, exclusive, the first instant of April. */
export function monthRange(month: string): { from: Date; to: Date } {
  const [year, number] = month.split('-').map(Number);
  if (year === undefined || number === undefined || !(number >= 1 && number <= 12)) {
    throw new RangeError(`Not a month: ${month}`);
  }
  return { from: new Date(Date.UTC(year, number - 1, 1)), to: new Date(Date.UTC(year, number, 1)) };
}
