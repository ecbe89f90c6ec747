import { stillHolds, wantedBy, type Uses } from './facts/workspace.ts';
import type { FileVersion } from './model/change.ts';
import type { FileSummary } from './model/summary.ts';
import { readAll, type ReadingContext, type ReadingJob, type Summaries } from './read-sides.ts';

export interface WorkspaceFile {
  readonly path: string;
  readonly version: FileVersion;
}

export interface Summarized {
  readonly summary: FileSummary;
  /** What of other files the summary builds on. */
  readonly uses: Uses;
}

/**
 * What other files may need to know of each of these, as far as `known` says what they build on; null: no language is known
 * for it, or it cannot be parsed. A caller that comes to know more asks again for those that are `outdated`.
 *
 * @throws Cancelled
 */
export async function summarizeAll(
  files: readonly WorkspaceFile[],
  known: Summaries,
  context: ReadingContext,
): Promise<readonly (Summarized | null)[]> {
  const jobs = files.map(({ path, version }): ReadingJob | null => {
    const language = context.engine.languageOf(path, version.text);
    return language === null ? null : { path, version, language: language.id, side: 'after' };
  });
  const outcomes = await readAll(
    jobs.filter((job) => job !== null),
    { before: new Map(), after: known },
    context,
    new Map(),
  );
  let at = 0;
  return jobs.map((job) => {
    const outcome = job === null ? null : outcomes[at++]!;
    if (outcome?.kind !== 'read') return null;
    const { facts, uses } = outcome.reading;
    return { summary: facts.summary, uses };
  });
}

/** More has come to be known of what it builds on. */
export function isOutdated({ uses }: Pick<Summarized, 'uses'>, known: Summaries): boolean {
  return !stillHolds(uses, known);
}

/** Paths, and patterns of folders, that it asked for and nobody has looked at. */
export function wantsOf({ uses }: Pick<Summarized, 'uses'>, known: Summaries): readonly string[] {
  return [...uses].flatMap(([use, digest]) => {
    const path = wantedBy(use, digest);
    return path === null || known.has(path) ? [] : [path];
  });
}
