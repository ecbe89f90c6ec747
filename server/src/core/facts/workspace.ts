import type { ExportSummary, FileSummary, Mount } from '../model/summary.ts';
import { filesOfPattern, isFolderPattern } from '../text/folder-pattern.ts';
import { digestInFolder, findInFolder, unreadIn } from './folder-exports.ts';

/** Other files, as summaries. What is asked for is noted in `uses`; what is missing there is wanted. */
export interface Workspace {
  /** The export `name` of the first of `paths` that exists, re-exports followed. */
  readonly find: (paths: readonly string[], name: string) => ExportSummary | null;
  /** Mounts of the router that `path` exports, in files that are at hand. */
  readonly mountsOf: (path: string) => readonly Mount[];
  /** Asks for a file that may matter: an entry file that may mount this router. */
  readonly want: (path: string) => void;
}

const MAX_HOPS = 6;

/** What a reading used of other files, with a digest of each: for telling whether it still holds. */
export type Uses = Map<string, string>;

const MOUNTS_OF = 'mounts of ';
/** That a file or a folder's listing has been read, whatever it says: noted to be asked for. */
const AT_HAND = 'at hand ';
/** What a name means in a folder: pattern, name and the file that asks, a line each. */
const IN_FOLDER = 'in folder';
const UNKNOWN = 'unknown';
const NONE = 'none';

/** The digest a use would have now. `unknown`: not at hand, wanted. */
export function digestUse(files: ReadonlyMap<string, FileSummary | null>, use: string): string {
  if (use.startsWith(MOUNTS_OF)) return JSON.stringify(mountsIn(files, use.slice(MOUNTS_OF.length)));
  if (use.startsWith(AT_HAND)) return files.has(use.slice(AT_HAND.length)) ? 'at hand' : UNKNOWN;
  if (use.startsWith(IN_FOLDER)) {
    const [, pattern = '', name = '', own = ''] = use.split('\n');
    return digestInFolder(files, pattern, name, own === '' ? null : own);
  }
  const file = files.get(use);
  return file === undefined ? UNKNOWN : file === null ? NONE : file.digest;
}

/**
 * Nothing that was asked for would be answered otherwise now. A file that turned out not to be there says what an unknown
 * one says; what has come to hand says nothing yet, but a listing of files that nobody has read asks for them.
 */
export function stillHolds(uses: Uses, files: ReadonlyMap<string, FileSummary | null>): boolean {
  for (const [use, digest] of uses) {
    const now = digestUse(files, use);
    if (now === digest) continue;
    const hasCome = use.startsWith(AT_HAND) && unreadIn(files, use.slice(AT_HAND.length)).length === 0;
    if (!hasCome && (now !== NONE || digest !== UNKNOWN)) return false;
  }
  return true;
}

/** What was read says the same whatever other files say: it asked for none, or for files that are not there. */
export function standsAlone(uses: Uses): boolean {
  return [...uses].every(([use, digest]) => use.startsWith(AT_HAND) || ['', '[]', UNKNOWN, NONE].includes(digest));
}

/** The path that a use asks for, when it is not at hand; null when it is. */
export function wantedBy(use: string, digest: string): string | null {
  if (digest !== UNKNOWN) return null;
  return use.startsWith(AT_HAND) ? use.slice(AT_HAND.length) : use;
}

/** Files that an export of an unchanged file builds on: they are read because somebody uses it, not because it is there. */
function needsOf(found: ExportSummary): readonly string[] {
  switch (found.kind) {
    case 'instance':
      return found.needs ?? [];
    case 'function':
      return found.returns?.needs ?? [];
    case 'class':
      return Object.values(found.members).flatMap((member) => (member.kind === 'class' ? [] : needsOf(member)));
    case 'value':
    case 'alias':
    case 'router':
      return [];
  }
}

function mountsIn(files: ReadonlyMap<string, FileSummary | null>, path: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const file of files.values()) {
    if (file !== null && file.mounts.length > 0) mounts.push(...file.mounts.filter((mount) => isMountOf(mount, path)));
  }
  return mounts;
}

function isMountOf({ paths }: Mount, path: string): boolean {
  return paths.some((each) => each === path || (isFolderPattern(each) && filesOfPattern(each, [path]).length > 0));
}

/** Files, or patterns of them, that the answer to a use may come from. @param mounting files that mount something */
export function pathsOfUse(use: string, mounting: readonly FileSummary[]): readonly string[] {
  if (use.startsWith(MOUNTS_OF)) {
    const path = use.slice(MOUNTS_OF.length);
    return mounting.filter(({ mounts }) => mounts.some((mount) => isMountOf(mount, path))).map((file) => file.path);
  }
  if (use.startsWith(AT_HAND)) return [use.slice(AT_HAND.length)];
  return [use.startsWith(IN_FOLDER) ? (use.split('\n')[1] ?? '') : use];
}

/** `own`: the file that is read; it is no neighbour of itself. */
export function createWorkspace(
  files: ReadonlyMap<string, FileSummary | null>,
  uses: Uses,
  own: string | null = null,
): Workspace {
  /** What a name means in a folder, whose files are asked for; what its value builds on is asked for when it is used. */
  function findByName(pattern: string, name: string): ExportSummary | null {
    uses.set(`${AT_HAND}${pattern}`, digestUse(files, `${AT_HAND}${pattern}`));
    for (const path of unreadIn(files, pattern)) uses.set(`${AT_HAND}${path}`, UNKNOWN);
    const use = [IN_FOLDER, pattern, name, own ?? ''].join('\n');
    uses.set(use, digestUse(files, use));
    return findInFolder(files, pattern, name, own);
  }

  function withNeeds(found: ExportSummary): ExportSummary {
    for (const path of needsOf(found)) uses.set(path, digestUse(files, path));
    return found;
  }

  function existing(paths: readonly string[]): FileSummary | null | undefined {
    let isUnknown = false;
    for (const path of paths) {
      const file = files.get(path);
      uses.set(path, digestUse(files, path));
      if (file !== undefined && file !== null) return file;
      if (file === undefined) isUnknown = true;
    }
    return isUnknown ? undefined : null;
  }

  function find(paths: readonly string[], name: string, hops = 0): ExportSummary | null {
    if (hops > MAX_HOPS) return null;
    const pattern = paths.find(isFolderPattern);
    if (pattern !== undefined) return findByName(pattern, name);
    const file = existing(paths);
    if (file === undefined || file === null) return null;
    const exported = Object.hasOwn(file.exports, name) ? file.exports[name]! : null;
    if (exported?.kind === 'alias' && exported.name !== '*' && exported.paths.length > 0)
      return find(exported.paths, exported.name, hops + 1) ?? exported;
    if (exported !== null) return withNeeds(exported);
    for (const candidates of file.reexports) {
      const found = find(candidates, name, hops + 1);
      if (found !== null) return found;
    }
    return null;
  }

  return {
    find: (paths, name) => find(paths, name),
    mountsOf(path) {
      uses.set(`${MOUNTS_OF}${path}`, digestUse(files, `${MOUNTS_OF}${path}`));
      return mountsIn(files, path);
    },
    want(path) {
      uses.set(`${AT_HAND}${path}`, digestUse(files, `${AT_HAND}${path}`));
    },
  };
}
