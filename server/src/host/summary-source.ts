import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { FileVersion } from '../core/model/change.ts';
import { toMode, readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { readSnapshot, type FileRead } from './files.ts';

/** Where unchanged files are read from when the analysis wants to know about them. Null: there is none, or it is no text. */
export type ContextSource = (path: string) => Promise<FileVersion | null>;

/** Reads a file again only when it may have changed since. */
export function fromDisk(root: string): ContextSource {
  const read = new LRUCache<string, { readonly stamp: string; readonly version: FileVersion | null }>({ max: 2000 });
  return async (path) => {
    const stamp = await stampOf(join(root, path));
    const known = read.get(path);
    if (known !== undefined && known.stamp === stamp) return known.version;
    const version = stamp === '' ? null : toText(await readSnapshot(root, path));
    read.set(path, { stamp, version });
    return version;
  };
}

/** Changes with the file; empty when there is none. */
async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return '';
  }
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
