/** How bytes became text, so that text becomes the same bytes again. Line endings stay in the text. */
export interface TextEncoding {
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** The mark is not part of the text: an editor does not show it and columns do not count it. */
  readonly hasByteOrderMark: boolean;
}

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: TextEncoding }
  | { readonly kind: 'binary' }
  | { readonly kind: 'undecodable'; readonly message: string };

export const utf8: TextEncoding = { charset: 'utf-8', hasByteOrderMark: false };

const marks = [
  // UTF-32 LE starts like UTF-16 LE: it must come first.
  { bytes: [0xff, 0xfe, 0x00, 0x00], charset: null },
  { bytes: [0x00, 0x00, 0xfe, 0xff], charset: null },
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
] as const;

/**
 * Strict: bytes that are not exactly one reading's bytes are `undecodable`, because a guessed character set could not
 * be written back. A NUL byte outside UTF-16 means binary, wherever it stands: some grammars stop at it.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, at) => bytes[at] === byte));
  if (mark !== undefined && mark.charset === null) return { kind: 'undecodable', message: 'UTF-32 is not read.' };
  const charset = mark?.charset ?? 'utf-8';
  const body = bytes.subarray(mark?.bytes.length ?? 0);
  if (charset === 'utf-8' && body.includes(0)) return { kind: 'binary' };
  try {
    const text = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(body);
    return { kind: 'text', text, encoding: { charset, hasByteOrderMark: mark !== undefined } };
  } catch {
    return {
      kind: 'undecodable',
      message: `Not valid ${charset.toUpperCase()}; another character set is not guessed.`,
    };
  }
}

/** Inverse of `decodeText`: `encodeText(decoded.text, decoded.encoding)` gives the same bytes. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  const body = encodeBody(text, encoding.charset);
  if (!encoding.hasByteOrderMark) return body;
  const mark = marks.find((candidate) => candidate.charset === encoding.charset);
  return Buffer.concat([Uint8Array.from(mark?.bytes ?? []), body]);
}

function encodeBody(text: string, charset: TextEncoding['charset']): Uint8Array {
  switch (charset) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
}
