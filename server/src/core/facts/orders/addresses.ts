/** Whether one address range contains another: `10.0.0.0/8` and `10.1.0.0/16`. Ranges that are not written out are themselves. */
export function coversAddress(range: string, other: string): boolean {
  if (range === other) return true;
  const outer = readRange(range);
  const inner = readRange(other);
  if (outer === null || inner === null || outer.bits.length !== inner.bits.length || outer.size > inner.size)
    return false;
  return outer.bits.slice(0, outer.size) === inner.bits.slice(0, outer.size);
}

/** Whether a range is so much of the Internet that it is all of it for our purpose: at least a 256th. */
export function isEveryAddress(range: string): boolean {
  const read = readRange(range);
  if (read === null) return /^(?:\*|any|internet)$/i.test(range);
  const isPrivate =
    read.bits.length === 32
      ? /^(?:00001010|01111111|101011000001|1100000010101000)/.test(read.bits)
      : read.bits.startsWith('1111110');
  const most = read.bits.length === 32 ? 8 : 16;
  return read.size <= most && !(isPrivate && read.size >= 7);
}

/** Addresses as bits in text: `1010…`. */
function readRange(text: string): { readonly bits: string; readonly size: number } | null {
  const [address = '', length] = text.split('/');
  const bits = address.includes(':') ? bitsOfSix(address) : bitsOfFour(address);
  if (bits === null) return null;
  const size = length === undefined ? bits.length : Number(length);
  return Number.isInteger(size) && size >= 0 && size <= bits.length ? { bits, size } : null;
}

function bitsOfFour(address: string): string | null {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

function bitsOfSix(address: string): string | null {
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const gap = 8 - head.length - tail.length;
  if (gap < 0 || (halves.length === 1 && gap !== 0)) return null;
  const all = [...head, ...Array.from({ length: gap }, () => '0'), ...tail];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
