import { isSelector, isTag } from './characters.ts';

/** What a run of characters that show nothing says to whoever reads code points; null when it is no text. */
export function decodeRun(points: readonly number[]): string | null {
  return ofTags(points) ?? ofSelectors(points) ?? ofBits(points);
}

/** Characters of a decoded text that are shown. */
const MAX_SHOWN = 160;

/** For messages: what cannot be printed is a dot. */
export function shownText(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e\p{L}\p{N}\p{P}]/gu, ' ').trim();
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN)}…` : plain;
}

/** U+E0041 is A. */
function ofTags(points: readonly number[]): string | null {
  const tags = points.filter((point) => isTag(point) && point >= 0xe0020 && point < 0xe007f);
  return tags.length === 0 ? null : String.fromCodePoint(...tags.slice(0, 4_000).map((point) => point - 0xe0000));
}

/** A selector is a byte: the sixteen of the first block, then those of the second. */
function ofSelectors(points: readonly number[]): string | null {
  const bytes = points.filter(isSelector).map((point) => (point < 0xff00 ? point - 0xfe00 : point - 0xe0100 + 16));
  if (bytes.length < 2) return null;
  const plain = readable(bytes);
  if (plain !== null) return plain;
  // Two of the first block are the halves of a byte.
  if (bytes.some((byte) => byte > 15)) return null;
  return readable(bytes.flatMap((byte, at) => (at % 2 === 0 ? [byte * 16 + (bytes[at + 1] ?? 0)] : [])));
}

/** Two characters stand for 0 and 1, eight of them for a letter. */
function ofBits(points: readonly number[]): string | null {
  const counts = new Map<number, number>();
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  const [one, other] = [...counts].sort((a, b) => b[1] - a[1]).map(([point]) => point);
  if (one === undefined || other === undefined || points.length < 8) return null;
  const bits = points.filter((point) => point === one || point === other).slice(0, 32_000);
  for (const zero of [one, other])
    for (const width of [8, 7, 16]) {
      const bytes: number[] = [];
      for (let at = 0; at + width <= bits.length; at += width)
        bytes.push(bits.slice(at, at + width).reduce((sum, bit) => sum * 2 + (bit === zero ? 0 : 1), 0));
      const text = readable(bytes);
      if (text !== null) return text;
    }
  return null;
}

/** Null unless nearly all of it is what a keyboard writes. */
function readable(bytes: readonly number[]): string | null {
  if (bytes.length === 0) return null;
  const plain = bytes.filter((byte) => (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9);
  if (plain.length < bytes.length * 0.9) return null;
  return String.fromCharCode(...bytes.slice(0, 4_000));
}
