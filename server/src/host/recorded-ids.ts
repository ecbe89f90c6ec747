import { worded } from '../core/model/wording.ts';
import { blobId } from './blob-id.ts';
import type { Repository } from './git-repository.ts';
import { hostProblem, HostProblem } from './problems.ts';

/** The id by which records name a content; null: there is none. */
export type RecordedId = (id: string | null) => Promise<string | null>;

/** Larger contents are in no record by their bytes. */
const maxBytes = 64 * 1024 * 1024;

/**
 * From ids of blobs as a repository has them to those of records, which are SHA-1 whatever the repository uses. Each content is
 * read once.
 */
export function recordedIds({ objectFormat, blobs }: Pick<Repository, 'objectFormat' | 'blobs'>): RecordedId {
  if (objectFormat === 'sha1') return (id) => Promise.resolve(id);
  const known = new Map<string, string>();
  return async (id) => {
    if (id === null) return null;
    const found = known.get(id) ?? (await hashOf(id, blobs));
    known.set(id, found);
    return found;
  };
}

/** @throws HostProblem when the content is not in this clone */
async function hashOf(id: string, blobs: Repository['blobs']): Promise<string> {
  const read = await blobs.read(id, maxBytes);
  switch (read.kind) {
    case 'blob':
      return blobId(read.bytes);
    case 'too-large':
      return id;
    case 'missing':
      throw new HostProblem(
        hostProblem('gitMissingObject', worded`The content ${id.slice(0, 10)} is not in this clone.`),
      );
  }
}
