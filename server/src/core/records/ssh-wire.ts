/** Reads the SSH wire encoding (RFC 4251, section 5). Nothing here trusts a length. */
export interface WireReader {
  /** @throws RangeError past the end */
  readonly bytes: (count: number) => Uint8Array;
  readonly uint32: () => number;
  /** A length and that many bytes. */
  readonly block: () => Uint8Array;
  /** A block of printable ASCII, as all names are. */
  readonly name: () => string;
  readonly isAtEnd: () => boolean;
}

export function readWire(source: Uint8Array): WireReader {
  let at = 0;
  const bytes = (count: number): Uint8Array => {
    if (count > source.length - at) throw new RangeError('it ends too early');
    at += count;
    return source.subarray(at - count, at);
  };
  const uint32 = (): number => bytes(4).reduce((sum, byte) => sum * 256 + byte, 0);
  const block = (): Uint8Array => bytes(uint32());
  const name = (): string => {
    const letters = [...block()].map((byte) => String.fromCharCode(byte)).join('');
    if (!/^[\x20-\x7e]{0,200}$/.test(letters)) throw new RangeError('a name in it is no text');
    return letters;
  };
  return { bytes, uint32, block, name, isAtEnd: () => at === source.length };
}

/** Blocks one after the other. */
export function writeBlocks(...blocks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + 4 + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    for (const shift of [24, 16, 8, 0]) bytes[at++] = (block.length >>> shift) & 0xff;
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
