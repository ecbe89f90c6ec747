import { createHash } from 'node:crypto';
import type { RecordsInput } from '../core/export.ts';
import type { Repository } from './git-repository.ts';

const maxBytes = 64 * 1024 * 1024;

/** SHA-256 of the contents that records name, of those that are in this clone. A blob's id stays theirs. */
export async function hashContents(
  repository: Repository,
  { chains }: Pick<RecordsInput, 'chains'>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set<string>();
  for (const { records } of chains)
    for (const record of records)
      if (record.kind === 'decision')
        for (const { afterBlob } of record.hunks) if (afterBlob !== null) wanted.add(afterBlob);
  const sums = new Map<string, string>();
  for (const blob of wanted) {
    if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(blob)) continue;
    const read = await repository.blobs.read(blob, maxBytes);
    if (read.kind === 'blob') sums.set(blob, createHash('sha256').update(read.bytes).digest('hex'));
  }
  return sums;
}
