import type { FileSummary } from '../core/model/summary.ts';
import { isSelfContained } from '../core/verbs.ts';
import { sweepWorkspace, type Sweep } from './sweep-workspace.ts';

/** What is known of the files of a folder before anybody asks: who mounts a router, which policy grants what, what a name means. */
export interface WorkspaceIndex {
  /** The summary of a file as long as it has the text that was read, and builds on no other file, which may have changed. */
  readonly summaryOf: (path: string, blob: string) => FileSummary | null;
  /** Files that matter wherever they stand, because they say something of others: mounts, grants, who runs as whom. */
  readonly standing: readonly string[];
  /** Files whose functions call those of these files, directly or through one more. */
  readonly callersOf: (paths: ReadonlySet<string>) => readonly string[];
}

export const emptyIndex: WorkspaceIndex = { summaryOf: () => null, standing: [], callersOf: () => [] };

/** An index that others hold already while it is made. */
export interface FutureIndex extends WorkspaceIndex {
  readonly become: (index: WorkspaceIndex) => void;
}

export function futureIndex(): FutureIndex {
  let now = emptyIndex;
  return {
    summaryOf: (path, blob) => now.summaryOf(path, blob),
    callersOf: (paths) => now.callersOf(paths),
    get standing() {
      return now.standing;
    },
    become: (index) => void (now = index),
  };
}

const maxStanding = 300;
/** Files that are read because they call what changed: with each keystroke they are asked whether they still hold. */
const maxCallers = 40;

/** @throws Cancelled */
export async function indexWorkspace(sweep: Omit<Sweep, 'isWhole' | 'onRead'>): Promise<WorkspaceIndex> {
  const alone = new Set<string>();
  const known = await sweepWorkspace({
    ...sweep,
    isWhole: true,
    onRead(path, read) {
      if (isSelfContained(read)) alone.add(path);
      else alone.delete(path);
    },
  });
  const kept = new Map([...known].filter(([path]) => alone.has(path)));
  const callers = readCallers(known);
  return {
    callersOf(paths) {
      const direct = new Set([...paths].flatMap((path) => callers.get(path) ?? []));
      const further = [...direct].flatMap((path) => callers.get(path) ?? []);
      return [...new Set([...direct, ...further])].filter((path) => !paths.has(path)).slice(0, maxCallers);
    },
    summaryOf(path, blob) {
      const summary = kept.get(path) ?? null;
      return summary?.blob === blob ? summary : null;
    },
    standing: [...known]
      .filter(([, summary]) => summary !== null && saysOfOthers(summary))
      .map(([path]) => path)
      .slice(0, maxStanding),
  };
}

/** By file: the files that call its functions. */
function readCallers(known: ReadonlyMap<string, FileSummary | null>): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, Set<string>>();
  for (const [path, summary] of known) {
    for (const { to } of summary?.passages?.calls ?? []) {
      if (to.path === path) continue;
      const of = callers.get(to.path);
      if (of === undefined) callers.set(to.path, new Set([path]));
      else of.add(path);
    }
  }
  return new Map([...callers].map(([path, of]) => [path, [...of]]));
}

function saysOfOthers({ mounts, grants, roles }: FileSummary): boolean {
  return mounts.length > 0 || grants.length > 0 || roles !== undefined;
}
