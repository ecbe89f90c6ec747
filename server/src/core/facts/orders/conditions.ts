import { matchesWildcards } from '../../text/wildcard.ts';
import { coversAddress } from './addresses.ts';

/** 1: lets more through; -1: less; 0: the same; null: one lets through what the other does not. */
export type Spread = 1 | 0 | -1 | null;

interface Test {
  readonly operator: string;
  readonly values: readonly string[];
}

/** Conditions as `grants/conditions.ts` writes them: every test must hold, and a test holds for any of its values. */
export function compareConditions(from: string | undefined, to: string | undefined): Spread {
  if (from === to) return 0;
  const before = readTests(from);
  const after = readTests(to);
  const spreads: Spread[] = [];
  for (const [key, test] of before) {
    const other = after.get(key);
    spreads.push(other === undefined ? 1 : compareTests(test, other));
  }
  for (const key of after.keys()) if (!before.has(key)) spreads.push(-1);
  return joinSpreads(spreads);
}

/** All of them together: wider in one and narrower in another is neither. */
export function joinSpreads(spreads: readonly Spread[]): Spread {
  const wider = spreads.includes(1);
  const narrower = spreads.includes(-1);
  if (spreads.includes(null) || (wider && narrower)) return null;
  return wider ? 1 : narrower ? -1 : 0;
}

/** By key and what the test asks of it: `StringEquals` and `StringLike` ask the same. */
function readTests(condition: string | undefined): ReadonlyMap<string, Test> {
  const tests = new Map<string, Test>();
  for (const part of condition === undefined || condition === '' ? [] : condition.split('; ')) {
    const [operator = '', key = '', ...rest] = part.split(' ');
    const family = isNegative(operator)
      ? 'not'
      : /^(?:Numeric|Date)/.test(operator)
        ? operator.replace(/IfExists$/, '')
        : 'is';
    tests.set(`${family} ${key.toLowerCase()}`, { operator, values: rest.join(' ').split('|') });
  }
  return tests;
}

function isNegative(operator: string): boolean {
  return operator.includes('Not');
}

function compareTests(before: Test, after: Test): Spread {
  const optional = Number(after.operator.endsWith('IfExists')) - Number(before.operator.endsWith('IfExists'));
  const every =
    Number(after.operator.startsWith('ForAllValues:')) - Number(before.operator.startsWith('ForAllValues:'));
  const values = compareValues(before, after);
  const spreads: Spread[] = [values, Math.sign(optional) as Spread, Math.sign(every) as Spread];
  return joinSpreads(spreads);
}

function compareValues(before: Test, after: Test): Spread {
  const threshold = thresholds(before, after);
  if (threshold !== undefined) return threshold;
  const grows = after.values.every((value) =>
    before.values.some((old) => allows(before.operator, old, after.operator, value)),
  );
  const shrinks = before.values.every((old) =>
    after.values.some((value) => allows(after.operator, value, before.operator, old)),
  );
  if (grows && shrinks) return 0;
  if (!grows && !shrinks) return null;
  // What is left out is read the other way round.
  return shrinks !== isNegative(after.operator) ? 1 : -1;
}

/** Whether one value of a test lets through all that another lets through. */
function allows(operator: string, value: string, otherOperator: string, other: string): boolean {
  if (value === other) return !(/Like/.test(otherOperator) && other.includes('*') && !/Like|Arn/.test(operator));
  if (/IpAddress/.test(operator)) return coversAddress(value, other);
  return /Like|Arn/.test(operator) && matchesWildcards(value, other);
}

function thresholds(before: Test, after: Test): Spread | undefined {
  const way = /^(?:Numeric|Date)(Less|Greater)/.exec(after.operator)?.[1];
  const from = Number(before.values[0]);
  const to = Number(after.values[0]);
  if (way === undefined || Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return (Math.sign(way === 'Less' ? to - from : from - to) || 0) as Spread;
}
