import { mkdir } from 'node:fs/promises';
import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { worded, type Wording } from '../core/model/wording.ts';
import { withoutPrompt } from './author.ts';
import { openBaseline, type Baseline } from './baseline.ts';
import { createBurst, type Burst } from './burst.ts';
import { createCallEvidence } from './call-evidence.ts';
import { openCallLog } from './call-log.ts';
import { createEditorEvidence } from './editor-evidence.ts';
import { defaultSizeLimits } from './files.ts';
import { keepOpenCalls, type OpenCallsKeeper } from './keep-open-calls.ts';
import { rememberFirstSight } from './first-sight.ts';
import { openJournal, type Journal } from './journal.ts';
import { withReview } from './keep-review.ts';
import { decide } from './landed-decide.ts';
import { isSame } from './landed-examine.ts';
import { lookAt, type Look } from './landed-look.ts';
import { keepProblems } from './keep-problems.ts';
import { defaultTiming, type LandedChannel, type LandedOptions, type LandedState } from './landed-model.ts';
import { createLandedSets } from './landed-sets.ts';
import { countLeftOut, createLeftOutRules, isOwnNoise } from './left-out.ts';
import { dismissMine, putUpMine } from './landed-mine.ts';
import { withLock } from './lock.ts';
import { HostProblem } from './problems.ts';
import { putAway } from './put-away.ts';
import { createToolWindows, createWindowsOfFolder, type ToolWindows } from './tool-windows.ts';

const lockWaitMs = 60_000;
/** An agent may ask and never write. */
const maxExpected = 500;
const maxExpectedOfPath = 20;

/**
 * Edits that are on disk already. Undecided is what differs between the baseline (last accepted) and the disk; deciding
 * moves one to the other. Windows of one work tree take turns by a lock and read what the other wrote, so each sees the
 * same sets. Nothing is shown before it is on disk.
 */
export async function openLandedChannel(options: LandedOptions): Promise<LandedChannel> {
  const { state, disk, clock, repository, limits = defaultSizeLimits } = options;
  const place = { folder: state.worktree, repository, disk, now: clock.now, limits };
  const baseline = await withLock(state.worktreeLock, () => openBaseline(place), lockWaitMs);
  const journal = await openJournal(journalOf(options), disk, clock.now);
  return toChannel(createLook(options, baseline, journal));
}

function journalOf({ state }: LandedOptions): string {
  return join(state.worktree, 'journal');
}

function createLook(
  options: LandedOptions,
  baseline: Baseline,
  journal: Journal,
): Look & { readonly listeners: Set<() => void>; readonly openCalls: OpenCallsKeeper } {
  const timing = { ...defaultTiming, ...options.timing };
  const listeners = new Set<() => void>();
  const { limits = defaultSizeLimits, repository, clock, withoutPrompts = false, isAsked = true } = options;
  const { toolCalls: all = createToolWindows(clock.now) } = options;
  const toolCalls = asAllowed(createWindowsOfFolder(all, clock.now, repository === null), withoutPrompts);
  const log = openCallLog({ ...options, now: clock.now });
  const expected: Look['expected'] = new Map();
  return {
    options,
    limits,
    timing,
    baseline,
    journal,
    sets: createLandedSets(journal, options.clock, timing.sessionGapMs),
    evidence: createEditorEvidence(),
    rules: createLeftOutRules(options.repository, options.ignore ?? []),
    leftOut: countLeftOut(),
    rows: new Map(),
    expected,
    toolCalls,
    openCalls: keepOpenCalls(log, clock, { toolCalls, expected }),
    calls: createCallEvidence(log, toolCalls, {
      repository,
      limits,
      withoutPrompts,
      isAsked,
    }),
    toKeep: new Map(),
    pathProblems: new Map(),
    deferredSince: new Map(),
    progress: null,
    waiting: null,
    isScanWanted: false,
    stashMovedAt: null,
    listeners,
    emit: () => {
      for (const listener of listeners) listener();
    },
  };
}

function toChannel(look: ReturnType<typeof createLook>): LandedChannel {
  const { options, evidence, rules, rows, baseline, journal, sets } = look;
  const problems = keepProblems();
  const alone = takeTurns(options.state.worktreeLock);
  /** Gone with the next look that succeeds. */
  let passing: Problem | null = null;
  const tryLater = (problem: Problem, pending: Iterable<string>): void => {
    passing = problem;
    for (const path of pending) burst.add(path);
    burst.wake(look.timing.busyMs * 4);
  };
  const flush = async (pending: ReadonlySet<string>): Promise<void> => {
    try {
      problems.add(await alone(() => lookAt(look, pending, burst)));
      passing = null;
      look.openCalls.changed();
    } catch (error) {
      // A full disk, a lock: what was pending is looked at again later. A bug must not end the watching either.
      if (error instanceof HostProblem) tryLater(error.problem, pending);
      else options.onFault(error);
    }
    problems.add(baseline.takeProblems());
    look.progress = null;
    look.emit();
  };
  const burst: Burst = createBurst(options.clock, look.timing, flush);
  const scanNow = async (): Promise<void> => {
    look.isScanWanted = true;
    await burst.now();
  };
  const thenTell = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await alone(act);
    } finally {
      look.emit();
    }
  };
  let stopWatching = (): void => undefined;

  return {
    start: async () => {
      const { root, repository } = options;
      await alone(() => rememberFirstSight({ root, repository, baseline, rules, limits: look.limits }));
      await scanNow();
      await alone(() => collectObjects(look));
      stopWatching = await watchOtherWindows(look, () => burst.wake(0));
    },
    rescan: scanNow,
    fileEvent: (path) => {
      if (isOwnNoise(path)) return;
      const reason = rules.byPlace(path);
      if (reason === null || rows.has(path)) burst.add(path);
      else look.leftOut.add(new Map([[path, reason]]));
    },
    editorOpened: evidence.opened,
    editorEdit: evidence.edited,
    editorSaved: (path, save) => {
      evidence.saved(path, save);
      if (!isOwnNoise(path)) burst.add(path);
    },
    editorClosed: evidence.closed,
    gitHeadMoved: () => burst.wake(look.timing.quietMs),
    state: () => toState(look, [...problems.list(), ...(passing === null ? [] : [passing])]),
    onChange: (listener) => {
      look.listeners.add(listener);
      return () => void look.listeners.delete(listener);
    },
    carryOut: async (id, effects, review = null) => {
      try {
        const { problem, notKept, paths } = await thenTell(() => decide(look, id, effects, review));
        if (notKept !== null) tryLater(notKept, paths);
        return problem;
      } catch (error) {
        if (error instanceof HostProblem) return error.problem;
        throw error;
      }
    },
    reviewMine: async (reviewed) => {
      await scanNow(); // what others wrote is known as theirs first, with watching switched off too
      return await thenTell(() => putUpMine(look, reviewed));
    },
    dismiss: (id) => thenTell(() => dismissMine(look, id)),
    putAway: (id) => thenTell(() => putAway(look, id)),
    toolCalls: {
      moveOn(who, atMs) {
        look.toolCalls.moveOn(who, atMs);
        look.openCalls.changed();
      },
    },
    beginCall: async (author, beganMs) => {
      if (beganMs === undefined) await burst.soon(look.timing.beforeCallMs);
      look.toolCalls.begin(author, author.toolCall, beganMs);
      look.openCalls.changed();
    },
    endCall: async (who, toolCall, atMs) => {
      look.toolCalls.end(who, toolCall, atMs);
      look.openCalls.changed();
      await burst.soon(look.timing.beforeCallMs);
    },
    expect: (path, expected) => {
      // Two edits may be accepted before the first was looked at.
      const earlier = look.expected.get(path) ?? [];
      const last = earlier.at(-1);
      const isNext = last !== undefined && isSame(last.after, expected.before);
      look.expected.delete(path); // the newest comes last
      look.expected.set(path, [...(isNext ? earlier.slice(-maxExpectedOfPath) : []), expected]);
      const [oldest] = look.expected.keys();
      if (look.expected.size > maxExpected && oldest !== undefined) look.expected.delete(oldest);
      burst.add(path);
      look.openCalls.changed();
    },
    awaits: (path, { before, after }) =>
      (look.expected.get(path) ?? []).some((each) => isSame(each.before, before) && isSame(each.after, after)),
    saveReview: (id, review, base) =>
      alone(async () => {
        await journal.reload();
        const entry = journal.entries().find((each) => each.id === id);
        if (entry === undefined) return;
        await journal.save(withReview(entry, { review, base }));
        sets.refresh(rows);
      }),
    textOf: (path, side) => {
      const row = rows.get(path);
      return row === undefined ? undefined : (row[side]?.version.text ?? null);
    },
    settled: async () => {
      for (;;) {
        if (await burst.isIdle()) return;
        await burst.now();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      stopWatching();
      burst.stop();
      await alone(() => Promise.resolve()).catch(() => undefined);
      await look.openCalls.close();
    },
  };
}

function asAllowed(windows: ToolWindows, withoutPrompts: boolean): ToolWindows {
  if (!withoutPrompts) return windows;
  const authorAt: ToolWindows['authorAt'] = (atMs) => withoutPrompt(windows.authorAt(atMs));
  return { ...windows, authorAt };
}

/** One thing at a time: in this process by a queue, among processes by the lock. */
function takeTurns(lock: string): <T>(act: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = queue.then(() => withLock(lock, act, lockWaitMs));
    queue = result.catch(() => undefined);
    return result;
  };
}

function toState(look: Look, problems: readonly Problem[]): LandedState {
  const { sets, leftOut, pathProblems, progress, waiting, baseline } = look;
  return {
    sets: sets.list(),
    leftOut: leftOut.list(),
    problems: [...problems, ...pathProblems.values()],
    progress,
    waiting,
    baseline: describeBaseline(baseline),
  };
}

function describeBaseline(baseline: Baseline): Wording {
  const { seed, entries } = baseline.state();
  if (seed.kind === 'first-sight') return asAccepted(entries.size);
  const commit = seed.commit === null ? worded`an empty repository` : worded`commit ${seed.commit.slice(0, 10)}`;
  return entries.size === 0 ? commit : worded`${commit}, ${asAccepted(entries.size)}`;
}

/** What neither a baseline entry nor an undoable decision names any more. */
async function collectObjects({ baseline, journal }: Look): Promise<void> {
  const named = [...baseline.state().entries.values()].map(({ blob }) => blob);
  const decided = journal.entries().flatMap((entry) => entry.decided.flatMap(({ from, to }) => [from?.blob, to?.blob]));
  const claimed = journal.entries().flatMap(({ claims = [] }) => claims.map(({ file }) => file?.blob));
  await baseline.objects.collect(
    new Set([...named, ...decided, ...claimed].filter((blob) => typeof blob === 'string')),
  );
}

/** Decisions in another window arrive as files of the journal. Without watches they arrive with the next event. */
async function watchOtherWindows({ options, journal, timing }: Look, wake: () => void): Promise<() => void> {
  const folder = journalOf(options);
  let cancel = (): void => undefined;
  // What we wrote ourselves is an event as well: it needs no look, which would hold up the next decision.
  const lookSoon = (): void => {
    cancel();
    cancel = options.clock.later(() => {
      journal.isBehind().then((isBehind) => isBehind && wake(), wake);
    }, timing.quietMs);
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const watcher = watch(folder, { persistent: false }, lookSoon);
    watcher.on('error', () => watcher.close());
    return () => {
      cancel();
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}

function asAccepted(files: number): Wording {
  return files === 1 ? worded`one file as it was accepted last` : worded`${files} files as they were accepted last`;
}
