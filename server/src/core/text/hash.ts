import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of the UTF-8 text, 64 hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** 128 bits of SHA-256 over the parts, each length-prefixed, so that no two lists of parts give the same bytes. */
export function hashParts(parts: readonly string[]): string {
  return sha256Hex(parts.map((part) => `${part.length}:${part}`).join('')).slice(0, 32);
}
