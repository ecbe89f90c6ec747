import { mergeFacts } from './facts/merge-facts.ts';
import { readFacts, type FileFacts } from './facts/read-facts.ts';
import { createWorkspace, stillHolds, type Uses } from './facts/workspace.ts';
import { embeddedIn } from './languages/embedded/table.ts';
import { languageById } from './languages/table.ts';
import type { Engine } from './load-language.ts';
import { checkCancelled, type Cancel } from './model/cancel.ts';
import type { FileVersion } from './model/change.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { TeamTables } from './model/policy.ts';
import type { Failure } from './model/problem.ts';
import type { FileSummary } from './model/summary.ts';
import type { LanguageId, SyntaxTree } from './model/syntax.ts';
import { examplesOf } from './read-examples.ts';
import { type EmbeddedTrees, parseEmbedded } from './read-embedded.ts';
import type { NotParsed } from './syntax/parse.ts';
import { groupBy } from './text/group-by.ts';
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
  /** What the policy of the team adds to the tables. */
  readonly team?: TeamTables;
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

/** What is known of other files, on each side. */
export type Known = Readonly<Record<Side, Summaries>>;

/** Reads texts elsewhere, on another thread, as `readOne` does: one batch after the other. */
export interface Helper {
  /** Outcomes in the order of the jobs. A text that brings it down has the outcome `failed`, and no other has. */
  readonly read: (jobs: readonly ReadingJob[], known: Known) => Promise<readonly ReadingOutcome[]>;
  /** It has read before and can go on at once. */
  readonly isWarm: () => boolean;
  /** Gives back what it holds once it has read what it was given. It may be asked again. */
  readonly rest: () => Promise<void>;
}

export interface ReadingContext {
  readonly engine: Engine;
  readonly cache: AnalysisCache;
  readonly cancel: Cancel;
  /** Large sets are shared among them; they read what the parser of this thread cannot read any more. */
  readonly helpers?: readonly Helper[];
}

/** A lowered tree has about a kilobyte a line. */
const MAX_KEPT_TREES = 80;
/** A text is read with and without the change set's other files. */
const MAX_READINGS = 3;
/** Characters that take this thread about a second: less is read sooner than a helper starts. */
const MIN_SHARED = 1_000_000;
/** Texts that are worth a message to a helper that is there anyway. What is typed in is one, and is read from the tree before it. */
const MIN_TEXTS = 2;
/** Characters a helper is given at once: about a tenth of a second, so that it can be cancelled and both end together. */
const BATCH = 80_000;
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
  const trees = new Map<string, ParsedFile>();
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const open = [...jobs.keys()].filter((at) => {
      const reading = readings[at];
      return (
        pass === 0 || (reading !== null && reading !== undefined && !stillHolds(reading.uses, known[jobs[at]!.side]))
      );
    });
    if (open.length === 0) break;
    const outcomes = await readAll(
      open.map((at) => jobs[at]!),
      known,
      context,
      trees,
    );
    for (const [place, at] of open.entries()) {
      const outcome = outcomes[place]!;
      readings[at] = outcome.kind === 'read' ? outcome.reading : null;
      if (outcome.kind === 'failed') failures.push({ path: jobs[at]!.path, stage: 'parse', message: outcome.message });
    }
    for (const [at, reading] of readings.entries())
      if (reading !== null) known[jobs[at]!.side].set(reading.facts.path, reading.facts.summary);
  }
  return readings;
}

/** Outcomes in the order of the jobs, whoever reads them. @throws Cancelled */
export async function readAll(
  jobs: readonly ReadingJob[],
  known: Known,
  context: ReadingContext,
  trees: Map<string, ParsedFile>,
): Promise<readonly ReadingOutcome[]> {
  const { helpers = [], engine, cache, cancel } = context;
  const outcomes = jobs.map((job) => fromCache(job, known[job.side], cache));
  const unread = [...jobs.keys()].filter((at) => outcomes[at] === null);
  const length = unread.reduce((sum, at) => sum + jobs[at]!.version.text.length, 0);
  const isWorthIt = length >= MIN_SHARED || (unread.length >= MIN_TEXTS && helpers.some((helper) => helper.isWarm()));
  const isShared = helpers.length > 0 && (isWorthIt || engine.runtime()?.hasTrapped() === true);
  if (isShared) await share(unread, jobs, known, context, outcomes);
  const shared = new Set(isShared ? unread : []);
  for (const [at, job] of jobs.entries()) {
    if (shared.has(at)) continue;
    await cancel.pause();
    checkCancelled(cancel);
    outcomes[at] ??= await readOwn(job, known[job.side], context, trees);
  }
  return outcomes.map((outcome) => outcome!);
}

/** Half of the helpers begin at one end of the languages, half at the other: each loads fewer grammars. @throws Cancelled */
async function share(
  unread: readonly number[],
  jobs: readonly ReadingJob[],
  known: Known,
  { helpers = [], cache, cancel }: ReadingContext,
  outcomes: (ReadingOutcome | null)[],
): Promise<void> {
  const batches = toBatches(unread, jobs);
  const work = async (helper: Helper, isAtEnd: boolean): Promise<void> => {
    for (;;) {
      const batch = isAtEnd ? batches.pop() : batches.shift();
      if (batch === undefined) return;
      const answers = await helper.read(
        batch.map((at) => jobs[at]!),
        known,
      );
      for (const [place, at] of batch.entries()) {
        const outcome = answers[place]!;
        outcomes[at] = outcome;
        if (outcome.kind === 'read') keep(jobs[at]!, outcome.reading, cache);
        await cancel.pause();
      }
      checkCancelled(cancel);
    }
  };
  await Promise.all(helpers.map((helper, number) => work(helper, number % 2 === 1)));
}

/** By language, both sides of a file together: the second grows from the first. */
function toBatches(unread: readonly number[], jobs: readonly ReadingJob[]): number[][] {
  const byLanguage = groupBy(unread, (at) => jobs[at]!.language);
  const batches: number[][] = [];
  for (const places of byLanguage.values()) {
    let batch: number[] = [];
    let room = 0;
    let last: string | null = null;
    for (const at of places) {
      const { version, path } = jobs[at]!;
      if (last === null || (room < version.text.length && path !== last)) {
        batch = [];
        batches.push(batch);
        room = BATCH;
      }
      batch.push(at);
      room -= version.text.length;
      last = path;
    }
  }
  return batches;
}

/** One text, with the cache of its context. @throws Cancelled */
export async function readOne(job: ReadingJob, files: Summaries, context: ReadingContext): Promise<ReadingOutcome> {
  return fromCache(job, files, context.cache) ?? (await readOwn(job, files, context, new Map()));
}

async function readOwn(
  job: ReadingJob,
  files: Summaries,
  context: ReadingContext,
  trees: Map<string, ParsedFile>,
): Promise<ReadingOutcome> {
  const key = `${job.side} ${job.path}`;
  const parsed = trees.get(key) ?? (await parseFile(job, context));
  if (parsed.kind === 'not-parsed') return { kind: 'failed', message: parsed.message };
  if (trees.size < MAX_KEPT_TREES) trees.set(key, parsed);
  const reading = readTrees(job, parsed, files, context);
  keep(job, reading, context.cache);
  return { kind: 'read', reading };
}

function fromCache(job: ReadingJob, files: Summaries, cache: AnalysisCache): ReadingOutcome | null {
  const known = (cache.get(keyOf(job)) ?? []) as readonly FileReading[];
  const reading = known.find(({ uses }) => stillHolds(uses, files));
  return reading === undefined ? null : { kind: 'read', reading };
}

/** A text and the code of other languages in it, parsed. */
type ParsedFile =
  | {
      readonly kind: 'trees';
      readonly language: LanguageDefinition;
      readonly tree: SyntaxTree;
      /** Null: it holds none. */
      readonly code: EmbeddedTrees | null;
    }
  | NotParsed;

/** @throws Cancelled */
async function parseFile(
  { path, version, language: id }: ReadingJob,
  { engine, cancel }: ReadingContext,
): Promise<ParsedFile> {
  const language = languageById(id);
  if (language === null) throw new Error(`no language is called ${id}`);
  const inside = embeddedIn(id, path, version.text);
  await engine.load([id, ...(inside?.codes ?? []).map((code) => code.language)]);
  const parsed = engine.parse(language, path, version.text, cancel);
  if (parsed.kind === 'not-parsed') return parsed;
  const code = inside === null ? null : parseEmbedded(inside, path, version.text, engine, cancel);
  return { kind: 'trees', language, tree: parsed.tree, code };
}

/** @throws Cancelled */
function readTrees(
  { path, side, version, team }: ReadingJob,
  { language: own, tree: whole, code }: Extract<ParsedFile, { readonly kind: 'trees' }>,
  files: Summaries,
  { engine, cancel }: ReadingContext,
): FileReading {
  const uses: Uses = new Map();
  const workspace = createWorkspace(files, uses, path);
  const read = (tree: SyntaxTree, language: LanguageDefinition): FileFacts => {
    const examples = examplesOf(team, language, engine, cancel);
    const tables = team === undefined ? {} : { team, patterns: examples.patterns };
    const facts = readFacts({ path, blob: version.blob, side, language, tree, ...tables }, workspace);
    // A rule that looks for nothing must not look as if nothing were found.
    const unread = examples.unread.map(({ message }) => ({ path, stage: 'policy' as const, message }));
    return unread.length === 0 ? facts : { ...facts, failures: [...facts.failures, ...unread] };
  };
  const host = read(whole, own);
  if (code === null) return { facts: host, uses };
  const codes = code.trees.map(({ tree, language }) => read(tree, language));
  return { facts: mergeFacts(host, codes, code), uses };
}

/** A renamed file may be read in another language. */
function keyOf({ path, side, version, language, team }: ReadingJob): string {
  return hashParts([path, version.blob, side, language, ...(team === undefined ? [] : [JSON.stringify(team)])]);
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

/** Facts are about 2 KB each with their places and reasons; a word of a subject is a number; a passage is about 600 bytes. */
function weightOf({ facts, subjects, summary: { passages } }: FileFacts): number {
  const ways = passages === undefined ? 0 : passages.passages.length * 600 + passages.calls.length * 300;
  return 2_000 + ways + facts.length * 2_000 + subjects.reduce((sum, { words }) => sum + 200 + words.length * 8, 0);
}
