import type { Fact } from '../core/model/fact.ts';
import { checkCancelled } from '../core/model/cancel.ts';
import type { Failure, Problem } from '../core/model/problem.ts';
import type { FileSummary } from '../core/model/summary.ts';
import { readFileFacts, type WorkspaceAnalysis } from './analyze-workspace.ts';
import { readSnapshot } from './files.ts';
import type { Repository } from './git-repository.ts';
import { createLeftOutRules } from './left-out.ts';
import { listFiles } from './list-files.ts';

export interface WorkspaceFacts {
  readonly facts: readonly Fact[];
  /** By path. */
  readonly summaries: ReadonlyMap<string, FileSummary>;
  /** Files that were read. */
  readonly files: number;
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
  const rules = createLeftOutRules(repository, given.policy.ignore);
  const listed = await listFiles(root, { skip: (path) => rules.byPlace(path) !== null });
  const within = listed.paths.filter((path) => path.startsWith(folder));
  const leftOut = await rules.sort(within);
  const paths = within.filter((path) => !leftOut.has(path) && given.engine.languageOf(path) !== null);
  const facts: Fact[] = [];
  const summaries = new Map<string, FileSummary>();
  const failures: Failure[] = [];
  const problems = [...listed.problems];
  let files = 0;
  for (const path of paths) {
    if (given.cancel !== undefined) {
      await given.cancel.pause();
      checkCancelled(given.cancel);
    }
    const read = await readSnapshot(root, path);
    if (read.kind === 'unreadable') problems.push(read.problem);
    if (read.kind !== 'file' || read.snapshot.notJudged !== null) continue;
    const explained = await readFileFacts(path, read.snapshot.version, given);
    facts.push(...explained.facts);
    if (explained.summary !== null) summaries.set(path, explained.summary);
    failures.push(...explained.failures);
    files += 1;
    onFile(files, paths.length);
  }
  return { facts, summaries, files, failures, problems };
}
