import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { hostProblem, HostProblem } from './problems.ts';
import { isInFolder, realPathAhead } from './real-folder.ts';

const maxPathLength = 4096;

/** Refuses what no workspace path may be: absolute, empty, with `..` or NUL, or inside `.git`. */
export function isWorkspacePath(path: string): boolean {
  if (path === '' || path.length > maxPathLength || path.includes('\0') || isAbsolute(path)) return false;
  if (sep === '\\' && (path.includes('\\') || /^[a-z]:/i.test(path))) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !isGitDirectory(part));
}

/** Case-insensitive file systems, NTFS short names and streams, and ignorable characters all reach the same folder. */
function isGitDirectory(part: string): boolean {
  const plain = part.replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '').toLowerCase();
  return /^(?:\.git|git~1)[ .]*(?::|$)/.test(plain);
}

/** Workspace-relative with forward slashes, or null when the file is not below `root`. */
export function toWorkspacePath(root: string, absolute: string): string | null {
  const path = relative(root, absolute).split(sep).join('/');
  return isWorkspacePath(path) ? path : null;
}

/**
 * The absolute path of a workspace file whose folders, links resolved, lie inside the workspace. The last part is not
 * resolved: a link there is a thing of its own.
 *
 * @throws HostProblem when the path or a link in it leaves the workspace
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  if (!isWorkspacePath(path)) throw outside(path);
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  const folder = await realPathAhead(resolve(root, ...parts));
  if (folder === null || !isInFolder(await realpath(root), folder)) throw outside(path);
  return join(folder, name);
}

function outside(path: string): HostProblem {
  return new HostProblem(hostProblem('outsideWorkspace', worded`"${path}" leads out of the workspace.`, path));
}
