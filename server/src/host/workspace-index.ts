import { checkCancelled } from '../core/model/cancel.ts';
import type { FileSummary } from '../core/model/summary.ts';
import {
  isFolderPattern,
  isOutdated,
  summarize,
  summarizeAll,
  wantsOf,
  type AnalysisContext,
  type Summarized,
  type WorkspaceFile,
} from '../core/verbs.ts';
import type { ContextSource } from './summary-source.ts';

/** What is known of the files of a folder before anybody asks: who mounts a router, which policy grants what, what a name means. */
export interface WorkspaceIndex {
  /** The summary of a file as long as it has the text that was read. */
  readonly summaryOf: (path: string, blob: string) => FileSummary | null;
  /** Files that matter wherever they stand, because they say something of others: mounts, grants, who runs as whom. */
  readonly standing: readonly string[];
  /** Files that were read. */
  readonly size: number;
}

export const emptyIndex: WorkspaceIndex = { summaryOf: () => null, standing: [], size: 0 };

/** An index that others hold already while it is made. */
export interface FutureIndex extends WorkspaceIndex {
  readonly become: (index: WorkspaceIndex) => void;
}

export function futureIndex(): FutureIndex {
  let now = emptyIndex;
  return {
    summaryOf: (path, blob) => now.summaryOf(path, blob),
    get standing() {
      return now.standing;
    },
    get size() {
      return now.size;
    },
    become: (index) => void (now = index),
  };
}

/** Characters that are read before the next ones are fetched from disk. */
const portion = 1_500_000;
/** Once without and once with what the files import; what builds on that in turn is read when somebody asks for it. */
const maxSweeps = 2;
const maxStanding = 300;

/**
 * Reads all of `paths` once, and those that build on others once more.
 *
 * @throws Cancelled
 */
export async function indexWorkspace(
  paths: readonly string[],
  given: Omit<AnalysisContext, 'files'> & { readonly source: ContextSource },
  onProgress: (done: number, total: number) => void,
): Promise<WorkspaceIndex> {
  const { source, cancel } = given;
  const known = new Map<string, FileSummary | null>();
  const context: AnalysisContext = { ...given, files: known };
  const entries = new Map<string, Pick<Summarized, 'uses'>>();
  const wants = new Set<string>();
  let open: readonly string[] = paths;
  for (let sweep = 0; sweep < maxSweeps && open.length > 0; sweep += 1) {
    let done = 0;
    for await (const files of inPortions(open, source)) {
      checkCancelled(cancel);
      for (const [at, summarized] of (await summarizeAll(files, known, context)).entries()) {
        const { path } = files[at]!;
        known.set(path, summarized?.summary ?? null);
        if (summarized === null) continue;
        entries.set(path, { uses: summarized.uses });
        for (const want of wantsOf(summarized, known)) wants.add(want);
      }
      done += files.length;
      onProgress(sweep === 0 ? Math.min(done, paths.length) : paths.length, paths.length);
    }
    const listed = new Set(paths);
    for (const want of wants) {
      if (known.has(want) || listed.has(want)) continue;
      const version = isFolderPattern(want) ? await source(want) : null;
      known.set(want, version === null ? null : await summarize(want, version, context));
    }
    wants.clear();
    open = [...entries].filter(([, entry]) => isOutdated(entry, known)).map(([path]) => path);
  }
  const size = entries.size;
  return {
    summaryOf(path, blob) {
      const summary = known.get(path) ?? null;
      return summary?.blob === blob ? summary : null;
    },
    standing: [...known]
      .filter(([, summary]) => summary !== null && saysOfOthers(summary))
      .map(([path]) => path)
      .slice(0, maxStanding),
    size,
  };
}

function saysOfOthers({ mounts, grants, roles }: FileSummary): boolean {
  return mounts.length > 0 || grants.length > 0 || roles !== undefined;
}

async function* inPortions(paths: readonly string[], source: ContextSource): AsyncGenerator<readonly WorkspaceFile[]> {
  let files: WorkspaceFile[] = [];
  let length = 0;
  for (const path of paths) {
    const version = await source(path);
    if (version === null) continue;
    files.push({ path, version });
    length += version.text.length;
    if (length < portion) continue;
    yield files;
    files = [];
    length = 0;
  }
  if (files.length > 0) yield files;
}
