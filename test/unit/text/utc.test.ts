import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtc } from '../../../server/src/core/text/utc.ts';

test('times are those of Date', () => {
  const years = { min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (date) => {
      expect(fromUtc(date.toISOString())).toBe(date.getTime());
      const seconds = date.toISOString().replace(/\.\d+/, '');
      expect(fromUtc(seconds)).toBe(Date.parse(seconds));
    }),
  );
});

test('what there is not is no time', () => {
  for (const text of [
    '',
    'soon',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
  ])
    expect(fromUtc(text)).toBeNull();
  expect(fromUtc('2024-02-29T23:59:59.5Z')).toBe(Date.parse('2024-02-29T23:59:59.500Z'));
});
