import * as l10n from '@vscode/l10n';
import type { Cancel } from '../core/model/cancel.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import type { Decider } from '../core/model/record.ts';
import type { Problem } from '../core/model/problem.ts';
import type { Review } from '../core/model/review.ts';
import type { ReviewEvent } from '../core/review.ts';
import { tell } from './reader-words.ts';
import { isSameText } from './same-text.ts';
import { HostProblem } from '../host/problems.ts';
import type { LandedSet } from '../host/landed-model.ts';
import type { DecisionAnswer, MyChangesAnswer } from '../protocol/messages.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import { analyseSet, fromBuffers, overCache, rememberSource, withBuffers, type Report } from './analyse-set.ts';
import type { Buffers } from './buffers.ts';
import { createCancelledAnalyses, nothingFound } from './cancelled-analyses.ts';
import { carrierOf, decide, sentences, type Wish } from './decide.ts';
import { decidedInSight } from './decided-sets.ts';
import { toFileReview, type FileReview, type ReviewedSet } from './file-review.ts';
import { collectAccepted, collectRecords, readRecords } from './records.ts';
import {
  carryReview,
  contentOf,
  contentOfReview,
  toDecidedSet,
  toReviewedSet,
  trackSet,
  viewOf,
  withApprovals,
  type Analysed,
  type Draft,
  type TrackedSet,
} from './tracked-set.ts';
import { hasQuietHunks, isQuiet } from './quiet-sets.ts';
import { recall } from './remember-decisions.ts';
import type { ShownHunks } from './shown-hunks.ts';
import { takeTurns } from './turns.ts';
import type { WorkQueue } from './work-queue.ts';
import type { Workspace } from './workspace.ts';

export interface DeskHooks {
  /** The view of a set changed: these are the paths it shows now or showed before. */
  readonly changed: (paths: ReadonlySet<string>) => void;
  readonly recorded: (record: LedgerRecord) => void;
  readonly problem: (problem: Problem) => void;
  /** A bug in what nobody waits for: it is logged, and nothing is taken in. */
  readonly fault: (error: unknown) => void;
  readonly report: Report;
  readonly shown: ShownHunks['of'];
}

/** What others have signed that is about a review, and not known to it. */
export type FindApprovals = (review: Review) => readonly ReviewEvent[];

/** All change sets of a trusted folder, each analysed as it stands, and the only place where decisions on them are taken. */
export interface Desk {
  /** Oldest first; only those that were analysed. */
  readonly views: () => readonly ChangeSetView[];
  /** Files of sets whose first analysis has not ended; null when there are none. */
  readonly pending: () => { readonly done: number; readonly total: number; readonly path: string } | null;
  readonly has: (changeSet: string) => boolean;
  readonly fileReview: (path: string) => FileReview;
  /** Takes over what the channel has found. */
  readonly sync: () => Promise<void>;
  /** More is known of unchanged files: every set is analysed again. */
  readonly lookAgain: () => void;
  /** A buffer was edited, saved or closed: the sets with its file are analysed again, soon. */
  readonly touch: (path: string) => void;
  /** Resolves when what is shown of the file is up to date. */
  readonly flush: (path: string) => Promise<void>;
  readonly decide: (changeSet: string, wish: Wish, surface: Decider['surface']) => Promise<DecisionAnswer>;
  /** Change sets as they stand, analysed. */
  readonly reviewed: () => readonly Analysed[];
  /** Takes in what others have signed; answers how many change sets that is about. */
  readonly approve: (find: FindApprovals) => Promise<number>;
  /** Puts up the person's own work; resolves when it was analysed. */
  readonly reviewMine: () => Promise<MyChangesAnswer>;
  /** Takes a set of the person's own work out of the queue, without a decision and without a record; and what is decided out of sight. */
  readonly dismiss: (changeSet: string) => Promise<DecisionAnswer>;
  /** Ends every analysis that runs or waits. What it was of is closed for acceptance until it is analysed again. */
  readonly cancelAnalysis: () => void;
  readonly analyseAgain: (changeSet: string) => DecisionAnswer;
}

const typingPauseMs = 100;
/** What a decision leaves is analysed after it is answered; another decision does not wait for this to pass. */
const answerFirstMs = 1;
/** Between a change anywhere and another look at edits that asked for nothing so far. */
const quietPauseMs = 500;

export function createDesk(workspace: Workspace, buffers: Buffers, queue: WorkQueue, hooks: DeskHooks): Desk {
  const { channel, policy, ledgerPath } = workspace;
  const { mode } = policy.value;
  const sets = new Map<string, TrackedSet>();
  const shown = new Map<string, { readonly of: TrackedSet; readonly view: ChangeSetView | null }>();
  const saved = new Map<string, string>(); // reviews as we wrote them: others are another window's
  const decidedHere = new Set<string>();
  const stale = new Set<string>(); // same texts, but what they mean may have changed
  const cancelled = createCancelledAnalyses();
  /** The set whose analysis runs. */
  let running: string | null = null;
  const drafts = { cache: overCache(workspace.cache), source: rememberSource(workspace.source) };
  const turn = takeTurns();
  const place = { ...workspace, carrier: carrierOf(workspace) };

  function show(set: TrackedSet): ChangeSetView | null {
    const known = shown.get(set.landed.id);
    if (known?.of === set) return known.view;
    const view = viewOf(set, policy.value, workspace.prompts, workspace.holdersOf);
    shown.set(set.landed.id, { of: set, view });
    return view;
  }

  function put(set: TrackedSet): void {
    const { id } = set.landed;
    const before = shown.get(id)?.view?.hunks ?? [];
    sets.set(id, set);
    const after = show(set)?.hunks ?? [];
    hooks.changed(new Set([...before, ...after].map(({ path }) => path)));
  }

  const landedOf = (id: string): LandedSet | undefined => channel.state().sets.find((landed) => landed.id === id);
  const ask = (id: string, delayMs = 0): void => queue.ask(id, (cancel) => analyse(id, cancel), delayMs);

  async function keep(review: Review, base: Review | null): Promise<void> {
    const text = contentOfReview(review);
    if (saved.get(review.id) === text) return;
    saved.set(review.id, text);
    try {
      await channel.saveReview(review.id, review, base);
    } catch (error) {
      if (!(error instanceof HostProblem)) throw error;
      hooks.problem(error.problem); // what was analysed can be analysed again; what was said is said to be lost
    }
  }

  async function analyse(id: string, cancel: Cancel): Promise<void> {
    while (!(await analyseLanded(id, cancel)));
    await analyseDraft(id, cancel);
  }

  /** False: the texts changed meanwhile, and this analysis says nothing about them. */
  async function analyseLanded(id: string, cancel: Cancel): Promise<boolean> {
    const set = sets.get(id);
    if (set === undefined) return true;
    const { changeSet } = set.landed;
    const content = contentOf(changeSet);
    if (set.analysed !== null && contentOf(set.analysed.changeSet) === content && !stale.has(id)) return true;
    const wasStale = stale.delete(id);
    running = id;
    const result = await cancelled
      .unless(id, content, cancel, (either) => analyseSet(workspace, changeSet, either, hooks.report))
      .catch((error: unknown) => {
        // Whoever cancelled it may ask for the same texts again.
        if (wasStale) stale.add(id);
        throw error;
      })
      .finally(() => (running = null));
    return turn(async () => {
      const now = sets.get(id);
      if (now === undefined) return true;
      if (contentOf(now.landed.changeSet) !== content) return false;
      const base = now.analysed?.review ?? now.landed.review;
      const review = carryReview(now.landed, base, result, policy.value);
      await keep(review, base);
      const analysed = { changeSet, result: result ?? nothingFound, review };
      put({ ...now, landed: landedOf(id) ?? now.landed, analysed, draft: null });
      return true;
    });
  }

  async function analyseDraft(id: string, cancel: Cancel): Promise<void> {
    const set = sets.get(id);
    const texts = set === undefined ? new Map<string, string>() : unsavedTexts(set);
    if (set?.analysed == null || cancelled.has(id, contentOf(set.analysed.changeSet))) return;
    const { analysed, landed } = set;
    if (texts.size === 0) {
      if (set.draft !== null) put({ ...set, draft: null });
      return;
    }
    const changeSet = withBuffers(analysed.changeSet, texts);
    const source = fromBuffers((path) => buffers.unsaved().get(path)?.text, drafts.source.read);
    const result = await analyseSet({ ...workspace, source, cache: drafts.cache }, changeSet, cancel);
    await turn(() => {
      const now = sets.get(id);
      if (now?.analysed == null || now.analysed !== analysed) return;
      const review = carryReview(landed, analysed.review, result, policy.value);
      put({ ...now, draft: { changeSet, result, review, unsaved: new Set(texts.keys()) } satisfies Draft });
    });
  }

  function unsavedTexts({ landed }: TrackedSet): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const [path, { text }] of buffers.unsaved()) {
      const file = landed.changeSet.files.find((each) => each.path === path);
      if (file?.after !== undefined && !isSameText(file.after.text, text)) texts.set(path, text);
    }
    return texts;
  }

  const idsOf = (path: string): readonly string[] =>
    [...sets.values()]
      .filter(({ landed }) => landed.changeSet.files.some((file) => file.path === path))
      .map(({ landed }) => landed.id);

  const current = (): readonly ReviewedSet[] => {
    const seen = [...sets.values()].flatMap((set) => {
      const view = show(set);
      return view === null ? [] : [{ set, view }];
    });
    const inSight = decidedInSight(seen.map(({ set, view }) => toDecidedSet(set, view)));
    return seen.flatMap(({ set, view }) => (inSight.has(view.id) || hasWork(view) ? [toReviewedSet(set, view)] : []));
  };

  /** In the text stands what is left to decide; where nothing is, what was just decided. Of what is older the lines are not known. */
  const inTexts = (): readonly ReviewedSet[] => {
    const sets = current();
    const open = sets.filter(({ view }) => hasWork(view));
    return open.length > 0 ? open : sets.filter(({ view }) => decidedHere.has(view.id));
  };

  const sync = (): Promise<void> =>
    turn(async () => {
      drafts.source.forget(); // the channel looks after every change on disk
      const landed = channel.state().sets;
      const isOthers = (set: LandedSet): boolean =>
        set.review !== null && saved.get(set.id) !== contentOfReview(set.review);
      const known = landed.some(isOthers) ? collectRecords(await readRecords(ledgerPath)) : new Map();
      for (const set of landed) {
        const old = sets.get(set.id);
        if (old === undefined || isOthers(set)) {
          if (set.review !== null) saved.set(set.id, contentOfReview(set.review));
          sets.set(set.id, recall(trackSet(set), known.get(set.id)));
        } else sets.set(set.id, { ...old, landed: set });
        const now = sets.get(set.id);
        if (now?.analysed == null || contentOf(now.analysed.changeSet) !== contentOf(set.changeSet)) ask(set.id);
        else if (hasQuietHunks(now)) {
          stale.add(set.id);
          ask(set.id, quietPauseMs);
        }
      }
      const present = new Set(landed.map(({ id }) => id));
      for (const id of sets.keys()) {
        if (present.has(id)) continue;
        sets.delete(id);
        hooks.changed(new Set(shown.get(id)?.view?.hunks.map(({ path }) => path)));
        shown.delete(id);
      }
    });

  return {
    views: () => current().map(({ view }) => view),
    pending() {
      const files = [...sets.values()].flatMap(({ landed, analysed }) =>
        analysed === null && !isQuiet(landed) ? landed.changeSet.files : [],
      );
      const [first] = files;
      return first === undefined ? null : { done: 0, total: files.length, path: first.path };
    },
    has: (id) => sets.has(id),
    fileReview: (path) => toFileReview(path, inTexts()),
    sync,
    lookAgain() {
      for (const [id, { landed }] of sets) {
        if (cancelled.has(id, contentOf(landed.changeSet))) continue;
        stale.add(id);
        ask(id, quietPauseMs);
      }
    },
    touch(path) {
      for (const id of idsOf(path)) ask(id, typingPauseMs);
    },
    async flush(path) {
      for (const id of idsOf(path)) await queue.flush(id);
    },
    reviewed: () => [...sets.values()].flatMap(({ analysed }) => analysed ?? []),
    approve: (find) =>
      turn(async () => {
        let count = 0;
        for (const [id, set] of sets) {
          if (set.analysed === null) continue;
          const { review } = set.analysed;
          const next = withApprovals(set, find(review), mode);
          if (next === set || next.analysed === null) continue;
          await keep(next.analysed.review, review);
          put({ ...next, landed: landedOf(id) ?? next.landed });
          ask(id);
          count += 1;
        }
        return count;
      }),
    async reviewMine() {
      const found = await channel.reviewMine(collectAccepted(await readRecords(ledgerPath)));
      if (found.set === null) return { changeSet: null, message: tell(found.why) };
      await sync();
      await queue.flush(found.set);
      return { changeSet: found.set, message: l10n.t('Your uncommitted changes are up for review.') };
    },
    async dismiss(id) {
      try {
        const isDecided = current().some(({ view }) => view.id === id && !hasWork(view));
        const problem = await (isDecided ? channel.putAway(id) : channel.dismiss(id));
        await sync();
        hooks.changed(new Set(shown.get(id)?.view?.hunks.map(({ path }) => path)));
        return { done: problem === null, refused: problem === null ? null : sentences(problem), record: null };
      } catch (error) {
        if (!(error instanceof HostProblem)) throw error;
        return { done: false, refused: sentences(error.problem), record: null };
      }
    },
    cancelAnalysis() {
      for (const [id, { landed, analysed }] of sets) {
        const content = contentOf(landed.changeSet);
        const isPending = analysed === null || contentOf(analysed.changeSet) !== content;
        if (id === running || isPending) cancelled.add(id, content);
      }
    },
    analyseAgain(id) {
      if (!sets.has(id))
        return { done: false, refused: l10n.t('This change set is no longer in the queue.'), record: null };
      cancelled.forget(id);
      stale.add(id);
      ask(id);
      return { done: true, refused: null, record: null };
    },
    async decide(id, wish, surface) {
      await queue.flush(id);
      return turn(async () => {
        const set = sets.get(id);
        if (set === undefined)
          return { done: false, refused: l10n.t('This change set is no longer in the queue.'), record: null };
        const isUnsaved = (path: string): boolean => unsavedTexts(set).has(path);
        const decided = await decide(place, set, { wish, surface, isUnsaved, shown: hooks.shown });
        if (decided.kind === 'unchanged') return decided.answer;
        const { records } = decided;
        const record = records.at(-1) ?? null;
        const next = { ...decided.set, landed: landedOf(id) ?? decided.set.landed };
        if (next.analysed !== null) saved.set(id, contentOfReview(next.analysed.review));
        if (record !== null) decidedHere.add(id);
        put(next);
        ask(id, answerFirstMs);
        for (const each of records) hooks.recorded(each);
        return { done: true, refused: null, record: record === null ? null : { seq: record.seq, hash: record.hash } };
      });
    },
  };
}

function hasWork({ hunks }: ChangeSetView): boolean {
  return hunks.some(({ outcome }) => outcome === null);
}
