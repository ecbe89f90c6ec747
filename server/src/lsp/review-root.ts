import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findTopLevel } from '../host/git-repository.ts';
import { toWorkspacePath } from '../host/workspace-path.ts';
import { toFile } from './file-uri.ts';

/** A folder as the client opened it. */
export interface OpenFolder {
  readonly path: string;
  /** For people. */
  readonly name: string;
  /** No window shows it. @see LinkedWorkTrees */
  readonly isLinked?: true;
}

/**
 * What is reviewed together: the whole work tree around the open folders, because baseline and ledger are one a work tree; without
 * git, or where git may not be run, the folder.
 */
export interface ReviewRoot {
  /** Real path. */
  readonly path: string;
  /** Of the folders that are open in it. */
  readonly name: string;
  /** As the client would name it: its paths start there. */
  readonly uri: string;
  /** No window shows it, so that no client tells what changes in it. */
  readonly isLinked: boolean;
  /** gitignore patterns of the roots inside this one: those are reviewed as their own. */
  readonly nested: readonly string[];
  /** Null for documents outside of the root, inside `.git`, and those that are no files. */
  readonly toPath: (uri: string) => string | null;
  readonly toUri: (path: string) => string;
}

/** A folder with its name as the client spells it, and what that is on disk: a link in the name is kept in URIs that go back. */
interface Place {
  readonly isLinked: boolean;
  readonly name: string;
  readonly named: string;
  readonly real: string;
}

/** One root a work tree, however many of its folders are open; in the order of the folders. */
export async function findReviewRoots(folders: readonly OpenFolder[], mayRunGit: boolean): Promise<ReviewRoot[]> {
  const found = new Map<string, { readonly isWorkTree: boolean; readonly places: Place[] }>();
  for (const { path, name, isLinked = false } of folders) {
    const named = resolve(path);
    const real = await realpath(named).catch(() => named);
    // Without git the folder is the root; that git is missing is said when the folder is opened.
    const top = mayRunGit ? await findTopLevel(real).catch(() => null) : null;
    const known = found.get(top ?? real) ?? { isWorkTree: top !== null, places: [] };
    known.places.push({ isLinked, name, named, real });
    found.set(top ?? real, known);
  }
  // Without git two baselines would each have the files of the inner folder: the outer one reviews both.
  for (const [path, inner] of found) {
    const outer = [...found].find(
      ([other, { isWorkTree }]) => !isWorkTree && other !== path && isInside(path, other),
    )?.[1];
    if (outer === undefined || inner.isWorkTree) continue;
    outer.places.push(...inner.places);
    found.delete(path);
  }
  const paths = [...found.keys()];
  return [...found].map(([path, { places }]) => toReviewRoot(path, places, toPatterns(path, paths)));
}

function toReviewRoot(root: string, places: readonly Place[], nested: readonly string[]): ReviewRoot {
  const [first] = places;
  const up = first === undefined ? '' : relative(first.real, root);
  return {
    path: root,
    name: [...new Set(places.map(({ name }) => name))].join(', '),
    uri: pathToFileURL(first === undefined ? root : resolve(first.named, up)).href,
    isLinked: places.every(({ isLinked }) => isLinked),
    nested,
    toPath(uri) {
      const file = toFile(uri);
      if (file === null) return null;
      const place = places.find(({ named }) => isInside(file, named));
      return toWorkspacePath(root, place === undefined ? file : move(file, place.named, place.real));
    },
    toUri(path) {
      const file = join(root, path);
      const place = places.find(({ real }) => isInside(file, real));
      return pathToFileURL(place === undefined ? file : move(file, place.real, place.named)).href;
    },
  };
}

/** Deepest first, so that a document belongs to the innermost root around it. */
export function byDepth(one: ReviewRoot, other: ReviewRoot): number {
  return other.path.length - one.path.length;
}

function toPatterns(root: string, others: readonly string[]): readonly string[] {
  const inner = others.filter((other) => other !== root && isInside(other, root));
  return inner.map(
    (path) =>
      `/${relative(root, path)
        .split(sep)
        .join('/')
        .replaceAll(/[\\*?[\]! #]/g, '\\$&')}/`,
  );
}

function isInside(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The file with the folder it lies in under another name. */
function move(file: string, from: string, to: string): string {
  return to + file.slice(from.length);
}
