const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Null for anything but base64 with its padding: what is lenient here would let one signature be written in many ways. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let start = 0; start < text.length; start += 4) {
    let group = 0;
    for (let index = start; index < start + 4; index += 1) {
      const isPadding = index >= text.length - padding;
      const value = isPadding ? 0 : ALPHABET.indexOf(text[index] ?? '');
      if (value < 0) return null;
      group = (group << 6) | value;
    }
    for (const shift of [16, 8, 0]) {
      const byte = (group >> shift) & 0xff;
      if (at < bytes.length) bytes[at] = byte;
      else if (byte !== 0) return null;
      at += 1;
    }
  }
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const group = (one << 16) | (two << 8) | three;
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63] ?? '').join('');
    text += bytes.length - at >= 3 ? digits : digits.slice(0, bytes.length - at + 1).padEnd(4, '=');
  }
  return text;
}
