import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Git's SHA-1 blob id of exact bytes, whatever hash the repository itself uses. */
export function blobId(bytes: Uint8Array): string {
  return objectId(bytes, 'sha1');
}

/** The id under which a repository of that object format stores the bytes. */
export function objectId(bytes: Uint8Array, format: 'sha1' | 'sha256'): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** For files that are never read whole. `sizeBytes` must be the file's size; a file that grows meanwhile gets no valid id. */
export async function blobIdOfFile(path: string, sizeBytes: number): Promise<string> {
  const hash = createHash('sha1').update(`blob ${sizeBytes}\0`);
  for await (const chunk of createReadStream(path, { end: Math.max(0, sizeBytes - 1) })) {
    hash.update(chunk as Uint8Array);
  }
  return hash.digest('hex');
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
