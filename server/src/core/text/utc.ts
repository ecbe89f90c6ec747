const PATTERN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d{0,6})?Z$/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

/** Milliseconds since the epoch of ISO 8601 in UTC, as records have it; null: it is none. */
export function fromUtc(text: string): number | null {
  const found = PATTERN.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 7).map(Number);
  const whole = toEpochMs({ year, month, day, hours, minutes, seconds });
  return whole === null ? null : whole + Number((found[7] ?? '').padEnd(3, '0'));
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Null: one of the two is no time in UTC. */
export function daysBetween(from: string, to: string): number | null {
  const [start, end] = [fromUtc(from), fromUtc(to)];
  return start === null || end === null ? null : (end - start) / DAY_MS;
}

/** Of the proleptic Gregorian calendar; null for a day or an hour that there is not. A leap second counts as the next. */
export function toEpochMs(at: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}): number | null {
  const { year, month, day, hours, minutes, seconds } = at;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE_MONTH[month - 1];
  if (before === undefined || day < 1 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const monthLength = (DAYS_BEFORE_MONTH[month] ?? 365) - before + (month === 2 && isLeap ? 1 : 0);
  if (day > monthLength) return null;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const dayOfYear = before + day - 1 + (isLeap && month > 2 ? 1 : 0);
  // 719162 days lie between 0001-01-01 and 1970-01-01.
  const days = past * 365 + leapDays + dayOfYear - 719_162;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
