import ignore, { type Ignore } from 'ignore';
import { isTemporaryFile } from './durable.ts';
import { findIgnored } from './git-changes.ts';
import type { Repository } from './git-repository.ts';
import { leftOutPlaces, type LeftOutReason } from './left-out-places.ts';
import { isWorkspacePath } from './workspace-path.ts';

/** What is counted instead of listed, so that nothing is hidden and nothing drowns. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few paths. */
  readonly examples: readonly string[];
}

export interface LeftOutRules {
  /** By name alone, cheap enough for every event; folders end with a slash. */
  readonly byPlace: (path: string) => LeftOutReason | null;
  /** Asks the repository's ignore files too. Only paths that are left out are in the answer. */
  readonly sort: (paths: readonly string[]) => Promise<ReadonlyMap<string, LeftOutReason>>;
}

/** `configured`: gitignore patterns from the policy and the user's settings. */
export function createLeftOutRules(repository: Repository | null, configured: readonly string[]): LeftOutRules {
  const tables = [
    { reason: 'configured' as const, matcher: ignore().add([...configured]) },
    ...leftOutPlaces.map(({ reason, patterns }) => ({ reason, matcher: ignore().add([...patterns]) })),
  ];
  const byPlace = (path: string): LeftOutReason | null =>
    tables.find(({ matcher }) => matches(matcher, path))?.reason ?? null;
  return {
    byPlace,
    sort: async (paths) => {
      const found = new Map<string, LeftOutReason>();
      for (const path of paths) {
        const reason = byPlace(path);
        if (reason !== null) found.set(path, reason);
      }
      const rest = paths.filter((path) => !found.has(path));
      const ignored = repository === null ? new Set<string>() : await findIgnored(repository, rest);
      for (const path of ignored) found.set(path, 'ignored');
      return found;
    },
  };
}

function matches(matcher: Ignore, path: string): boolean {
  const plain = path.endsWith('/') ? path.slice(0, -1) : path;
  return isWorkspacePath(plain) && matcher.ignores(path);
}

/** Never an event of the workspace: git's own files and ours that are about to be renamed. */
export function isOwnNoise(path: string): boolean {
  return isTemporaryFile(path) || !isWorkspacePath(path);
}

/** Counts of distinct paths by reason, bounded. */
export interface LeftOutCounts {
  readonly add: (paths: ReadonlyMap<string, LeftOutReason>) => void;
  readonly list: () => readonly LeftOut[];
}

const maxRemembered = 100_000;

export function countLeftOut(): LeftOutCounts {
  const seen = new Map<LeftOutReason, Set<string>>();
  return {
    add: (paths) => {
      for (const [path, reason] of paths) {
        const known = seen.get(reason) ?? new Set();
        seen.set(reason, known);
        if (known.size < maxRemembered) known.add(path);
      }
    },
    list: () => [...seen].map(([reason, paths]) => ({ reason, count: paths.size, examples: [...paths].slice(0, 3) })),
  };
}
