import type { Cancel } from '../core/model/cancel.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { ingestVersions, toVersion } from '../core/ingest.ts';
import type { AnalysisCache } from '../core/verbs.ts';
import { analyzeWorkspace, createAnalysisCache } from '../host/analyze-workspace.ts';
import { readSnapshot } from '../host/files.ts';
import type { ContextSource } from '../host/summary-source.ts';
import type { Analyser } from './workspace.ts';

/** How far an analysis is. The core pauses twice a file (once a side), and again for files that refer to each other. */
export type Report = (done: number, total: number, path: string) => void;

export async function analyseSet(
  analyser: Analyser,
  changeSet: ChangeSet,
  cancel: Cancel,
  report: Report = () => undefined,
): Promise<ReviewResult> {
  const { policy } = analyser;
  const total = changeSet.files.length;
  let pauses = 0;
  const counted: Cancel = {
    isCancelled: cancel.isCancelled,
    async pause() {
      pauses += 1;
      const done = Math.min(total, Math.floor(pauses / 2));
      report(done, total, changeSet.files[Math.min(done, total - 1)]?.path ?? '');
      await cancel.pause();
    },
  };
  const result = await analyzeWorkspace(changeSet, { ...analyser, policy: policy.value, cancel: counted });
  return { ...result, problems: [...policy.problems, ...result.problems] };
}

/** The change set as it would be if these buffers were saved. Files whose buffer equals the earlier text drop out. */
export function withBuffers(changeSet: ChangeSet, texts: ReadonlyMap<string, string>): ChangeSet {
  const sides = changeSet.files.map((file) => {
    const text = texts.get(file.path);
    if (text === undefined || file.after === undefined || file.notJudged !== undefined) return file;
    const { mode } = file.after;
    return { ...file, after: { ...toVersion(text), ...(mode !== undefined && { mode }) } };
  });
  return { ...ingestVersions(sides, changeSet.origin), id: changeSet.id };
}

/** Unchanged files as the editor shows them: an edit in one open file may decide what an edit in another means. */
export function fromBuffers(find: (path: string) => string | undefined, disk: ContextSource): ContextSource {
  return async (path) => {
    const text = find(path);
    return text === undefined ? await disk(path) : toVersion(text);
  };
}

const draftBytes = 16 * 1024 * 1024;

/** For texts that live for one keystroke: what they add is soon forgotten, what the cache below holds is used. */
export function overCache(below: AnalysisCache): AnalysisCache {
  const own = createAnalysisCache(draftBytes);
  return { get: (key) => own.get(key) ?? below.get(key), set: own.set };
}

/** Reads a file once until `forget` is called: every keystroke asks for the same neighbours. */
export function rememberSource(source: ContextSource): { readonly read: ContextSource; readonly forget: () => void } {
  const known = new Map<string, ReturnType<ContextSource>>();
  const read: ContextSource = (path) => {
    const reading = known.get(path) ?? source(path);
    known.set(path, reading);
    return reading;
  };
  return { read, forget: () => known.clear() };
}

/** The text on disk now, or null when there is none that can be read. */
export async function readText(root: string, path: string): Promise<string | null> {
  const read = await readSnapshot(root, path);
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version.text : null;
}
