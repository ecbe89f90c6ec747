import type { Fact } from '../core/model/fact.ts';
import { neverCancelled } from '../core/model/cancel.ts';
import type { Failure, Problem } from '../core/model/problem.ts';
import type { FileSummary } from '../core/model/summary.ts';
import { isFolderPattern, type FileRead } from '../core/verbs.ts';
import type { WorkspaceAnalysis } from './analyze-workspace.ts';
import { readSnapshot } from './files.ts';
import type { Repository } from './git-repository.ts';
import { listCode } from './list-code.ts';
import type { ContextSource } from './summary-source.ts';
import { sweepWorkspace } from './sweep-workspace.ts';

export interface WorkspaceFacts {
  readonly facts: readonly Fact[];
  /** By path; null for what was looked for and does not exist. */
  readonly summaries: ReadonlyMap<string, FileSummary | null>;
  /** Code outside of what was read may need what stands in it, and give what it needs; false for a folder. */
  readonly isWhole: boolean;
  readonly failures: readonly Failure[];
  readonly problems: readonly Problem[];
}

/** Facts of every file below `folder` (with a final slash, or empty), ignored and vendored ones left out. */
export async function factsOfWorkspace(
  root: string,
  folder: string,
  repository: Repository | null,
  given: WorkspaceAnalysis,
  onFile: (done: number, all: number) => void,
): Promise<WorkspaceFacts> {
  const listed = await listCode(root, folder, repository, given.policy.ignore, given.engine);
  const problems = [...listed.problems];
  const reads = new Map<string, Pick<FileRead, 'facts' | 'failures'>>();
  const source: ContextSource = async (path) => {
    if (isFolderPattern(path)) return await given.source(path);
    const read = await readSnapshot(root, path);
    if (read.kind === 'unreadable' && !problems.some((known) => known.path === path)) problems.push(read.problem);
    return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version : null;
  };
  const known = await sweepWorkspace({
    paths: listed.code,
    isWhole: folder === '',
    source,
    context: { ...given, cancel: given.cancel ?? neverCancelled },
    onRead: (path, { facts, failures }) => void reads.set(path, { facts, failures }),
    onProgress: onFile,
  });
  return {
    facts: [...reads.values()].flatMap(({ facts }) => facts),
    summaries: known,
    isWhole: folder === '',
    failures: [...reads.values()].flatMap(({ failures }) => failures),
    problems,
  };
}
