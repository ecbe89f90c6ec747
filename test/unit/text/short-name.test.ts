import { expect, test } from 'vitest';
import { shortName } from '../../../server/src/core/text/short-name.ts';

test('the beginning of an id says it, whatever others begin with', () => {
  const hash = '0123456789abcdef0123456789abcdef';
  expect(shortName(hash)).toBe('0123456789ab');
  expect(shortName(`offered-${hash}`)).toBe('offered-0123456789ab');
  expect(shortName(hash, [hash, `${hash.slice(0, 20)}ff`, 'other'])).toBe(hash.slice(0, 21));
  expect(shortName('set', ['set-2'])).toBe('set');
});
