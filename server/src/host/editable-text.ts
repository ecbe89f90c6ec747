import { decodeText, encodeText } from './encoding.ts';
import { defaultSizeLimits, snapshotOfBytes, type Snapshot } from './files.ts';

/** A text that passages are replaced in, and the file that it makes. */
export interface EditableText {
  readonly text: string;
  /** Null: the file has no bytes for it. */
  readonly toSnapshot: (text: string) => Snapshot | null;
}

/**
 * Of a file that cannot be judged: one that is too large to be analysed, or in a character set that is not guessed. There each
 * byte stands for a character, so that what is ASCII is found and everything else stays. Null: it is no text.
 */
export function editableTextOf({ bytes, version, notJudged, permissions }: Snapshot): EditableText | null {
  if (bytes === null || (notJudged?.reason !== 'too-large' && notJudged?.reason !== 'undecodable')) return null;
  const decoded = decodeText(bytes);
  if (decoded.kind === 'binary') return null;
  const from = (written: Uint8Array): Snapshot => ({
    ...snapshotOfBytes(written, version.mode, defaultSizeLimits),
    permissions,
  });
  if (decoded.kind === 'text')
    return { text: decoded.text, toSnapshot: (text) => from(encodeText(text, decoded.encoding)) };
  return {
    text: Buffer.from(bytes).toString('latin1'),
    toSnapshot: (text) => (/[\u0100-\u{10ffff}]/u.test(text) ? null : from(Buffer.from(text, 'latin1'))),
  };
}
