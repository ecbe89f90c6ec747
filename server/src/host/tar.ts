const BLOCK = 512;

/** One regular file of a tar archive by its exact name; null when it is not there. @see POSIX.1-2017 pax, ustar */
export function readTarEntry(archive: Uint8Array, name: string): Uint8Array | null {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const own = textAt(header, 0, 100);
    if (own === '') return null;
    const prefix = textAt(header, 345, 155);
    const size = Number.parseInt(textAt(header, 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size) || size < 0) return null;
    const type = header[156];
    const isRegular = type === 0 || type === '0'.charCodeAt(0);
    if (isRegular && (prefix === '' ? own : `${prefix}/${own}`) === name) {
      const end = at + BLOCK + size;
      return end <= archive.length ? archive.slice(at + BLOCK, end) : null;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function textAt(block: Uint8Array, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1');
}
