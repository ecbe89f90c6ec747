import type { ExportSummary, FileSummary, Mount } from '../model/summary.ts';

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
    if (file !== null) mounts.push(...file.mounts.filter((mount) => mount.paths.includes(path)));
  }
  return mounts;
}

export function createWorkspace(files: ReadonlyMap<string, FileSummary | null>, uses: Uses): Workspace {
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
    const file = existing(paths);
    if (file === undefined || file === null) return null;
    const own = Object.hasOwn(file.exports, name) ? file.exports[name]! : null;
    if (own?.kind === 'alias' && own.name !== '*' && own.paths.length > 0)
      return find(own.paths, own.name, hops + 1) ?? own;
    if (own !== null) {
      for (const path of needsOf(own)) uses.set(path, digestUse(files, path));
      return own;
    }
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
