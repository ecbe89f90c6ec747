import type { RecordOf } from '../core/model/ledger.ts';
import { isLedgerId, toSealText } from '../core/record.ts';
import { checkSignature } from './check-signature.ts';
import type { Repository } from './git-repository.ts';

/** A published chain, by the ref it stands on. */
export interface LedgerRef {
  readonly id: string;
  readonly name: string;
  readonly commit: string;
}

/** Where a chain begins: whoever signs here at all has done so among its first records, or comes after those who have. */
const firstSegment = '00000001.jsonl';
/** Of all chains together. The small ones are looked at first, so that no few large ones hide the others. */
const maxBytes = 512 * 1024 * 1024;
const maxLineBytes = 1024 * 1024;
/** Whoever names a known key three times without having it has written junk. */
const maxSeals = 3;

/**
 * Those first that one of the keys has sealed: anybody who may push can put up any number of others before them.
 *
 * @param keys fingerprints
 */
export async function knownLedgersFirst(
  repository: Repository,
  refs: readonly LedgerRef[],
  keys: ReadonlySet<string>,
): Promise<readonly LedgerRef[]> {
  const begins: { readonly ref: LedgerRef; readonly blob: string; readonly sizeBytes: number }[] = [];
  for (const ref of refs) {
    const found = await repository.blobs.locate(ref.commit, firstSegment);
    if (found?.type === 'blob') begins.push({ ref, blob: found.id, sizeBytes: found.sizeBytes });
  }
  const known = new Set<LedgerRef>();
  let left = maxBytes;
  for (const { ref, blob, sizeBytes } of begins.toSorted((one, other) => one.sizeBytes - other.sizeBytes)) {
    left -= sizeBytes;
    if (left < 0) break;
    const read = await repository.blobs.read(blob, sizeBytes);
    if (read.kind === 'blob' && hasSealOf(read.bytes, ref.id, keys)) known.add(ref);
  }
  return [...refs.filter((ref) => known.has(ref)), ...refs.filter((ref) => !known.has(ref))];
}

function hasSealOf(bytes: Buffer, ledger: string, keys: ReadonlySet<string>): boolean {
  let claims = 0;
  for (let at = bytes.indexOf(sealMark); at >= 0 && claims < maxSeals; at = bytes.indexOf(sealMark, at)) {
    const start = bytes.lastIndexOf(newline, at) + 1;
    const end = bytes.indexOf(newline, at);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    at = end < 0 ? bytes.length : end;
    const seal = line.length > maxLineBytes ? null : toSeal(line.toString('utf8'));
    if (seal === null || seal.ledger !== ledger || !keys.has(seal.decidedBy.key ?? '')) continue;
    claims += 1;
    const signature = checkSignature(toSealText(seal), seal.signature.value);
    if (signature.kind === 'good' && signature.fingerprint === seal.decidedBy.key) return true;
  }
  return false;
}

const sealMark = '"kind":"seal"';
const newline = 0x0a;

/** As far as its signature needs it. Null: it is no seal. */
function toSeal(line: string): RecordOf<'seal'> | null {
  // What nests deeper is none, and would be walked to its depth.
  if (line.split(/[[{]/u, 100).length >= 100) return null;
  try {
    const seal = JSON.parse(line) as Partial<RecordOf<'seal'>> | null;
    const isSeal =
      seal?.kind === 'seal' &&
      typeof seal.ledger === 'string' &&
      isLedgerId(seal.ledger) &&
      typeof seal.decidedBy?.key === 'string' &&
      typeof seal.signature?.value === 'string';
    return isSeal ? (seal as RecordOf<'seal'>) : null;
  } catch {
    return null;
  }
}
