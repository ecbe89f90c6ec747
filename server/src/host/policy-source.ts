import { relative, sep } from 'node:path';
import { worded } from '../core/model/wording.ts';
import type { FolderSource } from '../core/load-policy.ts';
import { readSnapshot, type FileRead, type Snapshot } from './files.ts';
import { listTree } from './git-changes.ts';
import { readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { listFiles } from './list-files.ts';
import { throwProblem } from './problems.ts';

export const policyPath = '.countersign/policy.yaml';

/** Where the rules are taken from, so that an edit of them does not change how that edit is judged. */
export type PolicyBase =
  | { readonly kind: 'commit'; readonly repository: Repository; readonly commit: string; readonly title: string }
  | { readonly kind: 'directory'; readonly root: string; readonly title: string }
  /** Nothing that an agent could not have written: the shipped rules alone. */
  | { readonly kind: 'none' };

/**
 * A rule file at the base; null when there is none. A link is no text and never followed.
 * @throws HostProblem when it is there and cannot be read
 */
export async function readPolicyText(base: PolicyBase, path: string): Promise<string | null> {
  const snapshot = await readAtBase(base, path);
  if (snapshot === null) return null;
  const { version, notJudged } = snapshot;
  if (notJudged !== null)
    throwProblem('policyUnreadable', worded`"${path}" is no text that can be read: ${notJudged.message}`, path);
  return version.text;
}

/** @throws HostProblem when it is there and cannot be read */
export async function readAtBase(base: PolicyBase, path: string): Promise<Snapshot | null> {
  const read = await readFileAt(base, path);
  switch (read.kind) {
    case 'absent':
      return null;
    case 'unreadable':
      return throwProblem('policyUnreadable', read.problem.message, path);
    case 'file':
      return read.snapshot;
  }
}

async function readFileAt(base: PolicyBase, path: string): Promise<FileRead> {
  switch (base.kind) {
    case 'none':
      return { kind: 'absent' };
    case 'directory':
      return await readSnapshot(base.root, path);
    case 'commit': {
      // From the repository's top, wherever the open folder is.
      const found = await base.repository.blobs.locate(base.commit, path);
      if (found === null) return { kind: 'absent' };
      if (found.type !== 'blob') return throwProblem('policyUnreadable', worded`"${path}" is a folder.`, path);
      const row = (await listTree(base.repository, base.commit, [path])).find((each) => each.path === path);
      return await readSide(base.repository, path, { mode: row?.mode ?? '100644', id: found.id });
    }
  }
}

/** Rule files of folders are few; more of them than this is no configuration. */
const MAX_FOLDERS = 100;

/** Policies of folders below the root, each with its folder as paths of the open folder begin. */
export async function readFolderPolicies(base: PolicyBase, workspace?: string): Promise<readonly FolderSource[]> {
  const tail = `/${policyPath}`;
  const all = await listPaths(base);
  refuseMisnamed(all);
  const paths = all.filter((path) => path.endsWith(tail));
  if (paths.length > MAX_FOLDERS)
    throwProblem(
      'policyUnreadable',
      worded`${paths.length} folders have policies; at most ${MAX_FOLDERS} are read.`,
      policyPath,
    );
  const found: FolderSource[] = [];
  for (const file of paths) {
    const text = await readPolicyText(base, file);
    if (text === null) continue;
    found.push({ folder: toOpenFolder(file.slice(0, -tail.length), base, workspace), source: { file, text } });
  }
  return found;
}

/** A team that meant one would be judged without it: a link in the place of the folder, another ending, another case. */
function refuseMisnamed(paths: readonly string[]): void {
  const near = paths.find(
    (path) =>
      /(?:^|\/)\.countersign(?:$|\/policy\.ya?ml$)/i.test(path) &&
      path !== policyPath &&
      !path.endsWith(`/${policyPath}`),
  );
  if (near !== undefined)
    throwProblem(
      'policyUnreadable',
      worded`"${near}" is not read: a policy is a file "${policyPath}", and no link.`,
      near,
    );
}

/** Paths below a `.countersign` folder, wherever it is. */
export async function listCountersignFiles(base: PolicyBase): Promise<readonly string[]> {
  return (await listPaths(base)).filter((path) => /(?:^|\/)\.countersign\//.test(path));
}

async function listPaths(base: PolicyBase): Promise<readonly string[]> {
  switch (base.kind) {
    case 'none':
      return [];
    case 'commit':
      return (await listTree(base.repository, base.commit, [''])).map(({ path }) => path);
    case 'directory':
      return (await listFiles(base.root, { skip: (path) => /(?:^|\/)node_modules\/$/.test(path) })).paths;
  }
}

/** What holds for the open folder and what is around it holds for all of it: the empty folder. */
function toOpenFolder(folder: string, base: PolicyBase, workspace: string | undefined): string {
  if (base.kind !== 'commit' || workspace === undefined) return folder;
  const open = relative(base.repository.root, workspace).split(sep).join('/');
  if (open === '' || open.startsWith('..')) return folder;
  if (folder.startsWith(`${open}/`)) return folder.slice(open.length + 1);
  return open === folder || open.startsWith(`${folder}/`) ? '' : folder;
}
