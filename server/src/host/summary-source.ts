import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { FileVersion } from '../core/model/change.ts';
import { entriesOf, filesOfPattern, folderOfPattern, isFolder, isFolderPattern, toVersion } from '../core/verbs.ts';
import { toMode, readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { readSnapshot, type FileRead } from './files.ts';
import { resolveInside } from './workspace-path.ts';

/**
 * Where unchanged files are read from when the analysis wants to know about them. Null: there is none, or it is no text. A
 * pattern `folder/*.go` is answered with the names of these files, a folder `folder/` with those of all that is in it.
 */
export type ContextSource = (path: string) => Promise<FileVersion | null>;

/** Reads a file again only when it may have changed since. */
export function fromDisk(root: string): ContextSource {
  const read = new LRUCache<string, { readonly stamp: string; readonly version: FileVersion | null }>({ max: 2000 });
  return async (path) => {
    const isListing = isListed(path);
    const stamp = await stampOf(join(root, isListing ? folderOfPattern(path) : path));
    const known = read.get(path);
    if (known !== undefined && known.stamp === stamp) return known.version;
    const version =
      stamp === '' ? null : isListing ? await listOnDisk(root, path) : toText(await readSnapshot(root, path));
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
    if (isListed(path)) return await listInCommit(repository, commit, path);
    const found = await repository.blobs.locate(commit, repository.prefix + path);
    if (found === null || found.type !== 'blob') return null;
    return toText(await readSide(repository, path, { mode: toMode('100644'), id: found.id }));
  };
}

export function fromTexts(versions: ReadonlyMap<string, FileVersion>): ContextSource {
  return (path) => Promise.resolve(isListed(path) ? toListing(path, versions.keys()) : (versions.get(path) ?? null));
}

/** A folder with more entries is not read: nobody reviews by it. */
const maxEntries = 5000;

const isListed = (path: string): boolean => isFolderPattern(path) || isFolder(path);

/** The names that a pattern or a folder means, a line each; null: there are none. */
export function toListing(pattern: string, paths: Iterable<string>): FileVersion | null {
  const folder = folderOfPattern(pattern);
  const names = isFolder(pattern)
    ? entriesOf(pattern, paths)
    : filesOfPattern(pattern, paths).map((path) => (folder === '' ? path : path.slice(folder.length + 1)));
  return names.length === 0 ? null : toVersion(names.join('\n'));
}

async function listOnDisk(root: string, pattern: string): Promise<FileVersion | null> {
  try {
    const folder = dirname(await resolveInside(root, isFolder(pattern) ? `${pattern}*` : pattern));
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.length > maxEntries) return null;
    const below = pattern.slice(0, pattern.lastIndexOf('/') + 1);
    return toListing(
      pattern,
      entries.flatMap((entry) =>
        entry.isFile() ? [below + entry.name] : entry.isDirectory() ? [`${below}${entry.name}/`] : [],
      ),
    );
  } catch {
    // Like a file that cannot be read: it only makes an answer about another file less certain.
    return null;
  }
}

async function listInCommit(repository: Repository, commit: string, pattern: string): Promise<FileVersion | null> {
  const folder = folderOfPattern(pattern);
  const found = await repository.blobs.locate(commit, repository.prefix + folder);
  if (found === null || found.type !== 'tree') return null;
  const read = await repository.blobs.read(found.id, maxEntries * 300);
  if (read.kind !== 'blob') return null;
  const names = namesInTree(read.bytes, found.id.length / 2);
  return toListing(
    pattern,
    names.map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );
}

/** Names of the regular files and the folders in a tree object: `<mode> <name>\0<id>` each. */
function namesInTree(bytes: Buffer, idBytes: number): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < bytes.length && names.length < maxEntries;) {
    const end = bytes.indexOf(0, at);
    if (end === -1) break;
    const entry = bytes.subarray(at, end).toString('utf8');
    const name = entry.slice(entry.indexOf(' ') + 1);
    if (entry.startsWith('100')) names.push(name);
    else if (entry.startsWith('40000 ')) names.push(`${name}/`);
    at = end + 1 + idBytes;
  }
  return names;
}

function toText(read: FileRead): FileVersion | null {
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version : null;
}
