import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../text/base64.ts';
import { readWire, writeBlocks } from './ssh-wire.ts';

/** A public key as it stands in signatures and in `.pub` files. */
export interface SshKey {
  readonly type: string;
  readonly blob: Uint8Array;
  readonly fingerprint: string;
}

/** @see PROTOCOL.sshsig of OpenSSH */
export interface SshSignature {
  readonly key: SshKey;
  readonly namespace: string;
  readonly hash: 'sha256' | 'sha512';
  /** `rsa-sha2-512`, `ssh-ed25519` … */
  readonly algorithm: string;
  /** What was signed with the key, without what the token of a security key adds. */
  readonly signature: Uint8Array;
  /** Of a security key. @see PROTOCOL.u2f of OpenSSH */
  readonly token: { readonly flags: number; readonly counter: number } | null;
}

const BEGIN = '-----BEGIN SSH SIGNATURE-----';
const END = '-----END SSH SIGNATURE-----';
const MAX_TEXT = 64 * 1024;
const MAGIC = utf8ToBytes('SSHSIG');

/** A sentence when it is none that can be checked. */
export function readSshSignature(armoured: string): SshSignature | string {
  const text = armoured.trim();
  if (text.length > MAX_TEXT || !text.startsWith(BEGIN) || !text.endsWith(END))
    return 'This is no SSH signature in its armour.';
  const bytes = fromBase64(text.slice(BEGIN.length, -END.length).replaceAll(/[\r\n]/g, ''));
  if (bytes === null) return 'The signature is no base64.';
  try {
    return readParts(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `The signature cannot be read: ${error.message}.`;
  }
}

/** @throws RangeError */
function readParts(bytes: Uint8Array): SshSignature | string {
  const outer = readWire(bytes);
  const magic = outer.bytes(MAGIC.length);
  if (!magic.every((byte, index) => byte === MAGIC[index])) return 'This is no SSH signature.';
  if (outer.uint32() !== 1) return 'The signature is of a version that is not known.';
  const key = toSshKey(outer.block());
  const namespace = outer.name();
  outer.block();
  const hash = outer.name();
  const inner = readWire(outer.block());
  if (!outer.isAtEnd()) return 'Something follows the signature.';
  if (hash !== 'sha256' && hash !== 'sha512') return `The hash "${hash}" is not allowed in signatures.`;
  const algorithm = inner.name();
  const signature = inner.block();
  const isToken = key.type.startsWith('sk-');
  const token = isToken ? { flags: inner.bytes(1)[0] ?? 0, counter: inner.uint32() } : null;
  if (!inner.isAtEnd()) return 'Something follows the signature of the key.';
  return { key, namespace, hash, algorithm, signature, token };
}

/** @throws RangeError when the blob does not begin with its type */
export function toSshKey(blob: Uint8Array): SshKey {
  const type = readWire(blob).name();
  return { type, blob, fingerprint: `SHA256:${toBase64(sha256(blob)).replace(/=+$/, '')}` };
}

/** The line of a `.pub` file, `key::` literals included; null when it is none. */
export function readPublicKey(line: string): SshKey | null {
  const [type = '', encoded = ''] = line
    .trim()
    .replace(/^key::/, '')
    .split(/[ \t]+/);
  const blob = fromBase64(encoded);
  if (blob === null || blob.length === 0) return null;
  try {
    const key = toSshKey(blob);
    return key.type === type ? key : null;
  } catch {
    return null;
  }
}

/** The bytes that the key signed, for this text. */
export function toSignedBytes(text: string, { namespace, hash }: Pick<SshSignature, 'namespace' | 'hash'>): Uint8Array {
  const digest = (hash === 'sha256' ? sha256 : sha512)(utf8ToBytes(text));
  const parts = writeBlocks(utf8ToBytes(namespace), new Uint8Array(), utf8ToBytes(hash), digest);
  return concatBytes(MAGIC, parts);
}

/** What a security key signs instead. `application` stands in its public key. */
export function toTokenBytes(
  signed: Uint8Array,
  application: Uint8Array,
  { flags, counter }: { readonly flags: number; readonly counter: number },
): Uint8Array {
  const count = Uint8Array.from([24, 16, 8, 0], (shift) => (counter >>> shift) & 0xff);
  return concatBytes(sha256(application), Uint8Array.of(flags), count, sha256(signed));
}

const USER_PRESENT = 0x01;

/** Whether the key was touched, as the signature proves it. A key of software has nobody to touch it. */
export function presenceOf({ token }: Pick<SshSignature, 'token'>): 'touch' | 'none' {
  return token !== null && (token.flags & USER_PRESENT) !== 0 ? 'touch' : 'none';
}
