import { fileURLToPath } from 'node:url';

/** Null when the URI is malformed or names no file of this machine. */
export function toFile(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}
