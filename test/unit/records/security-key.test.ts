import { describe, expect, test } from 'vitest';
import { checkSignature } from '../../../server/src/host/check-signature.ts';
import { makeToken } from './soft-token.ts';

const { sign: signed } = makeToken();

describe('a signature of a security key', () => {
  test('proves the touch by its flags', () => {
    expect(checkSignature('text', signed('text', 1))).toMatchObject({ kind: 'good', presence: 'touch' });
    expect(checkSignature('text', signed('text', 5))).toMatchObject({ kind: 'good', presence: 'touch' });
    expect(checkSignature('text', signed('text', 0))).toMatchObject({ kind: 'good', presence: 'none' });
  });

  test('does not count with flags that were set afterwards, or for another text', () => {
    expect(checkSignature('text', signed('text', 0, 1)).kind).toBe('bad');
    expect(checkSignature('other', signed('text', 1)).kind).toBe('bad');
  });

  test('that is cut off, prolonged or no signature at all says so', () => {
    const whole = signed('text', 1);
    for (const text of [
      '',
      'x',
      whole.slice(0, 200),
      whole.replace('U1NI', 'AAAA'),
      whole.replace('\n-----END', 'AAAA\n-----END'),
    ])
      expect(checkSignature('text', text)).toMatchObject({
        kind: 'bad',
        why: expect.stringMatching(/signature/i) as string,
      });
  });
});
