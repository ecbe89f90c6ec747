import { spawn } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeError } from './problems.ts';

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
  const fingerprint = await runKeygen(['-l', '-E', 'sha256', '-f', path], new Uint8Array(0));
  return {
    keyid: fingerprint.toString('utf8').split(' ')[1] ?? '',
    sign: async (message) => await runKeygen(['-Y', 'sign', '-n', 'countersign', '-f', path], message),
  };
}

const keygenMs = 120_000;

/** @throws KeyRefused with what it complained about */
async function runKeygen(words: readonly string[], input: Uint8Array): Promise<Buffer> {
  return await new Promise<Buffer>((resolve, reject) => {
    const child = spawn('ssh-keygen', words, { stdio: ['pipe', 'pipe', 'pipe'], timeout: keygenMs, windowsHide: true });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaint.length < 16 && complaint.push(chunk));
    child.on('error', (error) => reject(new KeyRefused(`ssh-keygen could not be started: ${describeError(error)}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else
        reject(new KeyRefused(Buffer.concat(complaint).toString('utf8').trim().split('\n')[0] ?? 'ssh-keygen failed'));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
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
