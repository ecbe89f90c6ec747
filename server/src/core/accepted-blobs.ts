/**
 * Verb: `withAcceptedBlobs(body, changeSet)` adds to a decision what each of its files holds once its hunks are accepted and no
 * others. By that the gate follows a file from decision to decision when the contents between them were never committed.
 */
import { applyToFile } from './change/apply-hunks.ts';
import type { ChangeSet, FileChange } from './model/change.ts';
import type { RecordBody, RecordedHunk } from './model/record.ts';
import { blobId } from './text/blob-id.ts';

export function withAcceptedBlobs(body: RecordBody, { files }: ChangeSet): RecordBody {
  if (body.kind !== 'decision' || (body.outcome !== 'accepted' && body.outcome !== 'amended')) return body;
  const decided = new Set(body.hunks.map(({ id }) => id));
  const withBlob = (recorded: RecordedHunk): RecordedHunk => {
    const file = files.find(({ path, hunks }) => path === recorded.path && hunks.some(({ id }) => id === recorded.id));
    return file === undefined ? recorded : { ...recorded, acceptedBlob: acceptedBlob(file, decided) };
  };
  return { ...body, hunks: body.hunks.map(withBlob) };
}

/** A side that is whole has its exact bytes; what is between them is text. */
function acceptedBlob(file: FileChange, decided: ReadonlySet<string>): string | null {
  const { text, whole } = applyToFile(file, decided);
  if (whole !== null) return file[whole]?.blob ?? null;
  return text === null ? null : blobId(text);
}
