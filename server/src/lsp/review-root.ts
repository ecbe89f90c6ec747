import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findTopLevel } from '../host/git-repository.ts';
import { toWorkspacePath } from '../host/workspace-path.ts';
import { toFile } from './file-uri.ts';

/**
 * What is reviewed: the whole work tree around the open folder, because baseline and ledger are one a work tree; without git,
 * or where git may not be run, the folder.
 */
export interface ReviewRoot {
  /** Real path. */
  readonly path: string;
  /** From the root to the open folder: `packages/api/`, or empty. */
  readonly prefix: string;
  /** Null for documents outside of the root, inside `.git`, and those that are no files. */
  readonly toPath: (uri: string) => string | null;
  readonly toUri: (path: string) => string;
}

/** `folder`: as the client names it; a link in it is kept in the URIs that go back. */
export async function findReviewRoot(folder: string, mayRunGit: boolean): Promise<ReviewRoot> {
  const named = resolve(folder);
  const real = await realpath(named).catch(() => named);
  // Without git the folder is the root; that git is missing is said when the folder is opened.
  const root = (mayRunGit ? await findTopLevel(real).catch(() => null) : null) ?? real;
  const prefix = relative(root, real).split(sep).join('/');
  return {
    path: root,
    prefix: prefix === '' ? '' : `${prefix}/`,
    toPath(uri) {
      const file = toFile(uri);
      return file === null ? null : toWorkspacePath(root, move(file, named, real));
    },
    toUri: (path) => pathToFileURL(move(join(root, path), real, named)).href,
  };
}

/** The file with the folder it lies in under another name. */
function move(file: string, from: string, to: string): string {
  return file === from || file.startsWith(from + sep) ? to + file.slice(from.length) : file;
}
