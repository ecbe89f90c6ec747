import { type AnalysisContext, teamTables } from './analysis-context.ts';
import { detect } from './detectors/detect.ts';
import { lostConditions } from './facts/conditions/lost.ts';
import { compareFacts, type FilePair } from './facts/delta.ts';
import { builtInRoleOrder } from './facts/orders/role-order.ts';
import type { FileFacts } from './facts/read-facts.ts';
import { joinChains, withinChains } from './join-chains.ts';
import { buildsOn, type FileUses } from './builds-on.ts';
import { foldersOfAdditions } from './facts/vendored-additions.ts';
import { joinVendored } from './join-vendored.ts';
import { joinRegistration } from './join-registration.ts';
import { languageOfSide } from './language-of-change.ts';
import { otherText } from './languages/other-text.ts';
import type { ChangeSet, FileChange } from './model/change.ts';
import type { FactChange } from './model/fact.ts';
import type { Failure } from './model/problem.ts';
import { RESULT_SCHEMA_VERSION, type ReviewResult } from './model/result.ts';
import { wantedOwners } from './owner-changes.ts';
import { policyChanges, tellsMoreThan } from './policy-changes.ts';
import { readSides, type ReadingJob, type Side } from './read-sides.ts';
import { toFindings } from './to-findings.ts';
import { toReviewedFact, toReviewedFile } from './to-reviewed.ts';
import { collectWants, joinGranted, wantServers, wantTakenIn } from './wants.ts';

export interface Analysis {
  /** What the texts say together, as far as they were read: made when it is asked for. Who still gets what is wanted need not ask. */
  readonly conclude: () => ReviewResult;
  /** Paths whose summaries would make the answer better. The shell supplies them and calls again, at most four rounds. */
  readonly wants: readonly string[];
}

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
  const uses: FileUses[] = [];
  for (const [at, { file, job }] of jobs.entries()) {
    const reading = readings[at];
    if (reading === null || reading === undefined) continue;
    (job.side === 'before' ? before : after).set(file.path, reading.facts);
    collectWants(reading.uses, wants);
    uses.push({ path: file.path, uses: reading.uses, summary: reading.facts.summary });
  }
  const failed = new Set(failures.map((failure) => failure.path));
  const sides = judged
    .filter((file) => !failed.has(file.path))
    .map((file): FilePair => ({ before: before.get(file.path) ?? null, after: after.get(file.path) ?? null }));
  const pairs = joinGranted(sides, context.files, wants);
  wantServers(sides, context.files, wants);
  wantTakenIn(sides, context.files, wants);
  for (const folder of foldersOfAdditions(changeSet.files)) if (!context.files.has(folder)) wants.add(folder);
  failures.push(...pairs.flatMap((pair) => [...(pair.before?.failures ?? []), ...(pair.after?.failures ?? [])]));
  const registration = joinRegistration(changeSet, { before, after }, context.files);
  const owners = wantedOwners(changeSet).filter((path) => !context.files.has(path));
  for (const path of [...registration.wants, ...owners]) wants.add(path);
  failures.push(...registration.failures);
  const read = { changeSet, context, before, after, pairs, failed, failures, uses, registered: registration.changes };
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
  readonly uses: readonly FileUses[];
  readonly registered: readonly FactChange[];
}

function conclude({
  changeSet,
  context,
  before,
  after,
  pairs,
  failed,
  failures,
  uses,
  registered,
}: ReadSet): ReviewResult {
  const compared = compareFacts(pairs, { roleOrder: [...builtInRoleOrder, ...context.policy.roleOrder] });
  const changes = [
    ...compared,
    ...lostConditions(pairs, compared),
    ...registered,
    ...joinVendored(changeSet, pairs, context.files),
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
        [...detected.filter((one) => !tellsMoreThan(governed, one, changeSet)), ...governed, ...chains.detected],
        changeSet,
        context,
        after,
      ),
      pairs,
    ),
    failures: [...failures, ...crashed, ...chains.failures],
    problems: [],
    buildsOn: buildsOn(uses, context.files, new Set(changeSet.files.flatMap(pathsOf))),
    stats: { files: changeSet.files.length, bytes: changeSet.files.reduce((sum, file) => sum + sizeOf(file), 0) },
  };
}

function pathsOf({ path, previousPath }: FileChange): readonly string[] {
  return previousPath === undefined ? [path] : [path, previousPath];
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

function sizeOf(file: FileChange): number {
  return (file.before?.text.length ?? 0) + (file.after?.text.length ?? 0);
}
