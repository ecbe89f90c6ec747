import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeError } from './problems.ts';
import { runKeygen } from './ssh-keygen.ts';

export const DSSE_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** @see https://github.com/secure-systems-lab/dsse/blob/master/envelope.md (v1.0.2) */
export interface DsseEnvelope {
  readonly payload: string;
  readonly payloadType: typeof DSSE_PAYLOAD_TYPE;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export interface DsseSigner {
  /** PEM: SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex. SSH: as `ssh-keygen -l` prints it. */
  readonly keyid: string;
  readonly sign: (message: Uint8Array) => Promise<Buffer>;
}

/** A key file that cannot be signed with. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/**
 * PEM (PKCS#8, SEC 1, PKCS#1): the signature is over the message itself, Ed25519 or with SHA-256, as DSSE's own implementations
 * verify it. OpenSSH, private or public with the agent: an SSH signature in the namespace `countersign`, which `ssh-keygen -Y verify`
 * verifies.
 *
 * @throws KeyRefused
 */
export async function openSigner(path: string): Promise<DsseSigner> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new KeyRefused(describeError(error));
  }
  if (text.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----') || /^(?:ssh|ecdsa|sk)-\S+ /u.test(text))
    return await openSshSigner(path);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new KeyRefused('it is no private key in PEM or OpenSSH form without a passphrase');
  }
  if (key.asymmetricKeyType !== 'ed25519' && key.asymmetricKeyType !== 'ec' && key.asymmetricKeyType !== 'rsa')
    throw new KeyRefused(`keys of type ${key.asymmetricKeyType ?? 'unknown'} are not supported`);
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return {
    keyid: createHash('sha256').update(der).digest('hex'),
    sign: async (message) => sign(algorithm, message, key),
  };
}

async function openSshSigner(path: string): Promise<DsseSigner> {
  const fingerprint = await askKeygen(['-l', '-E', 'sha256', '-f', path], new Uint8Array(0));
  return {
    keyid: fingerprint.split(' ')[1] ?? '',
    sign: async (message) => Buffer.from(await askKeygen(['-Y', 'sign', '-n', 'countersign', '-f', path], message)),
  };
}

const keygenMs = 120_000;

/** @throws KeyRefused with what it complained about; HostProblem when it is not there or does not answer */
async function askKeygen(words: readonly string[], input: Uint8Array): Promise<string> {
  const { exitCode, output, complaint } = await runKeygen({
    program: 'ssh-keygen',
    arguments: words,
    input,
    timeoutMs: keygenMs,
    isAttended: false,
  });
  if (exitCode !== 0) throw new KeyRefused(complaint.trim().split('\n', 1)[0] || 'ssh-keygen failed');
  return output;
}

/** What is signed: the lengths of type and payload, and both. */
function preAuthEncoding(payload: Buffer): Buffer {
  const type = Buffer.from(DSSE_PAYLOAD_TYPE, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

export async function toEnvelope(payload: string, signer: DsseSigner): Promise<DsseEnvelope> {
  const bytes = Buffer.from(payload, 'utf8');
  const signature = await signer.sign(preAuthEncoding(bytes));
  return {
    payload: bytes.toString('base64'),
    payloadType: DSSE_PAYLOAD_TYPE,
    signatures: [{ keyid: signer.keyid, sig: signature.toString('base64') }],
  };
}
