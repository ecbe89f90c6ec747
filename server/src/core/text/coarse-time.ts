const MINUTE_MS = 60_000;

/** ISO 8601 in UTC, cut to its hour. */
export function toHour(at: string): string {
  return at.replace(/^(\d{4}-\d\d-\d\dT\d\d):.*Z$/u, '$1:00:00.000Z');
}

/** Up to the whole minute: that something was looked at at all stays true. */
export function toMinutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
}
