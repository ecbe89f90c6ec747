import { join } from 'node:path';
import { exists } from './durable.ts';
import { ask, askForText, toRun, type Repository } from './git-repository.ts';
import { runGit, splitNul, toProblem } from './git-run.ts';
import { describeError } from './problems.ts';

/** One path that differs, as git lists it: modes and object ids, no content. Renames are two rows; the core pairs them. */
export interface GitChange {
  readonly path: string;
  readonly before: GitSide | null;
  /** `disk`: whatever the work tree holds, to be read and compared by who reads it. */
  readonly after: GitSide | 'disk' | null;
  /** Git could not look at it: the system's word for why. */
  readonly unreadable?: string;
}

export interface GitSide {
  readonly mode: string;
  readonly id: string;
}

/** `base` null is the empty tree. */
export async function listRangeChanges(
  repository: Repository,
  base: string | null,
  head: string,
): Promise<GitChange[]> {
  const from = base ?? (await emptyTree(repository));
  const flags = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=none', '--relative'];
  return toChanges(await ask(repository, { arguments: ['diff-tree', ...flags, from, head, '--'] }));
}

/**
 * Paths that may differ between a commit and the work tree: what the index says, untracked files that are not ignored,
 * and files whose index entry says "assume unchanged", because that is a way to hide an edit. May name paths whose
 * content turns out equal.
 */
export async function listWorktreeChanges(repository: Repository, base: string | null): Promise<GitChange[]> {
  const from = base ?? (await emptyTree(repository));
  const flags = ['-z', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=dirty', '--relative'];
  const [tracked, untracked, assumed] = await Promise.all([
    ask(repository, { arguments: ['diff-index', ...flags, from, '--'] }),
    listUntracked(repository),
    listAssumedUnchanged(repository),
  ]);
  const changes = new Map<string, GitChange>();
  for (const change of toChanges(tracked)) changes.set(change.path, await toDisk(repository, change));
  for (const { path, cause } of untracked.unreadable)
    changes.set(path, { path, before: null, after: null, unreadable: cause });
  for (const path of untracked.paths) {
    const known = changes.get(path);
    changes.set(path, { path, before: known?.before ?? null, after: 'disk' });
  }
  for (const path of assumed) {
    if (changes.has(path)) continue;
    const side = await sideAt(repository, from, path);
    changes.set(path, { path, before: side, after: 'disk' });
  }
  return [...changes.values()];
}

/** A submodule's own commit is all there is to compare; everything else is read from disk. */
async function toDisk(repository: Repository, change: GitChange): Promise<GitChange> {
  if (change.after === null) {
    // Git says "deleted" for what it may not look at, too.
    const cause = await causeOfBlindness(join(repository.root, change.path));
    return cause === null ? change : { ...change, unreadable: cause };
  }
  return change.after !== 'disk' && change.after.mode === '160000' ? change : { ...change, after: 'disk' };
}

async function causeOfBlindness(absolute: string): Promise<string | null> {
  try {
    await exists(absolute);
    return null;
  } catch (error) {
    return describeError(error);
  }
}

interface Untracked {
  readonly paths: readonly string[];
  /** Folders that git may not open: it leaves them out with a warning. */
  readonly unreadable: readonly { readonly path: string; readonly cause: string }[];
}

async function listUntracked(repository: Repository): Promise<Untracked> {
  const run = toRun(repository, { arguments: ['ls-files', '-z', '--others', '--exclude-standard', '--'] });
  const answer = await runGit(run);
  if (answer.exitCode !== 0) throw toProblem(run, answer);
  const warnings = answer.complaint.matchAll(/^warning: could not open directory '(.+?)\/?': (.+)$/gm);
  return {
    // A nested repository is listed as its folder: it is reviewed as its own.
    paths: splitNul(answer.output).filter((path) => !path.endsWith('/')),
    unreadable: [...warnings].map(([, path = '', cause = '']) => ({ path, cause: cause.toLowerCase() })),
  };
}

/**
 * Lower-case tags of `ls-files -v`, and `S`, which hides an edit as well. A sparse checkout has left `S` entries out: there
 * they count only when the file is on disk all the same.
 */
async function listAssumedUnchanged(repository: Repository): Promise<string[]> {
  const rows = splitNul(await ask(repository, { arguments: ['ls-files', '-z', '-v', '--'] }));
  const hidden = rows.filter((row) => /^[a-zS]/.test(row));
  if (repository.configuration.get('core.sparsecheckout') !== 'true') return hidden.map((row) => row.slice(2));
  const kept: string[] = [];
  for (const row of hidden) {
    const path = row.slice(2);
    if (!/^[sS]/.test(row) || (await exists(join(repository.root, path)))) kept.push(path);
  }
  return kept;
}

export async function sideAt(repository: Repository, treeish: string, path: string): Promise<GitSide | null> {
  const [row] = await listTree(repository, treeish, [path]);
  return row === undefined ? null : { mode: row.mode, id: row.id };
}

export interface TreeRow extends GitSide {
  readonly path: string;
}

/** Files at a commit, at or below the given paths. */
export async function listTree(repository: Repository, treeish: string, paths: readonly string[]): Promise<TreeRow[]> {
  const rows: TreeRow[] = [];
  for (let at = 0; at < paths.length; at += maxPathsAtOnce) {
    // "./", because a name that starts with ":" would be read as pathspec magic.
    const named = paths.slice(at, at + maxPathsAtOnce).map((path) => `./${path}`);
    const answer = await ask(repository, { arguments: ['ls-tree', '-r', '-z', treeish, '--', ...named] });
    rows.push(...splitNul(answer).flatMap(toTreeRow));
  }
  return rows;
}

/** Far below the length of a command line that systems allow. */
const maxPathsAtOnce = 200;

function toTreeRow(row: string): TreeRow[] {
  const match = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(row);
  return match === null ? [] : [{ mode: match[1] ?? '', id: match[2] ?? '', path: match[3] ?? '' }];
}

/** `:<mode> <mode> <id> <id> <status>` and the path, each ended by NUL. */
function toChanges(output: Buffer): GitChange[] {
  const parts = splitNul(output);
  const changes = new Map<string, GitChange>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [modeBefore = '', modeAfter = '', idBefore = '', idAfter = ''] = (parts[at] ?? '').slice(1).split(' ');
    const path = parts[at + 1] ?? '';
    const before = toSide(modeBefore, idBefore);
    const after = toSide(modeAfter, idAfter);
    const known = changes.get(path);
    // An unmerged path has a row `U` without an after-side, and may have a second one.
    changes.set(path, { path, before: before ?? known?.before ?? null, after: after ?? known?.after ?? null });
    if ((parts[at] ?? '').endsWith(' U')) changes.set(path, { path, before, after: 'disk' });
  }
  return [...changes.values()];
}

function toSide(mode: string, id: string): GitSide | null {
  return mode === '000000' ? null : { mode, id };
}

/** Git knows this tree without having stored it. */
async function emptyTree(repository: Repository): Promise<string> {
  return await askForText(repository, { arguments: ['hash-object', '-t', 'tree', '--stdin'], input: '' });
}

/** Which of the paths the repository's ignore files leave out. Tracked files are never ignored. */
export async function findIgnored(repository: Repository, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0 || repository.isBare) return new Set();
  // "./", because a name that starts with ":" would be read as pathspec magic.
  const input = paths.map((path) => `./${path}\0`).join('');
  const answer = await runGit(toRun(repository, { arguments: ['check-ignore', '-z', '--stdin'], input }));
  if (answer.exitCode === 0 || answer.exitCode === 1)
    return new Set(splitNul(answer.output).map((path) => path.slice(2)));
  // It gives up at a path in a submodule or behind a link: halving finds that one, which then counts as not ignored.
  if (paths.length === 1) return new Set();
  const middle = Math.ceil(paths.length / 2);
  const [first, second] = [
    await findIgnored(repository, paths.slice(0, middle)),
    await findIgnored(repository, paths.slice(middle)),
  ];
  return new Set([...first, ...second]);
}
