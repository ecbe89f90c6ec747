import type { ExportSummary, FileSummary, Mount } from '../model/summary.ts';

/** Other files, as summaries. Asks for what is missing by noting it in `wants`. */
export interface Workspace {
  /** The export `name` of the first of `paths` that exists, re-exports followed. */
  readonly find: (paths: readonly string[], name: string) => ExportSummary | null;
  /** True: none of the paths exists. False: one does. Null: not known yet, and asked for. */
  readonly isMissing: (paths: readonly string[]) => boolean | null;
  /** Mounts of the router that `path` exports, in files that are at hand. */
  readonly mountsOf: (path: string) => readonly Mount[];
  readonly all: () => Iterable<FileSummary>;
  readonly want: (path: string) => void;
}

const MAX_HOPS = 6;

export function createWorkspace(files: ReadonlyMap<string, FileSummary | null>, wants: Set<string>): Workspace {
  function existing(paths: readonly string[]): FileSummary | null | undefined {
    let isUnknown = false;
    for (const path of paths) {
      const file = files.get(path);
      if (file !== undefined && file !== null) return file;
      if (file === undefined) {
        wants.add(path);
        isUnknown = true;
      }
    }
    return isUnknown ? undefined : null;
  }

  function find(paths: readonly string[], name: string, hops = 0): ExportSummary | null {
    if (hops > MAX_HOPS) return null;
    const file = existing(paths);
    if (file === undefined || file === null) return null;
    const own = Object.hasOwn(file.exports, name) ? file.exports[name]! : null;
    if (own?.kind === 'alias' && own.paths.length > 0) return find(own.paths, own.name, hops + 1) ?? own;
    if (own !== null) return own;
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
      const mounts: Mount[] = [];
      for (const file of files.values()) {
        if (file === null) continue;
        for (const mount of file.mounts) if (mount.paths.includes(path)) mounts.push(mount);
      }
      return mounts;
    },
    *all() {
      for (const file of files.values()) if (file !== null) yield file;
    },
    want: (path) => void wants.add(path),
  };
}
