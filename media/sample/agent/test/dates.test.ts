import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, monthRange, toIsoDay, toMonth } from '../src/format/dates.ts';

test('a day is the day in UTC', () => {
  assert.equal(toIsoDay(new Date('2026-03-31T23:30:00-02:00')), '2026-04-01');
});

test('adding days crosses the end of a month', () => {
  assert.equal(toIsoDay(addDays(new Date('2026-02-20T12:00:00Z'), 14)), '2026-03-06');
});

test('a month ends where the next one begins', () => {
  const { from, to } = monthRange('2026-12');
  assert.equal(toIsoDay(from), '2026-12-01');
  assert.equal(toIsoDay(to), '2027-01-01');
});

test('a month is written like the filter that finds it', () => {
  const instant = new Date('2026-05-31T22:30:00-02:00');
  assert.equal(toMonth(instant), '2026-06');
  assert.equal(toMonth(monthRange('2026-05').from), '2026-05');
});

test('a thirteenth month is refused', () => {
  assert.throws(() => monthRange('2026-13'), RangeError);
});
