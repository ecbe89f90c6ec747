import { expect, test } from 'vitest';
import { toPatchText } from '../../../client/src/patch-file.ts';

test('a patch is read as UTF-8 or not at all: no byte of it becomes another', () => {
  expect(toPatchText(Buffer.from('+Zoë\n'))).toBe('+Zoë\n');
  expect(toPatchText(Buffer.from('+Zoë\n', 'latin1'))).toBeNull();
  expect(toPatchText(Buffer.from('\ufeff+a\n', 'utf16le'))).toBeNull();
});
