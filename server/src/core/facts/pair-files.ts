import { splitKey, subjectKey, type FileSubjects } from './pair-subjects.ts';

/**
 * Which new file a deleted one became: the one that has most of what moved out of it, and has more of it than of any other.
 * Answers path before -> path after.
 */
export function pairFiles(
  files: readonly FileSubjects[],
  pairs: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const added = new Set(files.flatMap(({ before, after }) => (before === null && after !== null ? [after.path] : [])));
  const counted: { readonly from: string; readonly to: string; readonly count: number }[] = [];
  for (const { before, after } of files) {
    if (before === null || after !== null) continue;
    const counts = new Map<string, number>();
    for (const symbol of new Set(before.subjects.map((subject) => subject.symbol))) {
      const target = pairs.get(subjectKey(before.path, symbol));
      const path = target === undefined ? undefined : splitKey(target)[0];
      if (path !== undefined && added.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    for (const [to, count] of counts) counted.push({ from: before.path, to, count });
  }
  const successors = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of counted.toSorted((one, other) => other.count - one.count)) {
    if (successors.has(from) || taken.has(to)) continue;
    successors.set(from, to);
    taken.add(to);
  }
  return successors;
}
