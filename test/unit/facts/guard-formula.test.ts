import { expect, test } from 'vitest';
import { always, both, either, literal, negate, toClauses } from '../../../server/src/core/facts/guards/formula.ts';

const [a, b, c] = ['a', 'b', 'c'].map((name) => literal(name));
const print = (formula: Parameters<typeof toClauses<string>>[0]): string | null =>
  toClauses(formula, (atom) => atom)
    ?.map((clause) => clause.map(({ atom, holds }) => `${holds ? '' : '!'}${atom}`).join('|'))
    .join(' & ') ?? null;

test('what a denial asks is the negation of its path', () => {
  // if (!a || !b) deny
  expect(print(negate(either(negate(a!), negate(b!))))).toBe('a & b');
  // if (!a && !b) deny
  expect(print(negate(both(negate(a!), negate(b!))))).toBe('a|b');
  // if (a) { if (!b) deny }
  expect(print(negate(both(a!, negate(b!))))).toBe('!a|b');
});

test('early answers become alternatives', () => {
  // if (a) return true; return b
  expect(print(either(both(a!, always(true)), both(negate(a!), b!)))).toBe('a|b');
});

test('what always holds and what says less is left out', () => {
  expect(print(both(either(a!, negate(a!)), b!))).toBe('b');
  expect(print(both(a!, either(a!, b!)))).toBe('a');
  expect(print(both(a!, a!))).toBe('a');
  expect(print(both(a!, always(true)))).toBe('a');
});

test('what never holds is one empty clause', () => {
  expect(toClauses(both(a!, always(false)), (atom) => atom)).toEqual([[]]);
});

test('a formula that grows past its bound is given up', () => {
  const pairs = Array.from({ length: 12 }, (_, index) => both(literal(`x${index}`), literal(`y${index}`)));
  expect(print(either(...pairs))).toBeNull();
  expect(print(either(both(a!, b!), c!))).toBe('a|c & b|c');
});
