import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { RecordBody } from '../../../server/src/core/model/record.ts';
import { readPublicKey, toSealText, type UnsignedSeal } from '../../../server/src/core/record.ts';

/** An Ed25519 key that is the same in every run, so that what it signs is too: its signatures are without randomness. */
export interface FixedKey {
  /** `ssh-ed25519 AAAA…` */
  readonly line: string;
  readonly fingerprint: string;
  readonly seal: (unsigned: UnsignedSeal) => Extract<RecordBody, { kind: 'seal' }>;
}

const type = 'ssh-ed25519';
const block = (bytes: Uint8Array | string): Buffer => {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};

/** @see PROTOCOL.sshsig */
export function fixedKey(name: string): FixedKey {
  const seed = createHash('sha256').update(name).digest();
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const point = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = Buffer.concat([block(type), block(point)]);
  const line = `${type} ${key.toString('base64')}`;
  return {
    line,
    fingerprint: readPublicKey(line)?.fingerprint ?? '',
    seal(unsigned) {
      const head = [block('countersign'), block(''), block('sha512')];
      const text = createHash('sha512').update(toSealText(unsigned)).digest();
      const signed = sign(null, Buffer.concat([Buffer.from('SSHSIG'), ...head, block(text)]), privateKey);
      const inner = Buffer.concat([block(type), block(signed)]);
      const all = Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1]), block(key), ...head, block(inner)]);
      const lines = all.toString('base64').replaceAll(/.{70}/g, '$&\n');
      const value = `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`;
      return { ...unsigned, signature: { format: 'sshsig', namespace: 'countersign', value } };
    },
  };
}
