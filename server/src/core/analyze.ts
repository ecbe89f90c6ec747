import { detect } from './detectors/detect.ts';
import { compareFacts, type FilePair } from './facts/delta.ts';
import { policyPaths, withGrants } from './facts/need-against-grant.ts';
import type { FileFacts, UnlistedCall } from './facts/read-facts.ts';
import { wantedBy, type Uses } from './facts/workspace.ts';
import type { ChangeSet, FileChange, FileVersion, Hunk, HunkId } from './model/change.ts';
import type { Fact, FactChange } from './model/fact.ts';
import type { Detected, Finding } from './model/finding.ts';
import type { Policy, TeamTables } from './model/policy.ts';
import type { Failure } from './model/problem.ts';
import { RESULT_SCHEMA_VERSION, type ReviewedFact, type ReviewedFile, type ReviewResult } from './model/result.ts';
import type { FileSummary } from './model/summary.ts';
import { builtInRoleOrder } from './facts/orders/role-order.ts';
import { media } from './languages/media.ts';
import { otherText } from './languages/other-text.ts';
import type { LanguageDefinition } from './model/language.ts';
import { chainsThrough, joinChains, withinChains } from './join-chains.ts';
import { joinRegistration, withRegister } from './join-registration.ts';
import { judge } from './policy/judge.ts';
import { wantedOwners, withOwners } from './owner-changes.ts';
import { policyChanges, tellsMoreThan } from './policy-changes.ts';
import { readOne, readSides, type ReadingContext, type ReadingJob, type Side, type Summaries } from './read-sides.ts';
import { fingerprintOf } from './text/fingerprint.ts';
import { folderOfPattern, isFolderPattern } from './text/folder-pattern.ts';

export interface AnalysisContext extends ReadingContext {
  readonly policy: Policy;
  /** Unchanged files by path; null: it does not exist. What is absent may be asked for in `wants`. */
  readonly files: Summaries;
}

export interface Analysis {
  /** What the texts say together, as far as they were read: made when it is asked for. Who still gets what is wanted need not ask. */
  readonly conclude: () => ReviewResult;
  /** Paths whose summaries would make the answer better. The shell supplies them and calls again, at most four rounds. */
  readonly wants: readonly string[];
}

/** Files of functions that are asked for to know what runs as whom. */
const MAX_WANTED_OF_ROLES = 600;

/**
 * Says what a change set requires, touches and decides. Budgets are counts, so the same input gives the same answer.
 * @throws Cancelled
 * @throws Error when a grammar cannot be loaded
 */
export async function analyze(changeSet: ChangeSet, context: AnalysisContext): Promise<Analysis> {
  const failures: Failure[] = [];
  const judged = changeSet.files.filter((file) => file.notJudged === undefined);
  const jobs = judged.flatMap((file) => (['before', 'after'] as const).flatMap((side) => toJobs(file, side, context)));
  const readings = await readSides(
    jobs.map(({ job }) => job),
    context.files,
    context,
    failures,
  );
  const before = new Map<string, FileFacts>();
  const after = new Map<string, FileFacts>();
  const wants = new Set<string>();
  for (const [at, { file, job }] of jobs.entries()) {
    const reading = readings[at];
    if (reading === null || reading === undefined) continue;
    (job.side === 'before' ? before : after).set(file.path, reading.facts);
    collectWants(reading.uses, wants);
  }
  const failed = new Set(failures.map((failure) => failure.path));
  const sides = judged
    .filter((file) => !failed.has(file.path))
    .map((file): FilePair => ({ before: before.get(file.path) ?? null, after: after.get(file.path) ?? null }));
  for (const path of policyPaths(sides)) if (!context.files.has(path)) wants.add(path);
  const { pairs, wants: more } = withGrants(sides, context.files);
  for (const path of more.slice(0, MAX_WANTED_OF_ROLES)) if (!context.files.has(path)) wants.add(path);
  failures.push(...pairs.flatMap((pair) => [...(pair.before?.failures ?? []), ...(pair.after?.failures ?? [])]));
  const registration = joinRegistration(changeSet, { before, after }, context.files);
  const owners = wantedOwners(changeSet).filter((path) => !context.files.has(path));
  for (const path of [...registration.wants, ...owners]) wants.add(path);
  failures.push(...registration.failures);
  const read = { changeSet, context, before, after, pairs, failed, failures, registered: registration.changes };
  return { conclude: () => conclude(read), wants: [...wants].sort() };
}

/** A change set, both sides of its files read. */
interface ReadSet {
  readonly changeSet: ChangeSet;
  readonly context: AnalysisContext;
  /** By the path that the file has now. */
  readonly before: ReadonlyMap<string, FileFacts>;
  readonly after: ReadonlyMap<string, FileFacts>;
  /** With the grants of both sides. */
  readonly pairs: readonly FilePair[];
  /** Paths of files that could not be read. */
  readonly failed: ReadonlySet<string>;
  readonly failures: readonly Failure[];
  readonly registered: readonly FactChange[];
}

function conclude({ changeSet, context, before, after, pairs, failed, failures, registered }: ReadSet): ReviewResult {
  const changes = [
    ...compareFacts(pairs, { roleOrder: [...builtInRoleOrder, ...context.policy.roleOrder] }),
    ...registered,
  ];
  const { detected, failures: crashed } = detect(changes);
  const governed = policyChanges(changeSet, context.policy, context.files);
  const chains = joinChains(changeSet, pairs, context.files);
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    files: changeSet.files.map((file) =>
      toReviewedFile(file, context, failed, before.get(file.path), after.get(file.path)),
    ),
    facts: changes.filter((row) => row.change !== 'unchanged' && row.change !== 'moved').map(toReviewedFact),
    findings: withinChains(
      toFindings(
        [...detected.filter((one) => !tellsMoreThan(governed, one)), ...governed, ...chains.detected],
        changeSet,
        context,
      ),
      pairs,
    ),
    failures: [...failures, ...crashed, ...chains.failures],
    problems: [],
    stats: { files: changeSet.files.length, bytes: changeSet.files.reduce((sum, file) => sum + sizeOf(file), 0) },
  };
}

export interface Explanation {
  readonly facts: readonly Fact[];
  /** Calls of known libraries that no table has a row for: nothing is claimed of them. */
  readonly unlisted: readonly UnlistedCall[];
  /** Chains that it is a step of, with the files that are at hand. */
  readonly chains: readonly Detected[];
  readonly failures: readonly Failure[];
  readonly wants: readonly string[];
}

/** All facts of one file as it stands, with how each is known. */
export async function explain(path: string, version: FileVersion, context: AnalysisContext): Promise<Explanation> {
  const language = context.engine.languageOf(path, version.text);
  if (language === null) return failed(path, 'No grammar for this kind of file.');
  const job = { path, version, language: language.id, side: 'after', ...teamTables(context) } as const;
  const outcome = await readOne(job, context.files, context);
  if (outcome.kind === 'failed') return failed(path, outcome.message);
  const { facts, uses } = outcome.reading;
  const wants = new Set<string>();
  collectWants(uses, wants);
  const alone: readonly FilePair[] = [{ before: null, after: facts }];
  const { pairs, wants: more } = withGrants(alone, context.files);
  for (const each of [...policyPaths(alone), ...more.slice(0, MAX_WANTED_OF_ROLES)])
    if (!context.files.has(each)) wants.add(each);
  const { unlisted } = facts;
  const chains = chainsThrough(path, pairs, context.files);
  const failures = [...facts.failures, ...chains.failures];
  return { facts: pairs[0]?.after?.facts ?? [], unlisted, chains: chains.detected, failures, wants: [...wants].sort() };
}

function failed(path: string, message: string): Explanation {
  return { facts: [], unlisted: [], chains: [], failures: [{ path, stage: 'parse', message }], wants: [] };
}

/** What other files may need to know of an unchanged one; null when no language is known for it or it cannot be parsed. */
export async function summarize(
  path: string,
  version: FileVersion,
  context: AnalysisContext,
): Promise<FileSummary | null> {
  if (isFolderPattern(path)) return folderSummary(path, version);
  const language = context.engine.languageOf(path, version.text);
  if (language === null) return null;
  const outcome = await readOne(
    { path, version, language: language.id, side: 'after', ...teamTables(context) },
    context.files,
    context,
  );
  const summary = outcome.kind === 'read' ? outcome.reading.facts.summary : null;
  return withOwners(path, version.text, withRegister(path, version.text, summary));
}

/** What a folder holds: everything that each of its files exports. */
function folderSummary(path: string, { text, blob }: FileVersion): FileSummary {
  const folder = folderOfPattern(path);
  const names = text.split('\n').filter((name) => name !== '');
  return {
    path,
    blob,
    digest: blob,
    language: null,
    exports: {},
    reexports: names.map((name) => [folder === '' ? name : `${folder}/${name}`]),
    mounts: [],
    grants: [],
  };
}

/** None where the file has no such side. */
function toJobs(
  file: FileChange,
  side: Side,
  context: AnalysisContext,
): readonly { readonly file: FileChange; readonly job: ReadingJob }[] {
  const version = file[side];
  if (version === undefined) return [];
  const path = side === 'before' ? (file.previousPath ?? file.path) : file.path;
  const language = (languageOfSide(file, side, context) ?? otherText).id;
  return [{ file, job: { path, side, version, language, ...teamTables(context) } }];
}

/** One object a policy, so that the jobs of one analysis share it. */
const tables = new WeakMap<Policy, Pick<ReadingJob, 'team'>>();

function teamTables({ policy }: Pick<AnalysisContext, 'policy'>): Pick<ReadingJob, 'team'> {
  const known = tables.get(policy);
  if (known !== undefined) return known;
  const { dataClasses, guards, vendors, sinks, wrappers, patterns } = policy;
  const rows = Object.entries({ dataClasses, guards, vendors, sinks, wrappers, patterns });
  const given = rows.filter(([, row]) => row !== undefined);
  const made = given.length === 0 ? {} : { team: Object.fromEntries(given) as TeamTables };
  tables.set(policy, made);
  return made;
}

function collectWants(uses: Uses, wants: Set<string>): void {
  for (const [use, digest] of uses) {
    const path = wantedBy(use, digest);
    if (path !== null) wants.add(path);
  }
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
    (language?.isPartly === true
      ? ({
          reason: 'no-grammar',
          message: 'Only some of this kind of file is read.',
        } as const)
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

function toFindings(detected: readonly Detected[], changeSet: ChangeSet, context: AnalysisContext): readonly Finding[] {
  const { origin } = changeSet;
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
    const about = { origin, language: languageOfFile(file, context)?.id ?? null };
    const judged = judge(context.policy, one, about);
    return [{ ...one, path: file.path, ...judged, fingerprint, hunk: hunkAt(file.hunks, one) }];
  });
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
