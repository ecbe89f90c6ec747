import type { AnalysisContext } from './analysis-context.ts';
import { languageOfFile } from './language-of-change.ts';
import { bringsItsMark } from './facts/file-context.ts';
import type { FileFacts } from './facts/read-facts.ts';
import type { ChangeSet, FileChange, Hunk, HunkId } from './model/change.ts';
import type { Detected, Finding } from './model/finding.ts';
import { judge } from './policy/judge.ts';
import { withRemaining } from './remaining-subject.ts';
import { fingerprintOf } from './text/fingerprint.ts';

/** What was detected, each with what the policy asks, a fingerprint of its own and the hunk it is shown at. */
export function toFindings(
  detected: readonly Detected[],
  changeSet: ChangeSet,
  context: AnalysisContext,
  after: ReadonlyMap<string, FileFacts> = new Map(),
): readonly Finding[] {
  const { origin, partly = [] } = changeSet;
  const seen = new Map<string, number>();
  const fileAt = filesByPath(changeSet);
  return detected.flatMap((one) => {
    const file = fileAt.get(one.path);
    if (file === undefined) return [];
    // A rename is no other place.
    const path = file.previousPath ?? file.path;
    const first = fingerprintOf(one, path, 0);
    const ordinal = seen.get(first) ?? 0;
    seen.set(first, ordinal + 1);
    const fingerprint = ordinal === 0 ? first : fingerprintOf(one, path, ordinal);
    const about = { origin, partly, language: languageOfFile(file, context)?.id ?? null };
    const found = { ...withRemaining(one, file.path, after), context: contextOf(one, file) };
    const judged = judge(context.policy, found, about);
    return [
      {
        ...found,
        path: file.path,
        ...judged,
        fingerprint,
        hunk: hunkAt(file.hunks, one),
      },
    ];
  });
}

function contextOf({ context }: Detected, file: FileChange): readonly string[] {
  return context.includes('generated') && bringsItsMark(file)
    ? context.filter((name) => name !== 'generated')
    : context;
}

/** By the path a file has or had; the first of the set where two have one. */
function filesByPath({ files }: ChangeSet): ReadonlyMap<string, FileChange> {
  const byPath = new Map<string, FileChange>();
  for (const file of files)
    for (const path of [file.path, file.previousPath])
      if (path !== undefined && !byPath.has(path)) byPath.set(path, file);
  return byPath;
}

/** The hunk a finding stands in, else the nearest on its side: a change far away can be what changed the meaning here. */
function hunkAt(hunks: readonly Hunk[], { side, range }: Pick<Detected, 'side' | 'range'>): HunkId {
  let best: { id: HunkId; distance: number } | null = null;
  for (const hunk of hunks) {
    const span = hunk[side];
    const first = range.start.line;
    const last = Math.max(first, range.end.line);
    const distance =
      last < span.start
        ? span.start - last
        : first >= span.start + Math.max(span.lines, 1)
          ? first - (span.start + span.lines) + 1
          : 0;
    if (best === null || distance < best.distance) best = { id: hunk.id, distance };
  }
  return best?.id ?? '';
}
