import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Git's SHA-1 blob id of the UTF-8 form of a text. For a file whose bytes are not that (BOM stripped, other encoding)
 * the host must give the id of the exact bytes instead.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobId(text: string): string {
  return blobIdOfBytes(utf8ToBytes(text));
}

export function blobIdOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha1(concatBytes(utf8ToBytes(`blob ${bytes.length}\0`), bytes)));
}
