import type { FileVersion } from '../core/model/change.ts';
import { toMode, readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { readSnapshot, type FileRead } from './files.ts';

/** Where unchanged files are read from when the analysis wants to know about them. Null: there is none, or it is no text. */
export type ContextSource = (path: string) => Promise<FileVersion | null>;

export function fromDisk(root: string): ContextSource {
  return async (path) => toText(await readSnapshot(root, path));
}

export function fromCommit(repository: Repository, commit: string): ContextSource {
  return async (path) => {
    const found = await repository.blobs.locate(commit, repository.prefix + path);
    if (found === null || found.type !== 'blob') return null;
    return toText(await readSide(repository, path, { mode: toMode('100644'), id: found.id }));
  };
}

export function fromTexts(versions: ReadonlyMap<string, FileVersion>): ContextSource {
  return (path) => Promise.resolve(versions.get(path) ?? null);
}

function toText(read: FileRead): FileVersion | null {
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version : null;
}
