import { expect, test } from 'vitest';
import { isWithin } from '../../../server/src/core/text/version-ranges.ts';

test.each([
  ['npm', '1.6.8', '^1.6.0', true],
  ['npm', '0.21.1', '^1.6.0', false],
  ['npm', '0.2.9', '^0.2.3', true],
  ['npm', '0.3.0', '^0.2.3', false],
  ['npm', '1.3.0', '~1.2.3', false],
  ['npm', '1.2.9', '1.2', true],
  ['npm', '1.2.9', '1.2.x || >=3', true],
  ['npm', '2.0.0', '>=1 <2', false],
  ['npm', '2.0.0', '>= 1.0.0', true],
  ['npm', '2.0.0-rc.1', '<2.0.0', null],
  ['npm', '1.0.0', 'latest', null],
  ['npm', '1.0.0', '1.0.0 - 2.0.0', null],
  ['npm', '9.0.0', '*', true],
  ['cargo', '1.40.2', '1.36', true],
  ['cargo', '0.3.7', '1.36', false],
  ['cargo', '1.36.1', '=1.36.0', false],
  ['pypi', '2.32.3', '~=2.31', true],
  ['pypi', '3.0', '~=2.31', false],
  ['pypi', '2.31.5', '==2.31.*', true],
  ['pypi', '2.31.0', '>=2,!=2.31.0', false],
  ['pypi', '1!2.0', '>=1', null],
  ['rubygems', '3.1.2', '~> 3.0', true],
  ['rubygems', '4.0.0', '~>3.0', false],
  ['rubygems', '5.0.0', '<8,>=6.0', false],
  ['composer', 'v3.5.0', '^3.5', true],
  ['composer', '1.9.0', '~1.2', true],
  ['composer', '2.0.0', '~1.2', false],
  ['composer', '2.5.0', '>=1.0<2.0|^3.0', false],
  ['composer', 'dev-main', '^1.0', null],
  ['go', 'v1.8.0', 'v1.8.1', false],
  ['hex', '1.0.0', '~> 2.0', null],
] as const)('%s: whether %s is one of %s', (ecosystem, version, range, answer) => {
  expect(isWithin(ecosystem, version, range)).toBe(answer);
});

test('A text that is no range of numbers is not judged, however long it is', () => {
  expect(isWithin('npm', '1.0.0', '^'.repeat(100_000))).toBe(null);
  expect(isWithin('npm', '1.0.0', '1.'.repeat(100))).toBe(null);
  expect(isWithin('__proto__', '1.0.0', '^1')).toBe(null);
});
