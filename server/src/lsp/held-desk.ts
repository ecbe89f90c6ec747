import * as l10n from '@vscode/l10n';
import { findAgent, readCall } from '../core/hook.ts';
import type { HunkId } from '../core/model/change.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Decider } from '../core/model/record.ts';
import { toAuthor } from '../host/author.ts';
import type { InboxQuestion } from '../host/editor-inbox.ts';
import { claimsOutsidePayload, isHeldElsewhere } from '../host/held-queue.ts';
import { isSame } from '../host/landed-examine.ts';
import { openProposal, withTexts, type Proposal } from '../host/proposal.ts';
import { refusal } from '../host/refusal.ts';
import type { DecisionAnswer } from '../protocol/messages.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import type { AwaitedAnalyses } from './awaited-analyses.ts';
import { decide, type Wish } from './decide.ts';
import type { DeskHooks, FindApprovals } from './review-desk.ts';
import { type FileReview, toFileReview } from './file-review.ts';
import { hasLanded } from './has-landed.ts';
import { answers, isOver } from './held-answers.ts';
import { createHeldDrafts, type HeldDrafts } from './held-drafts.ts';
import { analyseHeldAgain, renewHeld, type Renewal } from './held-renew.ts';
import {
  answerOf,
  decidedHeldInSight,
  type Held,
  keepDecided,
  makeRoom,
  reasonsOf,
  toHeld,
  untilOf,
  waitsFor,
} from './held-sets.ts';
import { settle } from './held-verdict.ts';
import { waitForVerdict } from './held-wait.ts';
import { beginCall, complete, hear } from './hear-agents.ts';
import { nothingOnDisk } from './nothing-on-disk.ts';
import { carryReview, toReviewedSet, viewOf, withApprovals, type Analysed } from './tracked-set.ts';
import { takeTurns } from './turns.ts';
import type { WorkQueue } from './work-queue.ts';
import type { Workspace } from './workspace.ts';

/** Edits that agents asked about and that wait: nothing is written before somebody has decided. */
export interface HeldDesk {
  /** Oldest first. */
  readonly views: () => readonly ChangeSetView[];
  readonly has: (changeSet: string) => boolean;
  /** Resolves with what the agent is to be told, at the latest when nobody listens any more. */
  readonly ask: (question: InboxQuestion) => Promise<HookVerdict>;
  readonly decide: (changeSet: string, wish: Wish, surface: Decider['surface']) => Promise<DecisionAnswer>;
  /** Takes what is decided out of sight; its agent is answered all the same. */
  readonly dismiss: (changeSet: string) => DecisionAnswer;
  /** Of an edit whose analysis was cancelled: what it finds is shown when it ends. */
  readonly analyseAgain: (changeSet: string) => DecisionAnswer;
  readonly reviewed: () => readonly Analysed[];
  /** Takes in what others have signed; answers how many edits that is about. */
  readonly approve: (find: FindApprovals) => Promise<number>;
  /** Puts another text in the place of what would be written, and analyses it. A sentence: why it was not done. */
  readonly amend: (changeSet: string, path: string, text: string) => Promise<string | null>;
  /** Another text stands in an editor of what would be written; null: none does any more. It is shown, and decided on when it is saved. */
  readonly typed: HeldDrafts['typed'];
  /** What would be written of a file, as it is under review; resolves when all of what was typed is analysed. */
  readonly fileReview: (changeSet: string, path: string) => Promise<FileReview>;
  /** Exact text of a proposed side; null: no file. Undefined: not of a held set. */
  readonly textOf: (changeSet: string, path: string, side: 'before' | 'after') => string | null | undefined;
  /** Takes up calls that were refused while no editor was open, or that another one left. */
  readonly takeQueued: () => Promise<void>;
  /** Forgets what has come to be on disk all the same: it is under review there. */
  readonly dropLanded: () => Promise<void>;
}

/** Null: nothing is held. A verdict: there is nothing to wait for. */
type Opened = Held | HookVerdict | null;

/** Nothing was found out: the folder is being closed, or the analysis has a fault. For an agent, in English as all that it is told. */
const stopped = refusal.fault('The analysis was stopped.');

export function createHeldDesk(
  workspace: Workspace,
  { queue, analyses }: { readonly queue: WorkQueue; readonly analyses: Pick<AwaitedAnalyses, 'run'> },
  hooks: Pick<DeskHooks, 'changed' | 'recorded' | 'shown' | 'fault'>,
  editor: string,
): HeldDesk {
  const { heldQueue, prompts } = workspace;
  const { mode } = workspace.policy.value;
  const sets = new Map<string, Held>();
  /** Stays until the next one, so that what was decided can be seen. */
  let lastDecided: Held | null = null;
  /** Analyses that run, by set: no decision has to wait for them. */
  const opening = new Map<string, Promise<Opened>>();
  const turn = takeTurns();

  const show = (held: Held): void => {
    held.isShown = true;
    hooks.changed(new Set(held.proposal.changeSet.files.map(({ path }) => path)));
  };

  const drafts = createHeldDrafts(workspace, queue, sets, show);
  const toView = ({ set }: Held): ChangeSetView | null =>
    viewOf(set, workspace.policy.value, prompts, workspace.holdersOf);

  /** Null too when it would leave everything as it is. */
  async function open(call: HookCall): Promise<Opened> {
    const opened = await openProposal(call, workspace.root, prompts.hashOf(call.agent, call.session));
    if (opened.kind === 'unclear') return mode === 'observe' && !opened.isBarred ? null : refusal.unclear(opened.why);
    const { proposal } = opened;
    const { id, files } = proposal.changeSet;
    if (files.length === 0) return null;
    const isTheirs = (held: Held): boolean => answers(held, call, workspace.clock.now());
    const isAsAsked = ({ asked }: Held): boolean => asked.key === proposal.key;
    const known = [...sets.values()].findLast((held) => isAsAsked(held) && isTheirs(held)) ?? sets.get(id);
    if (known?.verdict === null && !isAsAsked(known)) await turn(() => renew(known));
    if (known !== undefined && [...sets.values()].includes(known) && isTheirs(known)) return known;
    const begins = opening.get(id);
    if (begins !== undefined) return await begins;
    const begun = judge(proposal).finally(() => opening.delete(id));
    opening.set(id, begun);
    return await begun;
  }

  async function judge(proposal: Proposal): Promise<Opened> {
    const { id } = proposal.changeSet;
    const found = await analyse(proposal);
    if (found === 'stopped') return stopped;
    const reasons = reasonsOf(found, mode);
    if (!waitsFor(reasons, proposal)) {
      expect(proposal, false);
      return null;
    }
    const held = toHeld(proposal, found, reasons, workspace);
    lastDecided = null;
    sets.delete(id); // what was decided is no answer any more, and the newest comes last
    sets.set(id, held);
    makeRoom(sets);
    return held;
  }

  /** What comes to be on disk as it was asked about needs nobody to guess whose it is. */
  function expect({ files, changeSet: { origin } }: Proposal, isAccepted: boolean): void {
    for (const [path, file] of files)
      if (!isSame(file.before, file.after))
        workspace.channel.expect(path, { ...file, author: toAuthor(origin), isAccepted });
  }

  const analyse: Renewal['analyse'] = ({ changeSet }) => analyses.run(workspace, changeSet);

  async function answerIfDecided(held: Held): Promise<void> {
    const { review } = held.set.analysed!;
    if (review.status !== 'done') return;
    const { verdict, accepted } = settle(held.asked, held.proposal, review);
    Object.assign(held, { verdict, accepted, decidedMs: workspace.clock.now() });
    if (accepted !== null) {
      expect(accepted, true);
      // An agent that is told what to write asks once more, about that.
      const id = `held-${accepted.question}`;
      const again: Held = { ...held, asked: accepted, waiters: new Set(), verdict: { kind: 'accepted' }, isTold: true };
      if (accepted.key !== held.asked.key && sets.get(id)?.verdict !== null) sets.set(id, again);
    }
    lastDecided = held;
    held.isTold = held.waiters.size > 0;
    await tell(held, verdict);
  }

  async function tell({ waiters, asked }: Held, verdict: HookVerdict): Promise<void> {
    for (const waiter of waiters) waiter.tell(verdict);
    waiters.clear();
    // It was told. What stays there is asked again by the next editor, no more.
    await heldQueue.remove(asked.question).catch(() => undefined);
  }

  const renewal: Renewal = {
    analyse,
    show,
    async over(held, verdict, landing) {
      sets.delete(held.asked.changeSet.id);
      if (landing !== null) expect(landing, false);
      await tell(held, verdict);
      show(held);
    },
  };
  const renew = (held: Held): Promise<string | null> => renewHeld(held, workspace, renewal);

  async function amend(held: Held, path: string, text: string): Promise<string | null> {
    const proposal = withTexts(held.proposal, new Map([[path, text]]));
    const { changeSet } = proposal;
    if (changeSet.files.length === 0) return l10n.t('Nothing would be left to write: reject the edit instead.');
    const result = await analyse(proposal);
    if (result === 'cancelled')
      return l10n.t('Its analysis was cancelled, so it stays as it was. Save it again to go on.');
    if (result === 'stopped') return l10n.t('The analysis was stopped.');
    const asked = new Set(held.asked.changeSet.files.flatMap(({ hunks }) => hunks.map(({ id }) => id)));
    const amended = changeSet.files.flatMap(({ hunks }) => hunks.map(({ id }) => id)).filter((id) => !asked.has(id));
    const earlier = held.set.analysed!.review;
    const landed = { ...held.set.landed, changeSet, amended: new Set<HunkId>(amended) };
    const review = carryReview(landed, earlier, result, workspace.policy.value);
    held.proposal = proposal;
    held.set = {
      ...held.set,
      landed,
      analysed: { changeSet, result, review: keepDecided(earlier, review) },
      draft: null,
    };
    drafts.typed(held.asked.changeSet.id, path, null);
    await answerIfDecided(held);
    show(held);
    return null;
  }

  return {
    views() {
      const inSight = decidedHeldInSight(sets.values(), lastDecided);
      return [...sets].flatMap(([id, held]) => {
        const isOpen = held.verdict === null && held.isShown;
        if (!isOpen && !(held.verdict !== null && inSight.has(id))) return [];
        const view = toView(held);
        return view === null ? [] : [{ ...view, heldUntil: untilOf(held), answer: answerOf(held) }];
      });
    },
    has: (id) => sets.has(id),
    async ask({ agent: id, payload, directory, sentAt, answerBy, gone }) {
      const agent = findAgent(id);
      const read = agent === null ? null : readCall(agent, payload);
      if (read?.kind === 'unreadable' && read.isCall === true && mode === 'observe') return { kind: 'pass' };
      if (read === null || read.kind === 'unreadable')
        return refusal.unclear(read?.why ?? `No agent is called "${id}".`);
      if (read.kind === 'notice') await hear(workspace, read.notice, sentAt);
      if (read.kind !== 'call') return { kind: 'pass' };
      const asked = { ...read.call, directory };
      workspace.channel.toolCalls.moveOn({ agent: asked.agent, session: asked.session }, sentAt);
      if (asked.edits.length === 0) return await beginCall(workspace, asked, sentAt);
      const call = await complete(workspace, asked);
      const held = await open(call);
      if (held === null) return { kind: 'pass' };
      if ('kind' in held) return held;
      const answered = (verdict: HookVerdict): HookVerdict => {
        if (verdict === held.verdict) held.told = [...held.told, { call, atMs: workspace.clock.now() }];
        return verdict;
      };
      if (held.verdict !== null) {
        held.isTold = true;
        if (held.isShown) show(held);
        return answered(held.verdict);
      }
      const { question, changeSet } = held.asked;
      // Whoever asks because a person is to say asks only while the editor is there.
      const isPersonal = held.asked.call.asksPerson === true;
      const claims = claimsOutsidePayload(changeSet.origin);
      const { landedAt: heldAt } = held.set.landed;
      const heldBy = { pid: process.pid, editor };
      if (!isPersonal) await heldQueue.put(question, { agent: id, payload, directory, heldAt, claims, heldBy });
      const hasGone = sets.get(changeSet.id) !== held;
      if (hasGone || held.verdict !== null) await heldQueue.remove(question);
      if (hasGone) return refusal.landed;
      const given = (): void => {
        expect(held.asked, false); // most agents go on when their hook was killed
        if (isPersonal && held.waiters.size === 0) sets.delete(changeSet.id); // it was answered elsewhere
        show(held);
      };
      const wait = { answerBy, gone, clock: workspace.clock, waits: () => show(held), given };
      return answered(await waitForVerdict(held, wait));
    },
    async decide(id, wish, surface) {
      return await turn(async () => {
        const held = sets.get(id);
        if (held === undefined) return refuse(l10n.t('This edit is no longer held.'));
        if (held.verdict !== null)
          return refuse(l10n.t('The agent has been answered. What it writes is reviewed on disk.'));
        const changed = wish.kind === 'reject' ? null : await renew(held);
        if (changed !== null) return refuse(changed);
        // What is accepted is known again when the agent has written it; what is rejected never comes to be there.
        const place = { ...workspace, carrier: nothingOnDisk };
        const isUnsaved = (path: string): boolean => held.set.draft?.unsaved.has(path) === true;
        const decided = await decide(place, held.set, { wish, surface, isUnsaved, shown: hooks.shown });
        if (decided.kind === 'unchanged') return decided.answer;
        const { records } = decided;
        const record = records.at(-1) ?? null;
        held.set = decided.set;
        for (const each of records) hooks.recorded(each);
        await answerIfDecided(held);
        show(held);
        return { done: true, refused: null, record: record === null ? null : { seq: record.seq, hash: record.hash } };
      });
    },
    async amend(id, path, text) {
      return await turn(async () => {
        const held = sets.get(id);
        if (held === undefined || held.verdict !== null) return l10n.t('The agent has been answered already.');
        const changed = await renew(held);
        if (changed !== null) return changed;
        if (held.proposal.changeSet.files.some((file) => file.path === path && file.notJudged !== undefined))
          return l10n.t('It is no text that can be changed here.');
        if (!held.proposal.files.has(path)) return l10n.t('Only files of this folder can be changed here.');
        return await amend(held, path, text);
      });
    },
    dismiss(id) {
      const held = sets.get(id);
      if (held?.verdict == null)
        return refuse(l10n.t('An agent waits for the answer: accept it, or reject it with a reason.'));
      held.isPutAway = true;
      show(held);
      return { done: true, refused: null, record: null };
    },
    analyseAgain(id) {
      const held = sets.get(id);
      if (held === undefined) return refuse(l10n.t('This edit is no longer held.'));
      if (held.verdict !== null)
        return refuse(l10n.t('The agent has been answered. What it writes is reviewed on disk.'));
      const isStill = (): boolean => sets.get(id) === held;
      void analyseHeldAgain(held, workspace, { ...renewal, turn, isStill })
        .then(() => drafts.lookAgain(id))
        .catch(hooks.fault);
      return { done: true, refused: null, record: null };
    },
    reviewed: () => [...sets.values()].flatMap(({ set, verdict }) => (verdict === null ? (set.analysed ?? []) : [])),
    async approve(find) {
      return await turn(() => {
        const changed = [...sets.values()].filter((held) => {
          if (held.verdict !== null || held.set.analysed === null) return false;
          const next = withApprovals(held.set, find(held.set.analysed.review), mode);
          const isNew = next !== held.set;
          held.set = next;
          return isNew;
        });
        for (const held of changed) show(held);
        return changed.length;
      });
    },
    typed: drafts.typed,
    async fileReview(id, path) {
      await drafts.flush(id);
      const held = sets.get(id);
      const view = held?.isShown === true && held.verdict === null ? toView(held) : null;
      return toFileReview(path, held === undefined || view === null ? [] : [toReviewedSet(held.set, view)]);
    },
    textOf(id, path, side) {
      const held = sets.get(id);
      const file = held?.proposal.changeSet.files.find((each) => each.path === path || each.previousPath === path);
      return file === undefined ? undefined : (file[side]?.text ?? null);
    },
    async takeQueued() {
      for (const { key, call, heldBy, ...queued } of await heldQueue.list()) {
        if (isHeldElsewhere({ heldBy }) || [...sets.values()].some(({ asked }) => asked.question === key)) continue;
        const held = await open(call);
        if (held === stopped) return;
        const now = held === null || 'kind' in held ? null : held.asked.question;
        if (held !== null && !('kind' in held)) {
          held.isFromQueue = true;
          show(held);
        }
        if (now === key && heldBy === undefined) continue;
        // Its files are others now: it would do something else, or nothing, or nothing that is held.
        await heldQueue.remove(key);
        if (now !== null) await heldQueue.put(now, queued);
      }
    },
    async dropLanded() {
      await turn(async () => {
        for (const held of sets.values()) {
          if (held.verdict !== null && isOver(held.accepted, workspace.channel)) held.isSpent = true;
          if (held.verdict !== null || !hasLanded(held.asked, workspace.channel)) continue;
          sets.delete(held.asked.changeSet.id);
          for (const waiter of held.waiters) waiter.tell(refusal.landed);
          await heldQueue.remove(held.asked.question);
          show(held);
        }
      });
    },
  };
}

function refuse(refused: string): DecisionAnswer {
  return { done: false, refused, record: null };
}
