import { standsAlone, stillHolds, wantedBy, type Uses } from './facts/workspace.ts';
import { withRegister } from './join-registration.ts';
import { withOwners } from './owner-changes.ts';
import type { FileVersion } from './model/change.ts';
import type { Fact } from './model/fact.ts';
import type { Automation } from './model/inventory.ts';
import type { Failure } from './model/problem.ts';
import type { FileSummary } from './model/summary.ts';
import { readAll, type ReadingContext, type ReadingJob, type Summaries } from './read-sides.ts';

export interface WorkspaceFile {
  readonly path: string;
  readonly version: FileVersion;
}

export interface FileRead {
  /** What needs and grants of other files say of them is not joined. */
  readonly facts: readonly Fact[];
  /** What in it runs by itself. */
  readonly automations: readonly Automation[];
  readonly failures: readonly Failure[];
  /** What other files may need to know of it; null: it cannot be parsed. */
  readonly summary: FileSummary | null;
  /** What of other files the reading builds on. */
  readonly uses: Uses;
}

/**
 * Files as they stand, as far as `known` says what they build on; null: no language is known for it. A caller that comes to
 * know more asks again for those that are outdated.
 *
 * @throws Cancelled
 */
export async function readFiles(
  files: readonly WorkspaceFile[],
  known: Summaries,
  context: ReadingContext,
): Promise<readonly (FileRead | null)[]> {
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
  return jobs.map((job): FileRead | null => {
    if (job === null) return null;
    const outcome = outcomes[at++]!;
    if (outcome.kind === 'failed') {
      const failures: Failure[] = [{ path: job.path, stage: 'parse', message: outcome.message }];
      return { facts: [], automations: [], failures, summary: null, uses: new Map() };
    }
    const { facts, automations = [], failures, summary } = outcome.reading.facts;
    const { path, version } = job;
    const known = withOwners(path, version.text, withRegister(path, version.text, summary));
    return { facts, automations, failures, summary: known, uses: outcome.reading.uses };
  });
}

/** More has come to be known of what it builds on. */
export function isOutdated({ uses }: Pick<FileRead, 'uses'>, known: Summaries): boolean {
  return !stillHolds(uses, known);
}

/** It says the same whatever other files say. */
export function isSelfContained({ uses }: Pick<FileRead, 'uses'>): boolean {
  return standsAlone(uses);
}

/** Paths, and patterns of folders, that it asked for and nobody has looked at. */
export function wantsOf({ uses }: Pick<FileRead, 'uses'>, known: Summaries): readonly string[] {
  return [...uses].flatMap(([use, digest]) => {
    const path = wantedBy(use, digest);
    return path === null || known.has(path) ? [] : [path];
  });
}
