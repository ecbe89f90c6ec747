import * as l10n from '@vscode/l10n';
import type { Cancel } from '../core/model/cancel.ts';
import type { HunkId, Origin } from '../core/model/change.ts';
import type { Decider } from '../core/model/record.ts';
import { findAgent } from '../core/hook.ts';
import { recallReview } from '../core/recall-review.ts';
import { toAuthor } from '../host/author.ts';
import { planWrites, writePlanned } from '../host/apply-offered.ts';
import { timestamp } from '../host/clock.ts';
import { findRange } from '../host/find-range.ts';
import { withoutIgnored } from '../host/ignored-changes.ts';
import { listRevisions, type Revisions } from '../host/list-revisions.ts';
import { readPatchChange } from '../host/patch-change.ts';
import { readLedgerId } from '../host/ledger-id.ts';
import { HostProblem } from '../host/problems.ts';
import { offeredId, readRangeChange, type OfferedChange, type RangeChange } from '../host/range-change.ts';
import type { DecisionAnswer, MyChangesAnswer } from '../protocol/messages.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import type { AwaitedAnalyses } from './awaited-analyses.ts';
import { decide, sentences, type Wish } from './decide.ts';
import { nothingOnDisk } from './nothing-on-disk.ts';
import { tell } from './reader-words.ts';
import { collectRecords, readRecords } from './records.ts';
import { recall } from './remember-decisions.ts';
import type { Desk, DeskHooks, FindApprovals } from './review-desk.ts';
import { carryReview, trackSet, viewOf, withApprovals, type Analysed, type TrackedSet } from './tracked-set.ts';
import { takeTurns } from './turns.ts';
import type { Workspace } from './workspace.ts';

/** Commits and patches that a person put up: deciding on them is recorded, and no file changes by it. */
export interface OfferedDesk {
  /** Oldest first. */
  readonly views: () => readonly ChangeSetView[];
  readonly has: (changeSet: string) => boolean;
  /** @param commits `A..B`, `C^!` or a branch. Resolves when it was analysed; cancelled, nothing is put up. */
  readonly reviewCommits: (commits: string, asked: Asked) => Promise<MyChangesAnswer>;
  readonly reviewPatch: (title: string, text: string, asked: Asked) => Promise<MyChangesAnswer>;
  readonly revisions: () => Promise<Revisions>;
  /** As they stand, analysed. */
  readonly reviewed: () => readonly Analysed[];
  /** Takes in what others have signed; answers how many of them that is about. */
  readonly approve: (find: FindApprovals) => Promise<number>;
  readonly decide: (changeSet: string, wish: Wish, surface: Decider['surface']) => Promise<DecisionAnswer>;
  /** Writes what was accepted of a patch. */
  readonly apply: (changeSet: string) => Promise<DecisionAnswer>;
  readonly dismiss: (changeSet: string) => DecisionAnswer;
  /** Null: no file. Undefined: not of an offered set. */
  readonly textOf: (changeSet: string, path: string, side: 'before' | 'after') => string | null | undefined;
}

/** Whoever put it up may want it no longer. */
type Asked = Pick<Cancel, 'isCancelled'>;

/** They are texts in memory: whoever opens more has forgotten the first. */
const maxSets = 20;

export function createOfferedDesk(
  workspace: Workspace,
  analyses: Pick<AwaitedAnalyses, 'run'>,
  hooks: Pick<DeskHooks, 'changed' | 'recorded' | 'shown'>,
): OfferedDesk {
  const { policy, prompts, repository, root } = workspace;
  const sets = new Map<string, TrackedSet>();
  const turn = takeTurns();
  const place = { ...workspace, carrier: nothingOnDisk };

  function changed(set: TrackedSet | undefined): void {
    hooks.changed(new Set(set?.landed.changeSet.files.map(({ path }) => path)));
  }

  async function open(
    title: string,
    { changeSet: given, failures, source }: OfferedChange,
    asked: Asked,
  ): Promise<MyChangesAnswer> {
    const id = offeredId(given);
    const changeSet = { ...given, id };
    if (changeSet.files.length === 0) return nothing(failures[0]?.message ?? l10n.t('Nothing differs there.'));
    const analysed = await analyses.run({ ...workspace, source }, changeSet, asked);
    if (analysed === 'cancelled')
      return nothing(l10n.t`${title}: cancelled before it was analysed. Nothing was put up.`);
    if (analysed === 'stopped') return nothing(l10n.t('The analysis was stopped.'));
    const result = { ...analysed, failures: [...failures, ...analysed.failures] };
    return await turn(async () => {
      const landedAt = timestamp(workspace.clock);
      const given = { id, title, landedAt, changeSet, amended: new Set<HunkId>(), review: null };
      const records = await readRecords(workspace.ledgerPath);
      const whole = carryReview(given, null, result, policy.value);
      // Of commits the gate asks nothing about these; a patch is applied with all that it holds.
      const isLeftOut = changeSet.origin.channel !== 'patch';
      const { hunks, ignored } = isLeftOut
        ? withoutIgnored(whole.hunks, changeSet, policy.value)
        : { hunks: whole.hunks, ignored: [] };
      if (hunks.length === 0 && ignored.length > 0)
        return nothing(l10n.t`There is nothing to review: "ignore" of the policy leaves out ${listed(ignored)}.`);
      const isPart = ignored.length > 0;
      const landed = {
        ...given,
        title: isPart ? l10n.t`${title}, without ${listed(ignored)}, which the policy ignores` : title,
      };
      const opened = { ...whole, title: landed.title, hunks };
      // What was decided on the same texts before stays decided.
      const review = recallReview(opened, records, await readLedgerId(workspace.state));
      const known = collectRecords(records).get(id);
      const set = { ...trackSet({ ...landed, review }), analysed: { changeSet, result, review } };
      sets.delete(id);
      sets.set(id, recall(set, known));
      for (const oldest of [...sets.keys()].slice(0, Math.max(0, sets.size - maxSets))) sets.delete(oldest);
      changed(set);
      return { changeSet: id, message: l10n.t`${title}: up for review. No file changes by deciding.` };
    });
  }

  return {
    views: () => [...sets.values()].flatMap((set) => viewOf(set, policy.value, prompts, workspace.holdersOf) ?? []),
    has: (id) => sets.has(id),
    reviewCommits: (commits, asked) =>
      fenced(async () => {
        if (repository === null) return nothing(l10n.t('This folder is in no git repository.'));
        const { base, head, title } = await findRange(repository, commits);
        const change = await readRangeChange(repository, base, head);
        return await open(`${title}${fromWords(change)}`, change, asked);
      }),
    reviewPatch: (title, text, asked) =>
      fenced(async () => open(title, await readPatchChange(text, root, repository, null), asked)),
    revisions: async () =>
      repository === null ? { branches: [], commits: [] } : await listRevisions(repository, policy.value),
    reviewed: () => [...sets.values()].flatMap(({ analysed }) => analysed ?? []),
    approve: (find) =>
      turn(async () => {
        let count = 0;
        for (const [id, set] of sets) {
          if (set.analysed === null) continue;
          const next = withApprovals(set, find(set.analysed.review), policy.value.mode);
          if (next === set) continue;
          sets.set(id, next);
          changed(next);
          count += 1;
        }
        return count;
      }),
    decide: (id, wish, surface) =>
      turn(async () => {
        const set = sets.get(id);
        if (set === undefined) return refuse(l10n.t('This change set is no longer open.'));
        const decided = await decide(place, set, { wish, surface, isUnsaved: () => false, shown: hooks.shown });
        if (decided.kind === 'unchanged') return decided.answer;
        const { records } = decided;
        const record = records.at(-1) ?? null;
        sets.set(id, decided.set);
        for (const each of records) hooks.recorded(each);
        changed(set);
        return { done: true, refused: null, record: record === null ? null : { seq: record.seq, hash: record.hash } };
      }),
    apply: (id) =>
      turn(async () => {
        const set = sets.get(id);
        if (set?.analysed == null) return refuse(l10n.t('This change set is no longer open.'));
        const { changeSet, review } = set.analysed;
        if (changeSet.origin.channel !== 'patch')
          return refuse(l10n.t('Only a patch can be applied: commits are git’s to merge.'));
        if (review.status !== 'done')
          return refuse(l10n.t('Decide on every hunk first: only what was accepted is applied.'));
        const accepted = review.hunks.flatMap(({ id: hunk, outcome }) => (outcome === 'rejected' ? [] : [hunk]));
        const planned = await planWrites(root, changeSet.files, new Set(accepted));
        if (planned.kind === 'refused') return refuse(tell(planned.why));
        if (planned.files.size === 0) return refuse(l10n.t('Nothing of it was accepted.'));
        // It was reviewed: it joins the baseline when it is on disk.
        for (const [path, edit] of planned.files)
          workspace.channel.expect(path, { ...edit, author: toAuthor(changeSet.origin), isAccepted: true });
        const problem = await writePlanned(root, repository !== null, planned.files);
        for (const path of planned.files.keys()) workspace.channel.fileEvent(path);
        if (problem !== null) return refuse(sentences(problem));
        sets.delete(id);
        changed(set);
        return { done: true, refused: null, record: null };
      }),
    dismiss(id) {
      const set = sets.get(id);
      if (set === undefined) return refuse(l10n.t('This change set is no longer open.'));
      sets.delete(id);
      changed(set);
      return { done: true, refused: null, record: null };
    },
    textOf(id, path, side) {
      const set = sets.get(id);
      if (set === undefined) return undefined;
      const file = set.landed.changeSet.files.find((each) => each.path === path || each.previousPath === path);
      return file === undefined ? undefined : (file[side]?.text ?? null);
    },
  };
}

const mostListed = 3;

function listed(paths: readonly string[]): string {
  const rest = paths.length - mostListed;
  const list = paths.slice(0, mostListed).join(', ');
  return rest > 0 ? l10n.t`${list} and ${rest} more` : list;
}

/** Who the commits say they are by, where that is not the whole set's origin. */
function fromWords({ from: { agents, named, commits }, changeSet }: RangeChange): string {
  if (named === 0 || isAgent(changeSet.origin)) return '';
  const names = agents.map((agent) => findAgent(agent)?.title ?? agent).join(', ');
  return ` (${l10n.t`${named} of ${commits} commits name ${names}`})`;
}

function isAgent({ kind }: Origin): boolean {
  return kind === 'agent';
}

/** What git or the disk refuse is said to the person who asked. */
async function fenced(act: () => Promise<MyChangesAnswer>): Promise<MyChangesAnswer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HostProblem) return nothing(sentences(error.problem));
    throw error;
  }
}

function nothing(message: string): MyChangesAnswer {
  return { changeSet: null, message };
}

function refuse(refused: string): DecisionAnswer {
  return { done: false, refused, record: null };
}

/** What was put up stands behind what has landed. */
export function withOffered(desk: Desk, offered: OfferedDesk): Desk {
  return {
    ...desk,
    views: () => [...desk.views(), ...offered.views()],
    has: (id) => offered.has(id) || desk.has(id),
    reviewed: () => [...desk.reviewed(), ...offered.reviewed()],
    approve: async (find) => (await desk.approve(find)) + (await offered.approve(find)),
    decide: (id, wish, surface) => (offered.has(id) ? offered : desk).decide(id, wish, surface),
    dismiss: (id) => (offered.has(id) ? Promise.resolve(offered.dismiss(id)) : desk.dismiss(id)),
  };
}
