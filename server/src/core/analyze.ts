import { detect } from './detectors/detect.ts';
import { compareFacts, type FilePair } from './facts/delta.ts';
import { policyPaths, withGrants } from './facts/need-against-grant.ts';
import { readFacts, type FileFacts, type UnlistedCall } from './facts/read-facts.ts';
import { createWorkspace, digestUse, type Uses } from './facts/workspace.ts';
import type { Engine } from './load-language.ts';
import { checkCancelled, type Cancel } from './model/cancel.ts';
import type { ChangeSet, FileChange, FileVersion, Hunk, HunkId } from './model/change.ts';
import type { Fact, FactChange } from './model/fact.ts';
import type { Detected, Finding } from './model/finding.ts';
import type { Policy } from './model/policy.ts';
import type { Failure } from './model/problem.ts';
import { RESULT_SCHEMA_VERSION, type ReviewedFact, type ReviewedFile, type ReviewResult } from './model/result.ts';
import type { FileSummary } from './model/summary.ts';
import { builtInRoleOrder } from './facts/orders/role-order.ts';
import { media } from './languages/media.ts';
import type { LanguageDefinition } from './model/language.ts';
import { judge } from './policy/judge.ts';
import type { Parsed } from './syntax/parse.ts';
import { hashParts } from './text/hash.ts';

/** Kept by the shell, bounded there. Values are opaque to it. */
export interface AnalysisCache {
  readonly get: (key: string) => unknown;
  /** `weight` is about the bytes the value holds. */
  readonly set: (key: string, value: unknown, weight: number) => void;
}

export interface AnalysisContext {
  readonly engine: Engine;
  readonly policy: Policy;
  /** Unchanged files by path; null: it does not exist. What is absent may be asked for in `wants`. */
  readonly files: ReadonlyMap<string, FileSummary | null>;
  readonly cache: AnalysisCache;
  readonly cancel: Cancel;
}

export interface Analysis {
  readonly result: ReviewResult;
  /** Paths whose summaries would make the answer better. The shell supplies them and calls again, at most four rounds. */
  readonly wants: readonly string[];
}

type Side = 'before' | 'after';

/** Lowered trees of one side by path: a file that is read again with more files at hand is parsed once. */
type Trees = Map<string, Parsed>;
/** A lowered tree has about a kilobyte a line. */
const MAX_KEPT_TREES = 40;

/** One reading of a text, with what it used of other files. A text is read with and without the change set's other files. */
const MAX_READINGS = 3;
interface Cached {
  readonly facts: FileFacts;
  readonly uses: Uses;
}

/**
 * Says what a change set requires, touches and decides. Budgets are counts, so the same input gives the same answer.
 * @throws Cancelled
 * @throws Error when a grammar cannot be loaded
 */
export async function analyze(changeSet: ChangeSet, context: AnalysisContext): Promise<Analysis> {
  const failures: Failure[] = [];
  const judged = changeSet.files.filter(
    (file) => file.notJudged === undefined && languageOfFile(file, context) !== null,
  );
  await context.engine.load(
    new Set(
      judged.flatMap((file) => [
        languageOfSide(file, 'before', context)!.id,
        languageOfSide(file, 'after', context)!.id,
      ]),
    ),
  );
  const wants = new Set<string>();
  const before = await readSide(judged, 'before', context, wants, failures);
  const after = await readSide(judged, 'after', context, wants, failures);
  const failed = new Set(failures.map((failure) => failure.path));
  const read = judged
    .filter((file) => !failed.has(file.path))
    .map((file): FilePair => ({ before: before.get(file.path) ?? null, after: after.get(file.path) ?? null }));
  for (const path of policyPaths(read)) if (!context.files.has(path)) wants.add(path);
  const pairs = withGrants(read, context.files);
  failures.push(...pairs.flatMap((pair) => [...(pair.before?.failures ?? []), ...(pair.after?.failures ?? [])]));
  const changes = compareFacts(pairs, { roleOrder: [...builtInRoleOrder, ...context.policy.roleOrder] });
  const { detected, failures: crashed } = detect(changes);
  failures.push(...crashed);
  const result: ReviewResult = {
    schemaVersion: RESULT_SCHEMA_VERSION,
    files: changeSet.files.map((file) =>
      toReviewedFile(file, context, failed, before.get(file.path), after.get(file.path)),
    ),
    facts: changes.filter((row) => row.change !== 'unchanged' && row.change !== 'moved').map(toReviewedFact),
    findings: toFindings(detected, changeSet, context.policy),
    failures,
    problems: [],
    stats: { files: changeSet.files.length, bytes: changeSet.files.reduce((sum, file) => sum + sizeOf(file), 0) },
  };
  return { result, wants: [...wants].sort() };
}

export interface Explanation {
  readonly facts: readonly Fact[];
  /** Calls of known libraries that no table has a row for: nothing is claimed of them. */
  readonly unlisted: readonly UnlistedCall[];
  readonly failures: readonly Failure[];
  readonly wants: readonly string[];
}

/** All facts of one file as it stands, with how each is known. */
export async function explain(path: string, version: FileVersion, context: AnalysisContext): Promise<Explanation> {
  const language = context.engine.languageOf(path, version.text);
  if (language === null)
    return {
      facts: [],
      unlisted: [],
      failures: [{ path, stage: 'parse', message: 'No grammar for this kind of file.' }],
      wants: [],
    };
  await context.engine.load([language.id]);
  const failures: Failure[] = [];
  const wants = new Set<string>();
  const entry = readOne(path, version, language, 'after', context.files, context, failures);
  if (entry !== null) collectWants(entry.uses, wants);
  return {
    facts: entry?.facts.facts ?? [],
    unlisted: entry?.facts.unlisted ?? [],
    failures: [...failures, ...(entry?.facts.failures ?? [])],
    wants: [...wants].sort(),
  };
}

/** What other files may need to know of an unchanged one; null when no language is known for it or it cannot be parsed. */
export async function summarize(
  path: string,
  version: FileVersion,
  context: AnalysisContext,
): Promise<FileSummary | null> {
  const language = context.engine.languageOf(path, version.text);
  if (language === null) return null;
  await context.engine.load([language.id]);
  return readOne(path, version, language, 'after', context.files, context, [])?.facts.summary ?? null;
}

/**
 * Facts of one side of every file. Files of the change set may refer to each other: they are read once without, and those
 * that asked for another of them once more with it.
 */
async function readSide(
  files: readonly FileChange[],
  side: Side,
  context: AnalysisContext,
  wants: Set<string>,
  failures: Failure[],
): Promise<ReadonlyMap<string, FileFacts>> {
  const summaries = new Map(context.files);
  const pathOf = (file: FileChange): string => (side === 'before' ? (file.previousPath ?? file.path) : file.path);
  for (const file of files) summaries.set(pathOf(file), null);
  let entries = new Map<string, Cached>();
  const trees: Trees = new Map();
  for (let pass = 0; pass < 3; pass += 1) {
    const next = new Map<string, Cached>();
    let isStable = true;
    for (const file of files) {
      await context.cancel.pause();
      checkCancelled(context.cancel);
      const version = file[side];
      if (version === undefined) continue;
      const old = entries.get(file.path);
      if (old !== undefined && holds(old.uses, summaries)) {
        next.set(file.path, old);
        continue;
      }
      isStable = false;
      const entry = readOne(
        pathOf(file),
        version,
        languageOfSide(file, side, context)!,
        side,
        summaries,
        context,
        pass === 0 ? failures : [],
        trees,
      );
      if (entry !== null) next.set(file.path, entry);
    }
    entries = next;
    if (isStable) break;
    for (const { facts } of entries.values()) summaries.set(facts.path, facts.summary);
  }
  for (const { uses } of entries.values()) collectWants(uses, wants);
  return new Map([...entries].map(([path, entry]) => [path, entry.facts]));
}

function readOne(
  path: string,
  version: FileVersion,
  language: LanguageDefinition,
  side: Side,
  files: ReadonlyMap<string, FileSummary | null>,
  context: AnalysisContext,
  failures: Failure[],
  trees: Trees = new Map(),
): Cached | null {
  // A renamed file may be read in another language.
  const key = hashParts([path, version.blob, side, language.id]);
  const known = (context.cache.get(key) ?? []) as readonly Cached[];
  const cached = known.find(({ uses }) => holds(uses, files));
  if (cached !== undefined) return cached;
  const parsed = trees.get(path) ?? context.engine.parse(language, path, version.text, context.cancel);
  if (parsed.kind === 'not-parsed') {
    failures.push({ path, stage: 'parse', message: parsed.message });
    return null;
  }
  if (trees.size < MAX_KEPT_TREES) trees.set(path, parsed);
  const uses: Uses = new Map();
  const source = { path, blob: version.blob, side, language, tree: parsed.tree };
  const entry = { facts: readFacts(source, createWorkspace(files, uses)), uses };
  const kept = [entry, ...known].slice(0, MAX_READINGS);
  context.cache.set(
    key,
    kept,
    kept.reduce((sum, { facts }) => sum + weightOf(facts), 0),
  );
  return entry;
}

/** Facts are about 2 KB each with their places and reasons; a word of a subject is a number. */
function weightOf({ facts, subjects }: FileFacts): number {
  return 2_000 + facts.length * 2_000 + subjects.reduce((sum, { words }) => sum + 200 + words.length * 8, 0);
}

function holds(uses: Uses, files: ReadonlyMap<string, FileSummary | null>): boolean {
  for (const [use, digest] of uses) if (digestUse(files, use) !== digest) return false;
  return true;
}

function collectWants(uses: Uses, wants: Set<string>): void {
  for (const [use, digest] of uses) if (digest === 'unknown') wants.add(use);
}

function languageOfFile({ path, before, after }: FileChange, { engine }: AnalysisContext): LanguageDefinition | null {
  return engine.languageOf(path, (after ?? before)?.text);
}

/** Each side is read in its own language: a file that is renamed from `.ts` to `.js` had types before. */
function languageOfSide(file: FileChange, side: Side, context: AnalysisContext): LanguageDefinition | null {
  const { path, previousPath = path, before } = file;
  const own = side === 'after' || before === undefined ? null : context.engine.languageOf(previousPath, before.text);
  return own ?? languageOfFile(file, context);
}

function sizeOf(file: FileChange): number {
  return (file.before?.text.length ?? 0) + (file.after?.text.length ?? 0);
}

function toReviewedFile(
  file: FileChange,
  context: AnalysisContext,
  failed: ReadonlySet<string>,
  before?: FileFacts,
  after?: FileFacts,
): ReviewedFile {
  const { path, previousPath, status, hunks } = file;
  const language = languageOfFile(file, context);
  const notJudged =
    (language?.id === media.id ? undefined : file.notJudged) ??
    (language === null
      ? ({ reason: 'no-grammar', message: 'No grammar for this kind of file.' } as const)
      : undefined) ??
    (failed.has(path) ? ({ reason: 'failed', message: 'The analysis failed.' } as const) : undefined);
  const isClean = (before?.isClean ?? true) && (after?.isClean ?? true);
  return {
    path,
    ...(previousPath === undefined ? {} : { previousPath }),
    status,
    language: language?.id ?? null,
    parsed: notJudged !== undefined ? 'no' : isClean ? 'clean' : 'errors',
    ...(notJudged === undefined ? {} : { notJudged }),
    hunks,
  };
}

function toReviewedFact({ change, fact, before }: FactChange): ReviewedFact {
  if (before === undefined) return { ...fact, change };
  const { key, action, resource, qualifiers, detail, provenance } = before;
  return {
    ...fact,
    change,
    before: {
      key,
      action,
      resource,
      provenance,
      ...(qualifiers === undefined ? {} : { qualifiers }),
      ...(detail === undefined ? {} : { detail }),
    },
  };
}

function toFindings(detected: readonly Detected[], changeSet: ChangeSet, policy: Policy): readonly Finding[] {
  const seen = new Map<string, number>();
  return detected.flatMap((one) => {
    const file = changeSet.files.find((each) => each.path === one.path || each.previousPath === one.path);
    if (file === undefined) return [];
    // A rename is no other place.
    const path = file.previousPath ?? file.path;
    const base = hashParts([one.detectorId, one.change, path, one.subject.symbol, one.action, one.resource.norm]);
    const ordinal = seen.get(base) ?? 0;
    seen.set(base, ordinal + 1);
    const fingerprint = ordinal === 0 ? base : hashParts([base, String(ordinal)]);
    return [{ ...one, path: file.path, ...judge(policy, one), fingerprint, hunk: hunkAt(file.hunks, one) }];
  });
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
