import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { readPublicKey, toSealBody, toSealText, toUnsignedSeal } from '../../../server/src/core/record.ts';
import { decider, ledgerId } from './sealed.ts';

/** Keys of security tokens as their hardware would sign, but in software: the bytes of PROTOCOL.u2f. */
export interface SoftToken {
  /** `sk-ssh-ed25519@openssh.com AAAA…` */
  readonly line: string;
  readonly fingerprint: string;
  /** @param claimed what the signature says, whatever was signed */
  readonly sign: (text: string, flags: number, claimed?: number) => string;
}

const type = 'sk-ssh-ed25519@openssh.com';
const block = (bytes: Uint8Array | string): Buffer => {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
};
const sha = (name: string, bytes: Uint8Array | string): Buffer => createHash(name).update(bytes).digest();

export function makeToken(): SoftToken {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = Buffer.concat([block(type), block(point), block('ssh:')]);
  const line = `${type} ${key.toString('base64')}`;
  return {
    line,
    fingerprint: readPublicKey(line)?.fingerprint ?? '',
    sign(text, flags, claimed = flags) {
      const head = [block('countersign'), block(''), block('sha512')];
      const message = Buffer.concat([Buffer.from('SSHSIG'), ...head, block(sha('sha512', text))]);
      const counter = Buffer.from([0, 0, 0, 7]);
      const token = Buffer.concat([sha('sha256', 'ssh:'), Buffer.from([flags]), counter, sha('sha256', message)]);
      const inner = Buffer.concat([block(type), block(sign(null, token, privateKey)), Buffer.from([claimed]), counter]);
      const version = Buffer.from([0, 0, 0, 1]);
      const all = Buffer.concat([Buffer.from('SSHSIG'), version, block(key), ...head, block(inner)]);
      const lines = all.toString('base64').replaceAll(/.{70}/g, '$&\n');
      return `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`;
    },
  };
}

/** A seal of all records so far; `claims` is what it says of the touch. */
export function tokenSeal(
  records: readonly LedgerRecord[],
  token: SoftToken,
  {
    flags,
    claims,
    at,
    ledger = ledgerId,
  }: { readonly flags: number; readonly claims: 'touch' | 'none'; readonly at: string; readonly ledger?: string },
): RecordBody {
  const seal = toUnsignedSeal(records, records, {
    ledger,
    decidedBy: decider(token.fingerprint),
    decidedAt: at,
    presence: claims,
    repository: null,
    toolVersion: '0.1.0',
  });
  if (seal === null) throw new Error('nothing to seal');
  return toSealBody(seal, token.sign(toSealText(seal), flags));
}
