import { pathsOfUse, type Uses } from './facts/workspace.ts';
import type { FileSummary } from './model/summary.ts';
import type { Summaries } from './read-sides.ts';
import { isFolderPattern, patternIndex } from './text/folder-pattern.ts';

/** Readings of both sides of a changed file. */
export interface FileUses {
  readonly path: string;
  readonly uses: Uses;
  readonly summary: FileSummary;
}

/**
 * Which other files each file builds on, as far as the analysis looked: what is said of the one may come from the other. Of
 * changed files what their readings asked for, of unchanged ones between them what they take in.
 *
 * @param changed paths, before and after
 */
export function buildsOn(
  readings: readonly FileUses[],
  files: Summaries,
  changed: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const summaries = [...readings.map(({ summary }) => summary), ...files.values()];
  const mounting = summaries.flatMap((each) => (each === null || each.mounts.length === 0 ? [] : [each]));
  const changedIn = patternIndex(changed);
  const found = new Map<string, Set<string>>();
  const add = (from: string, paths: readonly string[]): void => {
    const known = found.get(from) ?? new Set();
    found.set(from, known);
    for (const path of paths)
      for (const each of isFolderPattern(path) ? changedIn(path) : [path]) if (each !== from) known.add(each);
  };
  for (const { path, uses } of readings) for (const use of uses.keys()) add(path, pathsOfUse(use, mounting));
  for (const [path, summary] of files) if (summary !== null) add(path, takenIn(summary));
  return new Map([...found].map(([path, others]) => [path, [...others]]));
}

function takenIn({ code, reexports, exports }: FileSummary): readonly string[] {
  return [
    ...(code?.imports.flatMap(({ paths }) => paths) ?? []),
    ...reexports.flat(),
    ...Object.values(exports).flatMap((each) => (each.kind === 'alias' ? each.paths : [])),
  ];
}
