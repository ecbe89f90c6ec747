import type { Problem } from '../core/model/problem.ts';
import type { Wording } from '../core/model/wording.ts';
import type { Baseline } from './baseline.ts';
import type { Burst } from './burst.ts';
import type { CallEvidence } from './call-evidence.ts';
import { claimsOf } from './claims.ts';
import type { EditorEvidence } from './editor-evidence.ts';
import type { SizeLimits } from './files.ts';
import { followHead, mendSeed } from './follow-head.ts';
import { findGitBusy } from './git-busy.ts';
import { listWorktreeChanges } from './git-changes.ts';
import type { Journal } from './journal.ts';
import { examinePaths, type Examined } from './landed-examine.ts';
import type { Expected, LandedOptions, LandedState, LandedTiming, Row } from './landed-model.ts';
import type { Repository } from './git-repository.ts';
import type { LandedSets } from './landed-sets.ts';
import type { LeftOutCounts, LeftOutRules } from './left-out.ts';
import type { ReviewToKeep } from './keep-review.ts';
import { listFiles } from './list-files.ts';
import type { ToolWindows } from './tool-windows.ts';

/** What one look at the workspace needs, and the memory that looks share: the one mutable object of the channel. */
export interface Look {
  readonly options: LandedOptions;
  readonly limits: SizeLimits;
  readonly timing: LandedTiming;
  readonly baseline: Baseline;
  readonly journal: Journal;
  readonly sets: LandedSets;
  readonly evidence: EditorEvidence;
  readonly rules: LeftOutRules;
  readonly leftOut: LeftOutCounts;
  readonly rows: Map<string, Row>;
  /** What agents are about to write, by path: each stands on the one before it. */
  readonly expected: Map<string, readonly Expected[]>;
  readonly toolCalls: ToolWindows;
  /** Of the time before this editor. */
  readonly calls: CallEvidence;
  /** By change set: what was decided of it, until the journal says so. */
  readonly toKeep: Map<string, ReviewToKeep>;
  readonly pathProblems: Map<string, Problem>;
  readonly deferredSince: Map<string, number>;
  progress: LandedState['progress'];
  waiting: Wording | null;
  isScanWanted: boolean;
  /** Clock time; null: not while we watched. */
  stashMovedAt: number | null;
  readonly emit: () => void;
}

/** Compares the pending paths, and whatever git or another window has moved, with the baseline. The lock must be held. */
export async function lookAt(look: Look, pending: ReadonlySet<string>, burst: Burst): Promise<readonly Problem[]> {
  const { options, baseline, journal } = look;
  const { repository } = options;
  const problems = await journal.reload();
  await baseline.reload();
  const told = await look.calls.take();
  look.waiting = repository === null ? null : await findGitBusy(repository);
  if (look.waiting !== null) {
    for (const path of [...pending, ...told]) burst.add(path);
    burst.wake(look.timing.busyMs);
    return problems;
  }
  const mended = repository === null ? [] : await mendSeed(repository, baseline);
  const paths = new Set([...pending, ...told, ...mended, ...findStale(look)]);
  if (look.isScanWanted) for (const path of await scan(look)) paths.add(path);
  if (repository !== null)
    for (const path of await followGit(look, repository, [...paths], pending.size > 0)) paths.add(path);
  const { deferred } = await examine(look, paths);
  look.isScanWanted = false;
  for (const path of deferred) burst.add(path);
  await look.calls.kept();
  return problems;
}

/** `git stash` moves its ref first and takes the files back afterwards. */
const stashGraceMs = 10_000;

async function followGit(
  look: Look,
  repository: Repository,
  changed: readonly string[],
  hasEvents: boolean,
): Promise<readonly string[]> {
  const { options, baseline, limits, stashMovedAt } = look;
  const now = options.clock.now();
  const stash = baseline.state().git?.stash;
  // Without an event of a file there is nothing to explain: what is written down of a look must not lead to another one.
  const isStashFresh = hasEvents && stashMovedAt !== null && now - stashMovedAt < stashGraceMs;
  const paths = await followHead(repository, options.root, baseline, changed, isStashFresh, limits);
  if (baseline.state().git?.stash !== stash) look.stashMovedAt = now;
  return paths;
}

/** Compares paths, and puts what is undecided into change sets. */
export async function examine(look: Look, paths: Iterable<string>): Promise<Examined> {
  const { options, rows, sets, toKeep } = look;
  const examined = await examinePaths(
    {
      root: options.root,
      repository: options.repository,
      baseline: look.baseline,
      evidence: look.evidence,
      rules: look.rules,
      expected: look.expected,
      toolCalls: look.toolCalls,
      calls: look.calls,
      limits: look.limits,
      isUndecided: (path) => rows.has(path),
      claims: claimsOf(look.journal.entries()),
      mayDefer: (path) => mayDefer(look, path),
      report: (done, total, path) => report(look, done, total, path),
    },
    [...paths],
  );
  // What an agent asked about while this was looked at is still to come.
  for (const [path, arrived] of examined.arrived) {
    const left = (look.expected.get(path) ?? []).filter((each) => !arrived.includes(each));
    if (left.length === 0) look.expected.delete(path);
    else look.expected.set(path, left);
  }
  for (const [path, row] of examined.rows) {
    look.deferredSince.delete(path);
    if (row === null) rows.delete(path);
    else rows.set(path, row);
  }
  for (const [path, problem] of examined.problems) {
    if (problem === null) look.pathProblems.delete(path);
    else look.pathProblems.set(path, problem);
  }
  look.leftOut.add(examined.leftOut);
  const { amended, claims, ended } = examined;
  await sets.update(rows, { changed: new Set(examined.rows.keys()), amended, claims, ended, reviews: toKeep });
  toKeep.clear();
  return examined;
}

function mayDefer({ options: { clock }, deferredSince, timing }: Look, path: string): boolean {
  const since = deferredSince.get(path) ?? clock.now();
  deferredSince.set(path, since);
  return clock.now() - since < timing.saveGraceMs;
}

const worthShowing = 50;

function report(look: Look, done: number, total: number, path: string): void {
  if (total < worthShowing) return;
  look.progress = { done, total, path };
  look.emit();
}

/** Rows whose baseline another window has moved, and paths of sets that another window, or an earlier run, has begun. */
export function findStale({ rows, baseline, journal }: Look): readonly string[] {
  const { entries } = baseline.state();
  const moved = [...rows.values()].filter(({ path, before }) => {
    const entry = entries.get(path);
    return entry !== undefined && entry.blob !== (before?.version.blob ?? null);
  });
  const unseen = journal.entries().flatMap(({ paths }) => paths.filter((path) => !rows.has(path)));
  return [...moved.map(({ path }) => path), ...unseen];
}

/** Every path that may differ from the baseline. */
async function scan({ options: { root, repository }, baseline, rows, rules }: Look): Promise<readonly string[]> {
  const { seed, entries } = baseline.state();
  const known = [...rows.keys(), ...entries.keys()];
  if (repository === null || seed.kind !== 'git') {
    const { paths } = await listFiles(root, { skip: (path) => rules.byPlace(path) !== null });
    return [...known, ...paths];
  }
  return [...known, ...(await listWorktreeChanges(repository, seed.commit)).map(({ path }) => path)];
}
