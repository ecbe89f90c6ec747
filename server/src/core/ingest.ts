/**
 * Verb: any channel's edit to one ChangeSet.
 *
 * - `ingestTexts(texts, origin)`: whole files on both sides. Files equal on both sides come back as `context`.
 * - `ingestVersions(sides, origin)`: files a host has read itself (git, disk, editor), with blob ids of the exact bytes
 *   and `notJudged` where the bytes are no text. Equal sides are dropped, renames paired unless already given.
 * - `readPatch(text)`, then `ingestPatch(patch, before, origin)`: a unified or git patch. `wants` names the files whose
 *   earlier text the host must supply; one that is missing, or does not fit, is a failure.
 *
 * Nothing throws for bad input: failures say what was not read. Same input, same ids.
 */
export { type FileSides, toChangeSet as ingestVersions } from './change/change-set.ts';
export { refusePath } from './change/check-path.ts';
export { type ContextFile, type Texts, ingestTexts, toVersion } from './change/ingest-texts.ts';
export { ingestPatch } from './change/ingest-patch.ts';
export { readPatch } from './change/read-patch.ts';
export { entriesOf, isFolder } from './text/folder-entries.ts';
export { filesOfPattern, folderOfPattern, isFolderPattern } from './text/folder-pattern.ts';
export { blobId, blobIdOfBytes } from './text/blob-id.ts';
