import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { describeError, errorCode, hostProblem } from './problems.ts';
import { isTemporaryFile } from './durable.ts';

export interface FileList {
  /** Files and links, sorted; folders behind links are not entered. */
  readonly paths: readonly string[];
  /** Folders that could not be read, and limits that were met. */
  readonly problems: readonly Problem[];
}

export interface ListOptions {
  /** Asked for folders (with a final slash) and files. */
  readonly skip?: (path: string) => boolean;
  readonly maxFiles?: number;
}

const maxDepth = 64;

/** Every file below a folder, without `.git`. */
export async function listFiles(
  root: string,
  { skip = () => false, maxFiles = 200_000 }: ListOptions = {},
): Promise<FileList> {
  const paths: string[] = [];
  const problems: Problem[] = [];
  const pending: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readFolder(root, folder.path, problems);
    for (const entry of entries) {
      const path = folder.path + entry.name;
      if (entry.name.toLowerCase() === '.git' || isTemporaryFile(path)) continue;
      if (entry.isDirectory()) {
        if (skip(`${path}/`)) continue;
        if (folder.depth >= maxDepth)
          problems.push(hostProblem('tooMany', worded`"${path}" is nested too deeply to be read.`, path));
        else pending.push({ path: `${path}/`, depth: folder.depth + 1 });
      } else if ((entry.isFile() || entry.isSymbolicLink()) && !skip(path)) paths.push(path);
    }
    if (paths.length > maxFiles) {
      problems.push(hostProblem('tooMany', worded`More than ${maxFiles} files; the rest is not looked at.`));
      break;
    }
  }
  return { paths: paths.sort(), problems };
}

async function readFolder(root: string, path: string, problems: Problem[]): Promise<Dirent[]> {
  try {
    return await readdir(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === null) throw error;
    // Removed while we looked: its files are gone, which is what the list says.
    if (errorCode(error) === 'ENOENT' && path !== '') return [];
    problems.push(
      hostProblem(
        'unreadable',
        worded`The folder "${path === '' ? root : path}" could not be read: ${describeError(error)}.`,
        path,
      ),
    );
    return [];
  }
}
