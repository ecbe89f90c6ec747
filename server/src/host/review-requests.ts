import { blobId } from './blob-id.ts';
import { readReviewRequest, requestId, type ReviewRequest } from '../core/record.ts';
import { isObjectId } from './git-blobs.ts';
import type { Repository } from './git-repository.ts';
import { readRefs } from './git-revisions.ts';
import { readSnapshot } from './files.ts';
import { commitToRef } from './write-refs.ts';

/** A request on a ref of this clone, own or fetched. */
export interface FoundRequest {
  readonly ref: string;
  readonly commit: string;
  readonly request: ReviewRequest;
}

const requestRefs = ['refs/countersign/review', 'refs/countersign/from'];
const maxRequestBytes = 8 * 1024 * 1024;
const maxContentBytes = 20 * 1024 * 1024;
const maxRequests = 1000;

/** What cannot be read is left out: it asks for nothing. */
export async function readReviewRequests(repository: Repository): Promise<readonly FoundRequest[]> {
  const found: FoundRequest[] = [];
  for (const { name, commit } of (await readRefs(repository, requestRefs)).slice(0, maxRequests)) {
    const id = /(?:^|\/)review\/([0-9a-f]{32})$/.exec(name)?.[1];
    if (id === undefined || !isObjectId(commit)) continue;
    const at = await repository.blobs.locate(commit, 'request.json');
    if (at?.type !== 'blob') continue;
    const read = await repository.blobs.read(at.id, maxRequestBytes);
    const request = read.kind === 'blob' ? readReviewRequest(read.bytes.toString('utf8')) : null;
    if (request !== null && requestId(request) === id) found.push({ ref: name, commit, request });
  }
  return found;
}

/** Answers the ref. `contents`: by blob id, and only what its author agreed to send. */
export async function commitReviewRequest(
  repository: Repository,
  request: ReviewRequest,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const ref = `refs/countersign/review/${requestId(request)}`;
  const text = Buffer.from(`${JSON.stringify(request, null, 2)}\n`);
  const files = new Map<string, Uint8Array>([['request.json', text]]);
  for (const [blob, bytes] of contents) files.set(`contents/${blob}`, bytes);
  const message = `Asks ${request.roles.length === 0 ? 'for a review' : `${request.roles.join(', ')} to approve`}\n`;
  await commitToRef(repository, { ref, message, files });
  return ref;
}

/** Of the files that a request names, by blob id: as `known` has them, else from the clone and the work tree. */
export async function collectContents(
  repository: Repository,
  { files }: ReviewRequest,
  known: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const { path, beforeBlob, afterBlob } of files)
    for (const blob of [beforeBlob, afterBlob]) {
      if (blob === null || contents.has(blob)) continue;
      const bytes = known.get(blob) ?? (await findContent(repository, blob, { path, requests: [] }));
      if (bytes !== null) contents.set(blob, bytes);
    }
  return contents;
}

/**
 * The content of a blob id as records have it (SHA-1): of the clone, of requests, or of the file that stands in the work tree.
 * Null: it is nowhere here. Bytes that do not have that id are not taken.
 */
export async function findContent(
  repository: Repository,
  blob: string,
  place: { readonly path: string; readonly requests: readonly FoundRequest[] },
): Promise<Uint8Array | null> {
  // Records of others may name anything.
  if (!isObjectId(blob)) return null;
  if (repository.objectFormat === 'sha1') {
    const read = await repository.blobs.read(blob, maxContentBytes);
    if (read.kind === 'blob') return read.bytes;
  }
  for (const { commit, request } of place.requests) {
    if (!request.hasContents) continue;
    const at = await repository.blobs.locate(commit, `contents/${blob}`);
    const read = at?.type === 'blob' ? await repository.blobs.read(at.id, maxContentBytes) : null;
    if (read?.kind === 'blob' && blobId(read.bytes) === blob) return read.bytes;
  }
  const read = await readSnapshot(repository.root, place.path);
  if (read.kind !== 'file' || read.snapshot.bytes === null) return null;
  return blobId(read.snapshot.bytes) === blob ? read.snapshot.bytes : null;
}
