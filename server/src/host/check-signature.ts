import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { SignatureCheck } from '../core/model/ledger.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import {
  SEAL_NAMESPACE,
  presenceOf,
  readSshSignature,
  readWire,
  toSealText,
  toSignedBytes,
  toTokenBytes,
  type SshSignature,
} from '../core/record.ts';
import { HostProblem } from './problems.ts';
import { runKeygen, withTemporaryFile } from './ssh-keygen.ts';

/** Of every seal, by the hash of its record. */
export type SealSignatures = ReadonlyMap<string, SignatureCheck>;

/** What ssh-keygen says is asked as well: `keygen` names the program. Null: Countersign's own check alone. */
export async function checkSealSignatures(
  records: readonly LedgerRecord[],
  keygen: string | null,
): Promise<SealSignatures> {
  const seals = records.filter((record) => record.kind === 'seal');
  const checks = new Map<string, SignatureCheck>();
  for (let at = 0; at < seals.length; at += atOnce) {
    const answers = seals.slice(at, at + atOnce).map(async (record) => {
      const own = checkSignature(toSealText(record), record.signature.value);
      checks.set(record.hash, keygen === null ? own : await askKeygen(record, own, keygen));
    });
    await Promise.all(answers);
  }
  return checks;
}

/** Whether the text was signed, by which key. Needs no program: a bare runner has Node only. */
export function checkSignature(text: string, armoured: string): SignatureCheck {
  const signature = readSshSignature(armoured);
  if (typeof signature === 'string') return bad(signature);
  if (signature.namespace !== SEAL_NAMESPACE)
    return bad(`The signature is for the namespace "${signature.namespace}", not for "${SEAL_NAMESPACE}".`);
  try {
    if (!isSignedBy(signature, toSignedBytes(text, signature))) return bad('The signature does not fit what it signs.');
  } catch (error) {
    return bad(`The signature cannot be checked: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const { key } = signature;
  return {
    kind: 'good',
    fingerprint: key.fingerprint,
    keyType: key.type,
    presence: presenceOf(signature),
    checkedBy: ['countersign'],
  };
}

function bad(why: string): SignatureCheck {
  return { kind: 'bad', why };
}

/** @throws Error for a key that is not supported or is malformed */
function isSignedBy({ key, algorithm, signature, token }: SshSignature, signed: Uint8Array): boolean {
  const fields = readWire(key.blob);
  const type = fields.name();
  if (type !== 'ssh-rsa' && algorithm !== type) throw new Error(`a signature "${algorithm}" of a key "${type}"`);
  switch (type) {
    case 'ssh-ed25519':
      return verify(null, signed, toEd25519(fields.block()), signature);
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521': {
      const curve = curveOf(fields.name(), type);
      return verifyEcdsa(signed, toEcdsa(fields.block(), curve), signature, curve);
    }
    case 'ssh-rsa': {
      const hash = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[algorithm];
      if (hash === undefined) throw new Error(`"${algorithm}" is not allowed for signatures`);
      const rsa = toRsa(fields.block(), fields.block());
      if ((rsa.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS) throw new Error('the RSA key is too short');
      return verify(hash, signed, rsa, signature);
    }
    case 'sk-ssh-ed25519@openssh.com': {
      const ed25519 = toEd25519(fields.block());
      return token !== null && verify(null, toTokenBytes(signed, fields.block(), token), ed25519, signature);
    }
    case 'sk-ecdsa-sha2-nistp256@openssh.com': {
      const curve = curveOf(fields.name(), 'ecdsa-sha2-nistp256');
      const ecdsa = toEcdsa(fields.block(), curve);
      return token !== null && verifyEcdsa(toTokenBytes(signed, fields.block(), token), ecdsa, signature, curve);
    }
    default:
      throw new Error(`keys of the type "${type}" are not supported`);
  }
}

const MIN_RSA_BITS = 2048;

interface Curve {
  readonly jwk: string;
  readonly hash: string;
  readonly sizeBytes: number;
}

/** @see RFC 5656 */
const curves: Readonly<Record<string, Curve>> = {
  nistp256: { jwk: 'P-256', hash: 'sha256', sizeBytes: 32 },
  nistp384: { jwk: 'P-384', hash: 'sha384', sizeBytes: 48 },
  nistp521: { jwk: 'P-521', hash: 'sha512', sizeBytes: 66 },
};

function curveOf(name: string, type: string): Curve {
  const curve = Object.hasOwn(curves, name) && type.endsWith(name) ? curves[name] : undefined;
  if (curve === undefined) throw new Error(`a curve "${name}" in a key of another`);
  return curve;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function toEd25519(point: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64url(point) }, format: 'jwk' });
}

function toEcdsa(point: Uint8Array, { jwk, sizeBytes }: Curve): KeyObject {
  if (point[0] !== 4 || point.length !== 1 + 2 * sizeBytes) throw new Error('a point of another form');
  const [x, y] = [point.subarray(1, 1 + sizeBytes), point.subarray(1 + sizeBytes)].map(base64url);
  return createPublicKey({ key: { kty: 'EC', crv: jwk, x: x ?? '', y: y ?? '' }, format: 'jwk' });
}

function toRsa(exponent: Uint8Array, modulus: Uint8Array): KeyObject {
  const key = { kty: 'RSA', e: base64url(withoutZeros(exponent)), n: base64url(withoutZeros(modulus)) };
  return createPublicKey({ key, format: 'jwk' });
}

function verifyEcdsa(signed: Uint8Array, key: KeyObject, signature: Uint8Array, { hash, sizeBytes }: Curve): boolean {
  const numbers = readWire(signature);
  const both = [numbers.block(), numbers.block()].map((number) => {
    const digits = withoutZeros(number);
    if (digits.length > sizeBytes) throw new Error('a number that is too large');
    return Buffer.concat([Buffer.alloc(sizeBytes - digits.length), digits]);
  });
  if (!numbers.isAtEnd()) throw new Error('something follows the signature');
  return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.concat(both));
}

/** Numbers of the SSH wire begin with a zero where the first bit would be a sign. */
function withoutZeros(number: Uint8Array): Uint8Array {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? number.subarray(number.length) : number.subarray(first);
}

/** Processes beside each other. */
const atOnce = 8;

const keygenTimeoutMs = 20_000;

/** A second opinion by another implementation. Where both do not agree, the signature counts for nothing. */
async function askKeygen(
  record: Extract<LedgerRecord, { readonly kind: 'seal' }>,
  own: SignatureCheck,
  program: string,
): Promise<SignatureCheck> {
  try {
    const { exitCode, output, complaint } = await withTemporaryFile(record.signature.value, (path) =>
      runKeygen({
        program,
        arguments: ['-Y', 'check-novalidate', '-n', SEAL_NAMESPACE, '-s', path],
        input: toSealText(record),
        timeoutMs: keygenTimeoutMs,
        isAttended: false,
      }),
    );
    if (exitCode !== 0) {
      // One that is older than the key's type says nothing about the signature.
      if (own.kind === 'good' && /unsupported|unknown key type|not supported/i.test(complaint)) return own;
      return own.kind === 'bad' ? own : bad(`ssh-keygen refuses it: ${complaint.trim().split('\n')[0] ?? ''}`);
    }
    if (own.kind === 'bad') return own;
    if (!output.includes(own.fingerprint)) return bad('ssh-keygen finds another key in it.');
    return { ...own, checkedBy: ['ssh-keygen', 'countersign'] };
  } catch (error) {
    if (error instanceof HostProblem && error.problem.code === 'CS3082') return own;
    throw error;
  }
}
