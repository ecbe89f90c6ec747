import { readFacts, type FileFacts } from './facts/read-facts.ts';
import { createWorkspace, stillHolds, type Uses } from './facts/workspace.ts';
import { languageById } from './languages/table.ts';
import type { Engine } from './load-language.ts';
import { checkCancelled, type Cancel } from './model/cancel.ts';
import type { FileVersion } from './model/change.ts';
import type { Failure } from './model/problem.ts';
import type { FileSummary } from './model/summary.ts';
import type { LanguageId } from './model/syntax.ts';
import type { Parsed } from './syntax/parse.ts';
import { hashParts } from './text/hash.ts';

export type Side = 'before' | 'after';

/** What is known of other files, by path; null: there is no such file, absent: nobody looked. */
export type Summaries = ReadonlyMap<string, FileSummary | null>;

/** One text to be read for its facts. Plain data, like the answer. */
export interface ReadingJob {
  readonly path: string;
  readonly side: Side;
  readonly version: FileVersion;
  readonly language: LanguageId;
}

/** What a text says, with what it used of other files. */
export interface FileReading {
  readonly facts: FileFacts;
  readonly uses: Uses;
}

export type ReadingOutcome =
  | { readonly kind: 'read'; readonly reading: FileReading }
  /** The side could not be parsed. */
  | { readonly kind: 'failed'; readonly message: string };

/** Kept by the shell, bounded there. Values are opaque to it. */
export interface AnalysisCache {
  readonly get: (key: string) => unknown;
  /** `weight` is about the bytes the value holds. */
  readonly set: (key: string, value: unknown, weight: number) => void;
}

export interface ReadingContext {
  readonly engine: Engine;
  readonly cache: AnalysisCache;
  readonly cancel: Cancel;
}

/** A lowered tree has about a kilobyte a line. */
const MAX_KEPT_TREES = 80;
/** A text is read with and without the change set's other files. */
const MAX_READINGS = 3;
const MAX_PASSES = 3;

/**
 * Readings of all jobs, in their order; null where a text could not be parsed. Texts of one change set may refer to each
 * other: they are read once without, and those that asked for another of them once more with it.
 * @throws Cancelled
 * @throws Error when a grammar cannot be loaded
 */
export async function readSides(
  jobs: readonly ReadingJob[],
  files: Summaries,
  context: ReadingContext,
  failures: Failure[],
): Promise<readonly (FileReading | null)[]> {
  const known = { before: new Map(files), after: new Map(files) };
  for (const { path, side } of jobs) known[side].set(path, null);
  const readings: (FileReading | null)[] = jobs.map(() => null);
  const trees = new Map<string, Parsed>();
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const open = [...jobs.keys()].filter((at) => {
      const reading = readings[at];
      return (
        pass === 0 || (reading !== null && reading !== undefined && !stillHolds(reading.uses, known[jobs[at]!.side]))
      );
    });
    if (open.length === 0) break;
    for (const at of open) {
      await context.cancel.pause();
      checkCancelled(context.cancel);
      const job = jobs[at]!;
      const outcome = await readCached(job, known[job.side], context, trees);
      readings[at] = outcome.kind === 'read' ? outcome.reading : null;
      if (outcome.kind === 'failed') failures.push({ path: job.path, stage: 'parse', message: outcome.message });
    }
    for (const [at, reading] of readings.entries())
      if (reading !== null) known[jobs[at]!.side].set(reading.facts.path, reading.facts.summary);
  }
  return readings;
}

/** One text, with the cache of its context. @throws Cancelled */
export async function readOne(job: ReadingJob, files: Summaries, context: ReadingContext): Promise<ReadingOutcome> {
  return await readCached(job, files, context, new Map());
}

async function readCached(
  job: ReadingJob,
  files: Summaries,
  context: ReadingContext,
  trees: Map<string, Parsed>,
): Promise<ReadingOutcome> {
  const known = lookUp(job, files, context.cache);
  if (known !== null) return { kind: 'read', reading: known };
  await context.engine.load([job.language]);
  const outcome = readText(job, files, context, trees);
  if (outcome.kind === 'read') keep(job, outcome.reading, context.cache);
  return outcome;
}

/** The language must be loaded. @throws Cancelled */
function readText(
  { path, side, version, language: id }: ReadingJob,
  files: Summaries,
  { engine, cancel }: ReadingContext,
  trees: Map<string, Parsed>,
): ReadingOutcome {
  const language = languageById(id);
  if (language === null) throw new Error(`no language is called ${id}`);
  const key = `${side} ${path}`;
  const parsed = trees.get(key) ?? engine.parse(language, path, version.text, cancel);
  if (parsed.kind === 'not-parsed') return { kind: 'failed', message: parsed.message };
  if (trees.size < MAX_KEPT_TREES) trees.set(key, parsed);
  const uses: Uses = new Map();
  const source = { path, blob: version.blob, side, language, tree: parsed.tree };
  return { kind: 'read', reading: { facts: readFacts(source, createWorkspace(files, uses, path)), uses } };
}

/** A renamed file may be read in another language. */
function keyOf({ path, side, version, language }: ReadingJob): string {
  return hashParts([path, version.blob, side, language]);
}

function lookUp(job: ReadingJob, files: Summaries, cache: AnalysisCache): FileReading | null {
  const known = (cache.get(keyOf(job)) ?? []) as readonly FileReading[];
  return known.find(({ uses }) => stillHolds(uses, files)) ?? null;
}

function keep(job: ReadingJob, reading: FileReading, cache: AnalysisCache): void {
  const key = keyOf(job);
  const known = (cache.get(key) ?? []) as readonly FileReading[];
  const kept = [reading, ...known].slice(0, MAX_READINGS);
  cache.set(
    key,
    kept,
    kept.reduce((sum, { facts }) => sum + weightOf(facts), 0),
  );
}

/** Facts are about 2 KB each with their places and reasons; a word of a subject is a number. */
function weightOf({ facts, subjects }: FileFacts): number {
  return 2_000 + facts.length * 2_000 + subjects.reduce((sum, { words }) => sum + 200 + words.length * 8, 0);
}
