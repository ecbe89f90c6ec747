import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkSignature } from '../../../server/src/host/check-signature.ts';

/** A key of a security token as its hardware would sign, but in software: the bytes of PROTOCOL.u2f. */
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

const block = (bytes: Uint8Array | string): Buffer => {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};
const sha = (name: string, bytes: Uint8Array | string): Buffer => createHash(name).update(bytes).digest();

function signed(text: string, flags: number, claimed = flags): string {
  const type = 'sk-ssh-ed25519@openssh.com';
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = Buffer.concat([block(type), block(point), block('ssh:')]);
  const head = [block('countersign'), block(''), block('sha512')];
  const message = Buffer.concat([Buffer.from('SSHSIG'), ...head, block(sha('sha512', text))]);
  const counter = Buffer.from([0, 0, 0, 7]);
  const token = Buffer.concat([sha('sha256', 'ssh:'), Buffer.from([flags]), counter, sha('sha256', message)]);
  const inner = Buffer.concat([block(type), block(sign(null, token, privateKey)), Buffer.from([claimed]), counter]);
  const version = Buffer.from([0, 0, 0, 1]);
  const all = Buffer.concat([Buffer.from('SSHSIG'), version, block(key), ...head, block(inner)]);
  const lines = all.toString('base64').replaceAll(/.{70}/g, '$&\n');
  return `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`;
}

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
