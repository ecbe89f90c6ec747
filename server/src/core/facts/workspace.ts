import type { ClassSummary, ExportSummary, FileSummary, Mount } from '../model/summary.ts';
import { filesOfPattern, isFolderPattern } from '../text/folder-pattern.ts';

/** Other files, as summaries. What is asked for is noted in `uses`; what is missing there is wanted. */
export interface Workspace {
  /** The export `name` of the first of `paths` that exists, re-exports followed. */
  readonly find: (paths: readonly string[], name: string) => ExportSummary | null;
  /** True: none of the paths exists. False: one does. Null: not known yet, and asked for. */
  readonly isMissing: (paths: readonly string[]) => boolean | null;
  /** Mounts of the router that `path` exports, in files that are at hand. */
  readonly mountsOf: (path: string) => readonly Mount[];
  /** Asks for a file that may matter: an entry file that may mount this router. */
  readonly want: (path: string) => void;
}

const MAX_HOPS = 6;

/** What a reading used of other files, with a digest of each: for telling whether it still holds. */
export type Uses = Map<string, string>;

const MOUNTS_OF = 'mounts of ';

/** The digest a use would have now. `unknown`: not at hand, wanted. */
export function digestUse(files: ReadonlyMap<string, FileSummary | null>, use: string): string {
  if (use.startsWith(MOUNTS_OF)) return JSON.stringify(mountsIn(files, use.slice(MOUNTS_OF.length)));
  const file = files.get(use);
  // What stands in a folder changes with the change set too.
  if (isFolderPattern(use) && file !== undefined) return `${file?.digest ?? 'none'} ${filesIn(files, use).length}`;
  return file === undefined ? 'unknown' : file === null ? 'none' : file.digest;
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
    if (file !== null)
      mounts.push(
        ...file.mounts.filter((mount) =>
          mount.paths.some((each) => each === path || filesOfPattern(each, [path]).length > 0),
        ),
      );
  }
  return mounts;
}

/** Files of a folder that are there: those that the host lists, and those of the change set. */
function filesIn(files: ReadonlyMap<string, FileSummary | null>, pattern: string): readonly string[] {
  const listed = files.get(pattern)?.reexports.flat() ?? [];
  const there = function* (): Generator<string> {
    for (const [path, file] of files) if (file !== null) yield path;
  };
  return [...new Set([...listed.filter((path) => files.get(path) !== null), ...filesOfPattern(pattern, there())])];
}

/** Parts of one class in several files: methods may stand beside another file than the type. */
function joined(parts: readonly ClassSummary[]): ClassSummary | null {
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0) return first ?? null;
  return { ...first, members: Object.assign({}, ...parts.map(({ members }) => members)) as ClassSummary['members'] };
}

/** `own`: the file that is read; it is no neighbour of itself. */
export function createWorkspace(
  files: ReadonlyMap<string, FileSummary | null>,
  uses: Uses,
  own: string | null = null,
): Workspace {
  const folders = new Map<string, readonly FileSummary[]>();

  /** Files of a pattern that are at hand; the others are asked for. */
  function filesOf(pattern: string): readonly FileSummary[] {
    const known = folders.get(pattern);
    if (known !== undefined) return known;
    uses.set(pattern, digestUse(files, pattern));
    const found = filesIn(files, pattern)
      .filter((path) => path !== own)
      .flatMap((path) => {
        uses.set(path, digestUse(files, path));
        return files.get(path) ?? [];
      });
    folders.set(pattern, found);
    return found;
  }

  function findInFolder(pattern: string, name: string): ExportSummary | null {
    const classes: ClassSummary[] = [];
    for (const file of filesOf(pattern)) {
      const found = Object.hasOwn(file.exports, name) ? file.exports[name]! : null;
      if (found !== null && found.kind !== 'class') return withNeeds(found);
      if (found !== null) classes.push(found);
    }
    const one = joined(classes);
    return one === null ? null : withNeeds(one);
  }

  function withNeeds(found: ExportSummary): ExportSummary {
    for (const path of needsOf(found)) {
      if (isFolderPattern(path)) filesOf(path);
      else uses.set(path, digestUse(files, path));
    }
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
    if (pattern !== undefined) return findInFolder(pattern, name);
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
    isMissing(paths) {
      const file = existing(paths);
      return file === undefined ? null : file === null;
    },
    mountsOf(path) {
      uses.set(`${MOUNTS_OF}${path}`, digestUse(files, `${MOUNTS_OF}${path}`));
      return mountsIn(files, path);
    },
    want: (path) => void uses.set(path, digestUse(files, path)),
  };
}
