import { findAgent, heldReasons, readCall } from '../core/hook.ts';
import type { HunkId } from '../core/model/change.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Decider } from '../core/model/record.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { timestamp } from '../host/clock.ts';
import type { InboxQuestion } from '../host/editor-inbox.ts';
import { openProposal, type Proposal } from '../host/proposal.ts';
import { refusal } from '../host/refusal.ts';
import type { DecisionAnswer } from '../protocol/messages.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import { analyseSet } from './analyse-set.ts';
import { type Carrier, decide, type Wish } from './decide.ts';
import type { Desk, DeskHooks } from './review-desk.ts';
import { carryReview, trackSet, type TrackedSet, viewOf } from './tracked-set.ts';
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
  /** Exact text of a proposed side; null: no file. Undefined: not of a held set. */
  readonly textOf: (changeSet: string, path: string, side: 'before' | 'after') => string | null | undefined;
  /** Takes up calls that were refused while no editor was open. */
  readonly takeQueued: () => Promise<void>;
  /** Forgets what has come to be on disk all the same: it is under review there. */
  readonly dropLanded: () => Promise<void>;
}

interface Held {
  readonly proposal: Proposal;
  set: TrackedSet;
  readonly reasons: readonly string[];
  /** Those that wait for the same edit: hooks of two configurations, or an agent that repeats itself. */
  readonly waiters: Set<Waiter>;
  /** Null: not all of it is decided. */
  verdict: HookVerdict | null;
}

interface Waiter {
  readonly tell: (verdict: HookVerdict) => void;
  /** ISO 8601: when it is refused without a decision. */
  readonly until: string;
}

/** Decided ones stay for an agent that repeats the call. */
const maxSets = 200;
/** Before nobody listens any more. */
const marginMs = 300;

export function createHeldDesk(
  workspace: Workspace,
  queue: WorkQueue,
  hooks: Pick<DeskHooks, 'changed' | 'recorded' | 'problem' | 'shown'>,
): HeldDesk {
  const { heldQueue } = workspace;
  const { mode } = workspace.policy.value;
  const sets = new Map<string, Held>();
  const turn = takeTurns();

  const show = (paths: Iterable<string>): void => hooks.changed(new Set(paths));
  const pathsOf = ({ proposal }: Held): readonly string[] => proposal.changeSet.files.map(({ path }) => path);

  /** Null: it leaves everything as it is, or nothing of it is held. A verdict: there is nothing to wait for. */
  async function open(call: HookCall): Promise<Held | HookVerdict | null> {
    const opened = await openProposal(call, workspace.root);
    if (opened.kind === 'unclear') return refusal.unclear(opened.why);
    const { proposal } = opened;
    const { changeSet } = proposal;
    if (changeSet.files.length === 0) return null;
    const known = sets.get(changeSet.id);
    if (known !== undefined) return known;
    const result = await analyse(proposal);
    if (result === null) return refusal.fault('The analysis was stopped.');
    const reasons = heldReasons(result, mode);
    return reasons.length === 0 ? null : hold(proposal, result, reasons);
  }

  function keep(held: Held): void {
    sets.set(held.proposal.changeSet.id, held);
    for (const id of [...sets.keys()].slice(0, Math.max(0, sets.size - maxSets))) sets.delete(id);
  }

  async function analyse({ changeSet }: Proposal): Promise<ReviewResult | null> {
    let result: ReviewResult | null = null;
    queue.ask(changeSet.id, async (cancel) => {
      result = await analyseSet(workspace, changeSet, cancel);
    });
    await queue.flush(changeSet.id);
    return result;
  }

  function hold(proposal: Proposal, result: ReviewResult, reasons: readonly string[]): Held {
    const { changeSet, call } = proposal;
    const landed = {
      id: changeSet.id,
      title: titleOf(call),
      landedAt: timestamp(workspace.clock),
      changeSet,
      amended: new Set<HunkId>(),
      review: null,
    };
    const review = carryReview(landed, null, result, mode);
    const set = { ...trackSet(landed), analysed: { changeSet, result, review } };
    return { proposal, set, reasons, waiters: new Set(), verdict: null };
  }

  async function settle(held: Held): Promise<void> {
    const { review } = held.set.analysed!;
    if (review.status !== 'done') return;
    const rejected = review.hunks.filter(({ outcome }) => outcome === 'rejected');
    held.verdict =
      rejected.length === 0
        ? { kind: 'accepted' }
        : refusal.rejected(
            rejected.map(({ path, rejectReason }) => `${path}: ${rejectReason ?? 'no reason was given'}`),
          );
    if (held.verdict.kind === 'accepted')
      for (const [path, file] of held.proposal.files) workspace.channel.expect(path, file);
    for (const waiter of held.waiters) waiter.tell(held.verdict);
    held.waiters.clear();
    await heldQueue.remove(held.proposal.key);
  }

  /** As when an agent goes on because its hook was killed. */
  function hasLanded({ proposal, verdict }: Held): boolean {
    if (verdict !== null) return false;
    const { changeSet, files } = proposal;
    const isOnDisk = (path: string, text: string | null): boolean =>
      files.has(path) && workspace.channel.textOf(path, 'after') === text;
    return changeSet.files.every(
      ({ path, previousPath, after }) =>
        isOnDisk(path, after?.text ?? null) && (previousPath === undefined || isOnDisk(previousPath, null)),
    );
  }

  return {
    views: () =>
      [...sets.values()].flatMap((held) => {
        const view = held.verdict === null ? viewOf(held.set, mode) : null;
        return view === null ? [] : [{ ...view, heldUntil: untilOf(held) }];
      }),
    has: (id) => sets.has(id),
    async ask({ agent: id, payload, answerBy, gone }) {
      const agent = findAgent(id);
      const read = agent === null ? null : readCall(agent, payload);
      if (read === null || read.kind === 'unreadable')
        return refusal.unclear(read?.why ?? `No agent is called "${id}".`);
      if (read.kind === 'other' || read.call.edits.length === 0) return { kind: 'pass' };
      const held = await turn(async () => {
        const opened = await open(read.call);
        if (opened === null || 'kind' in opened || opened.verdict !== null) return opened;
        // Not shown before it is known who waits: without anybody it would look as if the agent had been answered.
        await heldQueue.put(opened.proposal.key, { agent: id, payload, heldAt: opened.set.landed.landedAt });
        keep(opened);
        return opened;
      });
      if (held === null) return { kind: 'pass' };
      if ('kind' in held) return held;
      if (held.verdict !== null) return held.verdict;
      const leftMs = Math.max(0, answerBy - performance.now() - marginMs);
      return await new Promise<HookVerdict>((resolve) => {
        const until = new Date(workspace.clock.now() + leftMs).toISOString();
        const end = (verdict: HookVerdict): void => {
          clearTimeout(timer);
          held.waiters.delete(waiter);
          resolve(verdict);
        };
        const waiter: Waiter = { tell: end, until };
        const give = (): void => {
          end(refusal.pending(held.reasons));
          show(pathsOf(held));
        };
        const timer = setTimeout(give, leftMs);
        gone.addEventListener('abort', give, { once: true });
        held.waiters.add(waiter);
        if (gone.aborted) give();
        else show(pathsOf(held));
      });
    },
    async decide(id, wish, surface) {
      return await turn(async () => {
        const held = sets.get(id);
        if (held === undefined) return refuse('This edit is no longer held.');
        if (held.verdict !== null) return refuse('The agent has been answered. What it writes is reviewed on disk.');
        const place = { ...workspace, carrier: nothingOnDisk };
        const decided = await decide(place, held.set, { wish, surface, isUnsaved: () => false, shown: hooks.shown });
        if (decided.kind === 'refused') return refuse(decided.why);
        const { record, warning } = decided;
        held.set = decided.set;
        if (record !== null) hooks.recorded(record);
        if (warning !== null) hooks.problem(warning);
        await settle(held);
        show(pathsOf(held));
        return { done: true, refused: null, record: record === null ? null : { seq: record.seq, hash: record.hash } };
      });
    },
    textOf(id, path, side) {
      const held = sets.get(id);
      const file = held?.proposal.changeSet.files.find((each) => each.path === path || each.previousPath === path);
      return file === undefined ? undefined : (file[side]?.text ?? null);
    },
    async takeQueued() {
      for (const { key, call, ...queued } of await heldQueue.list()) {
        const held = await turn(() => open(call));
        const now = held === null || 'kind' in held ? null : held.proposal.key;
        if (held !== null && !('kind' in held)) {
          keep(held);
          show(pathsOf(held));
        }
        if (now === key) continue;
        // Its files are others now: it would do something else, or nothing, or nothing that is held.
        await heldQueue.remove(key);
        if (now !== null) await heldQueue.put(now, queued);
      }
    },
    async dropLanded() {
      await turn(async () => {
        for (const held of [...sets.values()].filter(hasLanded)) {
          sets.delete(held.proposal.changeSet.id);
          for (const waiter of held.waiters) waiter.tell(refusal.landed);
          await heldQueue.remove(held.proposal.key);
          show(pathsOf(held));
        }
      });
    },
  };
}

/** What is accepted is known again when the agent has written it; what is rejected never comes to be there. */
const nothingOnDisk: Carrier = {
  whyNot: () => Promise.resolve(null),
  saveReview: () => Promise.resolve(),
  carryOut: () => Promise.resolve(null),
};

/** What waits stands before what has landed. */
export function withHeld(desk: Desk, held: HeldDesk): Desk {
  return {
    ...desk,
    views: () => [...held.views(), ...desk.views()],
    has: (id) => held.has(id) || desk.has(id),
    sync: async () => {
      await desk.sync();
      await held.dropLanded();
    },
    decide: (id, wish, surface) => (held.has(id) ? held : desk).decide(id, wish, surface),
    dismiss: (id) =>
      held.has(id)
        ? Promise.resolve(refuse('An agent waits for the answer: accept it, or reject it with a reason.'))
        : desk.dismiss(id),
  };
}

function refuse(refused: string): DecisionAnswer {
  return { done: false, refused, record: null };
}

function titleOf({ agent, tool }: HookCall): string {
  return `${findAgent(agent)?.title ?? agent}: ${tool}`;
}

/** The last of those that wait; null: nobody does, and the agent has been told that it is pending. */
function untilOf({ waiters }: Held): string | null {
  return (
    [...waiters]
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? null
  );
}
