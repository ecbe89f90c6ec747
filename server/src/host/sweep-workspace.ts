import { checkCancelled } from '../core/model/cancel.ts';
import type { FileSummary } from '../core/model/summary.ts';
import {
  isFolderPattern,
  isOutdated,
  readFiles,
  summarize,
  wantsOf,
  type AnalysisContext,
  type FileRead,
  type WorkspaceFile,
} from '../core/verbs.ts';
import type { ContextSource } from './summary-source.ts';

export interface Sweep {
  readonly paths: readonly string[];
  /** Files that are no part of `paths` are not there, and are not looked for. */
  readonly isWhole: boolean;
  readonly source: ContextSource;
  readonly context: Omit<AnalysisContext, 'files'>;
  /** Called once a reading: again when what it builds on has become known. */
  readonly onRead: (path: string, read: FileRead) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** Characters that are read before the next ones are fetched from disk. */
const portion = 1_500_000;
/** Once without and once with what the files import; what builds on that in turn is read when somebody asks for it. */
const maxSweeps = 2;
/** Of files outside: a hostile one must not make us read the whole disk. */
const maxOutside = 2_000;

/**
 * Reads all files of a folder, and those that build on others once more. The answer is what is known of each file.
 *
 * @throws Cancelled
 */
export async function sweepWorkspace(sweep: Sweep): Promise<ReadonlyMap<string, FileSummary | null>> {
  const { paths, isWhole, source, onRead, onProgress } = sweep;
  const known = new Map<string, FileSummary | null>();
  const context: AnalysisContext = { ...sweep.context, files: known };
  const uses = new Map<string, Pick<FileRead, 'uses'>>();
  const within = new Set(paths);
  let open = paths;
  for (let number = 0; number < maxSweeps && open.length > 0; number += 1) {
    const wants = new Set<string>();
    let done = 0;
    for await (const files of inPortions(open, source)) {
      checkCancelled(context.cancel);
      for (const [at, read] of (await readFiles(files, known, context)).entries()) {
        const { path } = files[at]!;
        known.set(path, read?.summary ?? null);
        if (read === null) continue;
        uses.set(path, { uses: read.uses });
        for (const want of wantsOf(read, known)) if (!within.has(want)) wants.add(want);
        onRead(path, read);
      }
      done += files.length;
      onProgress(number === 0 ? done : paths.length, paths.length);
    }
    let outside = 0;
    for (const want of wants) {
      if (known.has(want)) continue;
      const isLookedFor = isFolderPattern(want) || (!isWhole && (outside += 1) <= maxOutside);
      const version = isLookedFor ? await source(want) : null;
      known.set(want, version === null ? null : await summarize(want, version, context));
    }
    open = [...uses].filter(([, entry]) => isOutdated(entry, known)).map(([path]) => path);
  }
  onProgress(paths.length, paths.length);
  return known;
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
