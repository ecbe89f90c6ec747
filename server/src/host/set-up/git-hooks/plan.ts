import { lstat, readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { ask, askIfAny, type Repository } from '../../git-repository.ts';
import { splitNul } from '../../git-run.ts';
import { describeError, errorCode } from '../../problems.ts';
import { realFolder } from '../../real-folder.ts';
import type { ConfigFile } from '../define.ts';
import type { Plan } from '../set-up.ts';
import { isWrapper, keptSuffix, wrapperFor } from './chain-wrapper.ts';
import { hasBlock, hookNames, putBlock, takeBlock, type HookName } from './hook-block.ts';
import { hookManagers, type HookManager } from './managers.ts';

const notes = [
  'Hooks inform: anybody can skip them ("--no-verify"). The gate on the server is what holds.',
  'They run "countersign" from the PATH, else the program that an editor installed; where there is neither they do nothing.',
];

/**
 * What putting our lines into the hooks of a repository would do, or taking them out: into the file of the program that runs its
 * hooks, else into the scripts themselves, wherever git looks for them. Reads only.
 */
export async function planGitHooks(repository: Repository, isRemoval: boolean): Promise<Plan> {
  const managed = await findManaged(repository.root);
  return managed === null
    ? await planScripts(repository, isRemoval)
    : await planManaged(managed.manager, managed.path, isRemoval);
}

async function findManaged(root: string): Promise<{ readonly manager: HookManager; readonly path: string } | null> {
  for (const manager of hookManagers)
    for (const name of manager.files) {
      const path = join(root, name);
      if ((await readHook(path)).kind !== 'absent') return { manager, path };
    }
  return null;
}

async function planManaged(manager: HookManager, path: string, isRemoval: boolean): Promise<Plan> {
  const title = `Git hooks (${manager.title})`;
  const read = await readHook(path);
  if (read.kind !== 'text')
    return toPlan({ title, warnings: [`${path} ${read.kind === 'absent' ? 'is gone' : read.fault}.`] });
  const bare = manager.take(read.text);
  const after = isRemoval ? bare : manager.put(bare);
  if (after === null)
    return toPlan({ title, warnings: [`${path}: it cannot be added to as it is written. By hand: ${manager.byHand}`] });
  const files = after === read.text ? [] : [{ path, before: read.text, after, isExecutable: false }];
  return toPlan({ title, files, isConfigured: !isRemoval && files.length === 0, notes: [...manager.notes, ...notes] });
}

async function planScripts(repository: Repository, isRemoval: boolean): Promise<Plan> {
  const place = await findHooks(repository);
  const title = place.words === '' ? 'Git hooks' : `Git hooks (${place.words})`;
  if (place.refused !== null) return toPlan({ title, warnings: [place.refused] });
  const files: ConfigFile[] = [];
  const warnings: string[] = [];
  for (const name of hookNames) {
    const path = join(place.folder, name);
    const planned = isRemoval ? await planTaking(path) : await planPutting(name, path);
    if (typeof planned === 'string') warnings.push(planned);
    else files.push(...planned);
  }
  const isConfigured = !isRemoval && files.length === 0 && warnings.length === 0;
  return toPlan({ title, files, warnings, isConfigured, notes });
}

type Planned = readonly ConfigFile[] | string;

async function planPutting(name: HookName, path: string): Promise<Planned> {
  const read = await readHook(path);
  if (read.kind === 'fault') return `${path} ${read.fault}: it is left alone.`;
  const before = read.kind === 'text' ? read.text : null;
  if (isWrapper(before)) return changeOf(path, before, wrapperFor(name));
  const after = putBlock(name, before);
  if (after !== null) {
    const change = changeOf(path, before, after);
    if (change.length === 0 && read.kind === 'text' && !read.isExecutable)
      return `${path} may not be executed: git does not run it. Run "chmod +x" on it.`;
    return change;
  }
  const kept = `${path}${keptSuffix}`;
  if ((await readHook(kept)).kind !== 'absent') return `${kept} is there already: ${path} is left alone.`;
  return [
    { path: kept, before: null, after: before, isExecutable: true },
    { path, before, after: wrapperFor(name), isExecutable: true },
  ];
}

async function planTaking(path: string): Promise<Planned> {
  const read = await readHook(path);
  if (read.kind !== 'text' || !hasBlock(read.text)) return [];
  const kept = `${path}${keptSuffix}`;
  const other = isWrapper(read.text) ? await readHook(kept) : null;
  if (other?.kind !== 'text') return changeOf(path, read.text, takeBlock(read.text));
  return [
    { path, before: read.text, after: other.text, isExecutable: true },
    { path: kept, before: other.text, after: null, isExecutable: true },
  ];
}

function changeOf(path: string, before: string | null, after: string | null): readonly ConfigFile[] {
  return before === after ? [] : [{ path, before, after, isExecutable: before === null }];
}

interface HookPlace {
  readonly folder: string;
  /** For people: where it is said to be. */
  readonly words: string;
  readonly refused: string | null;
}

/** Where git looks for hooks here. husky points git to a folder of its own, and runs the scripts beside it. */
async function findHooks(repository: Repository): Promise<HookPlace> {
  const named = await readHooksPath(repository);
  if (named === null) return { folder: join(repository.commonDirectory, 'hooks'), words: '', refused: null };
  const folder = resolve(repository.root, named.path);
  const husky = join(repository.root, '.husky');
  if (folder === husky || folder === join(husky, '_')) return { folder: husky, words: 'husky', refused: null };
  const words = `core.hooksPath ${named.path}`;
  const isOurs = (await isInside(repository.root, folder)) || (await isInside(repository.commonDirectory, folder));
  const refused = isOurs
    ? null
    : `core.hooksPath (${named.scope}) leads out of this repository, to "${folder}": hooks there are for others too. Add "countersign gate || true" to "pre-push" there by hand.`;
  return { folder, words, refused };
}

/** As the user's configuration says; what we ask git with says that there are none. */
async function readHooksPath(
  repository: Repository,
): Promise<{ readonly path: string; readonly scope: string } | null> {
  const question = ['config', '--show-scope', '-z', '--type=path', '--get-all', 'core.hooksPath'];
  if ((await askIfAny(repository, { arguments: question })) === null) return null;
  const parts = splitNul(await ask(repository, { arguments: question }));
  let found: { path: string; scope: string } | null = null;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', path = ''] = [parts[at], parts[at + 1]];
    if (scope !== 'command' && path !== '') found = { path, scope };
  }
  return found;
}

async function isInside(outer: string, folder: string): Promise<boolean> {
  const way = relative(await realFolder(outer), await realFolder(folder));
  return !way.startsWith('..') && !isAbsolute(way);
}

type ReadHook =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string; readonly isExecutable: boolean }
  | { readonly kind: 'fault'; readonly fault: string };

const maxHookBytes = 1024 * 1024;

async function readHook(path: string): Promise<ReadHook> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return { kind: 'fault', fault: 'is a link' };
    if (!stats.isFile() || stats.size > maxHookBytes) return { kind: 'fault', fault: 'is no file that can be edited' };
    const bytes = await readFile(path);
    const text = bytes.toString('utf8');
    if (text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes)) return { kind: 'fault', fault: 'is no text' };
    return { kind: 'text', text, isExecutable: process.platform === 'win32' || (stats.mode & 0o111) !== 0 };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return { kind: 'absent' };
    return { kind: 'fault', fault: `cannot be read: ${describeError(error)}` };
  }
}

function toPlan(
  given: Pick<Plan, 'title'> & Partial<Pick<Plan, 'files' | 'isConfigured' | 'notes' | 'warnings'>>,
): Plan {
  const { title, files = [], isConfigured = false, notes: said = [], warnings = [] } = given;
  const never = { asking: [], isSwitchedOff: false, asksLess: [] };
  return {
    agent: 'git-hooks',
    title,
    isUsed: true,
    files,
    ...never,
    isConfigured,
    isSetUp: isConfigured,
    notes: said,
    warnings,
  };
}
