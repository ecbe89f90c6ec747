import * as l10n from '@vscode/l10n';
import { withAcceptedBlobs } from '../core/accepted-blobs.ts';
import type { HunkId } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import type { Decider, LedgerRecord, RecordBody } from '../core/model/record.ts';
import type { Review } from '../core/model/review.ts';
import {
  advance,
  awaitingApproval,
  countInView,
  type FindingName,
  groupAlike,
  isWithoutFindings,
  type ReviewEffect,
  type ReviewEvent,
} from '../core/review.ts';
import { toDecisionBody, toKept, toProblemBody, type Stamp } from '../core/record.ts';
import { timestamp } from '../host/clock.ts';
import type { ReviewToKeep } from '../host/keep-review.ts';
import type { LandedChannel, LandedEffect } from '../host/landed-model.ts';
import { HostProblem, wordingOf } from '../host/problems.ts';
import { canRestore } from '../host/restore.ts';
import type { DecisionAnswer } from '../protocol/messages.ts';
import { tell, translated } from './reader-words.ts';
import { remember } from './remember-decisions.ts';
import type { ShownHunk, ShownHunks } from './shown-hunks.ts';
import { type Analysed, type TrackedSet, whyUnsaved } from './tracked-set.ts';
import type { Workspace } from './workspace.ts';

/** What somebody wants to happen to a review; the moment is added here. */
export type Wish = WithoutMoment<
  Exclude<ReviewEvent, { readonly kind: 'analysed' | 'approved' | 'closed' | 'declined' }>
>;
/** `alike`: the group that the answer is for, as it was shown. */
type WithoutMoment<Event> = Event extends { readonly kind: 'acknowledge' | 'explain' }
  ? Omit<Event, 'at' | 'alike'> & { readonly alike?: string }
  : Event extends unknown
    ? Omit<Event, 'at' | 'as' | 'amended'>
    : never;

/** Where a decision is taken and kept, and who carries it out: edits on disk and edits that wait are carried out differently. */
export type DecisionPlace = Pick<Workspace, 'policy' | 'ledger' | 'decider' | 'toolVersion' | 'clock'> & {
  readonly carrier: Carrier;
};

export interface Carrier extends Pick<LandedChannel, 'carryOut' | 'saveReview'> {
  /** A sentence if one of them cannot be carried out. Asked before anything is recorded. */
  readonly whyNot: (effects: readonly LandedEffect[]) => Promise<string | null>;
}

export interface Decision {
  readonly wish: Wish;
  readonly surface: Decider['surface'];
  readonly isUnsaved: (path: string) => boolean;
  /** Since when and how long the hunk was on screen, if the client said so. */
  readonly shown: ShownHunks['of'];
}

export type Decided =
  /** It was refused, or the review is the very one it was: there is nothing to keep and nothing to show. */
  | { readonly kind: 'unchanged'; readonly answer: DecisionAnswer }
  | {
      readonly kind: 'done';
      readonly set: TrackedSet;
      /** In order. */
      readonly records: readonly LedgerRecord[];
    };

type RecordEffect = Extract<ReviewEffect, { readonly kind: 'record' }>;

/**
 * One decision from beginning to end: the state machine says what follows, the record is on disk, then files and baseline, then
 * the journal; only then is anything shown. What the state machine or the disk refuses leaves the review as it was.
 */
export async function decide(place: DecisionPlace, set: TrackedSet, decision: Decision): Promise<Decided> {
  const { analysed } = set;
  if (analysed === null) return refuse(l10n.t('This change set is still being analysed.'));
  const alike = findAlike(analysed, decision.wish);
  if (alike === null) return refuse(l10n.t('What says the same has changed since it was shown. Look at it again.'));
  const unsaved = pathsOf(analysed.review, decision.wish, alike).find(decision.isUnsaved);
  if (unsaved !== undefined) return refuse(whyUnsaved(unsaved));

  const step = advance(analysed.review, toEvent(decision.wish, set, place, alike), place.policy.value.mode);
  if (step.refused !== null) return refuse(tell(step.refused));
  if (step.review === analysed.review) return unchanged({ done: true, refused: null });
  const reviewed: TrackedSet = { ...set, analysed: { ...analysed, review: step.review }, draft: null };
  try {
    const effects = step.effects.filter((effect): effect is LandedEffect => effect.kind !== 'record');
    const blocked = await place.carrier.whyNot(effects);
    if (blocked !== null) return refuse(blocked);

    const records = await appendRecords(place, set, step.effects, decision);
    const problem = await carryOut(place, set.landed.id, effects, { review: step.review, base: analysed.review });
    if (problem !== null) {
      await noteFailure(place, records, problem);
      return refuse(sentences(problem));
    }
    const remembered = records.reduce((next, record) => remember(next, set, step.effects, record), reviewed);
    return { kind: 'done', set: remembered, records };
  } catch (error) {
    if (error instanceof HostProblem) return refuse(sentences(error.problem));
    throw error;
  }
}

function refuse(why: string): Decided {
  return unchanged({ done: false, refused: why });
}

function unchanged(answer: Pick<DecisionAnswer, 'done' | 'refused'>): Decided {
  return { kind: 'unchanged', answer: { ...answer, record: null } };
}

/** The findings that the answer is for as well; null: there is no such group any more. */
function findAlike({ review, changeSet }: Analysed, wish: Wish): readonly FindingName[] | null {
  if (!('alike' in wish) || wish.alike === undefined) return [];
  const group = groupAlike(review.hunks, changeSet).find(({ id }) => id === wish.alike);
  const isIn = group?.members.some(({ hunk, fingerprint }) => hunk === wish.hunk && fingerprint === wish.fingerprint);
  return group !== undefined && isIn === true ? group.members : null;
}

/** Paths whose content the wish decides on. */
function pathsOf(review: Review, wish: Wish, alike: readonly FindingName[]): readonly string[] {
  if (wish.kind === 'seen') return []; // it decides nothing
  if (wish.kind === 'acceptWithoutFindings')
    return review.hunks
      .filter((hunk) => hunk.outcome === null && isWithoutFindings(hunk))
      .flatMap(({ path }) => (wish.path === undefined || path === wish.path ? [path] : []));
  if (wish.kind === 'submit') return awaitingApproval(review).map(({ path }) => path);
  if (wish.kind === 'rejectAll' || wish.kind === 'undoAll') {
    const meant = new Set(wish.hunks);
    return review.hunks.flatMap(({ id, path }) => (meant.has(id) ? [path] : []));
  }
  return review.hunks
    .filter(({ id }) => id === wish.hunk || alike.some(({ hunk }) => hunk === id))
    .map(({ path }) => path);
}

function toEvent(
  wish: Wish,
  { landed }: TrackedSet,
  { clock }: DecisionPlace,
  alike: readonly FindingName[],
): ReviewEvent {
  switch (wish.kind) {
    case 'acknowledge':
    case 'explain':
      return { ...wish, alike, at: timestamp(clock) };
    case 'submit':
      return { ...wish, at: timestamp(clock) };
    case 'accept':
      return { ...wish, as: landed.amended.has(wish.hunk) ? 'amended' : 'accepted' };
    case 'acceptWithoutFindings':
      return { ...wish, amended: landed.amended };
    default:
      return wish;
  }
}

/** An answer that cannot be kept did not happen; a decision that was carried out did, and is kept as soon as there is room. */
async function carryOut(
  { carrier }: DecisionPlace,
  id: string,
  effects: readonly LandedEffect[],
  kept: ReviewToKeep,
): Promise<Problem | null> {
  if (effects.length > 0) return await carrier.carryOut(id, effects, kept);
  await carrier.saveReview(id, kept.review, kept.base);
  return null;
}

/** What is on disk: rejecting writes there, so that a read-only folder must not leave a rejection that never happened. */
export function carrierOf({ root, channel }: Pick<Workspace, 'root' | 'channel'>): Carrier {
  return {
    carryOut: channel.carryOut,
    saveReview: channel.saveReview,
    async whyNot(effects) {
      for (const { kind, path } of effects) {
        if ((kind === 'restore' || kind === 'reapply') && !(await canRestore(root, path))) {
          return l10n.t`${path} cannot be written: its folder is read-only. Fix the permission, then decide again.`;
        }
      }
      return null;
    },
  };
}

async function appendRecords(
  place: DecisionPlace,
  set: TrackedSet,
  effects: readonly ReviewEffect[],
  decision: Decision,
): Promise<readonly LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  try {
    for (const effect of effects)
      if (effect.kind === 'record') records.push(await place.ledger.append(toBody(place, set, effect, decision)));
    return records;
  } catch (error) {
    // Nothing of it will be carried out. The ledger that takes no record may not take this one either.
    if (error instanceof HostProblem && records.length > 0)
      await noteFailure(place, records, error.problem).catch(() => undefined);
    throw error;
  }
}

function toBody(place: DecisionPlace, set: TrackedSet, effect: RecordEffect, { surface, shown }: Decision): RecordBody {
  const { policy, decider, toolVersion, clock } = place;
  const [first] = effect.hunks;
  const seen = effect.hunks.length === 1 && first !== undefined ? toShown(set, first, shown(first)) : undefined;
  const stamp: Stamp = {
    decidedBy: { ...decider, surface },
    decidedAt: timestamp(clock),
    policy: { digest: policy.value.digest, base: policy.base },
    toolVersion,
    ...(seen !== undefined && { shown: seen }),
  };
  // A hunk that was decided before is no longer part of the change set: it is recorded as it was when it was.
  const files = effect.hunks.flatMap((id) => set.decided.get(id)?.file ?? []);
  const present = set.analysed?.changeSet ?? set.landed.changeSet;
  const review = set.analysed?.review ?? set.landed.review;
  if (review === null) throw new Error(`no review of ${set.landed.id}`);
  const changeSet = { ...present, files: [...present.files, ...files] };
  const body = withAcceptedBlobs(toDecisionBody(effect, review, changeSet, stamp), changeSet);
  const { privacy } = policy.value;
  if (effect.outcome !== 'undone' || body.kind !== 'decision') return toKept(body, privacy);
  return toKept({ ...body, hunks: body.hunks.map((hunk) => set.recorded.get(hunk.id) ?? hunk) }, privacy);
}

/** What was on screen of a hunk: how long, how much of it, and of how many of its findings what stands behind them. */
function toShown(
  { analysed, decided }: TrackedSet,
  id: HunkId,
  shown: ShownHunk | undefined,
): Stamp['shown'] | undefined {
  if (shown === undefined) return undefined;
  const { at, ms, expanded } = shown;
  const hunk =
    decided.get(id)?.hunk ?? analysed?.changeSet.files.flatMap(({ hunks }) => hunks).find((each) => each.id === id);
  const reviewed = analysed?.review.hunks.find((each) => each.id === id);
  const known = reviewed?.inView ?? shown.inView;
  const findings = reviewed?.findings ?? [];
  const unfolded = findings.filter(({ fingerprint }) => expanded?.has(fingerprint));
  return {
    at,
    ms,
    ...(hunk !== undefined && known !== null && { inView: countInView(known, hunk) }),
    ...(expanded !== null && findings.length > 0 && { expanded: { findings: unfolded.length, of: findings.length } }),
  };
}

/** Decisions that were recorded and could not be carried out, or not all of them: the chain must say so. */
async function noteFailure(
  { ledger, clock, toolVersion }: DecisionPlace,
  records: readonly LedgerRecord[],
  problem: Problem,
): Promise<void> {
  const [first, last] = [records.at(0), records.at(-1)];
  const what =
    first === undefined || last === undefined
      ? 'A decision could not be carried out'
      : first === last
        ? `The decision of record No. ${first.seq} could not be carried out`
        : `The decisions of records No. ${first.seq} to ${last.seq} could not all be carried out`;
  await ledger.append(toProblemBody(`${what}: ${problem.message}`, { decidedAt: timestamp(clock), toolVersion }));
}

export function sentences(problem: Pick<Problem, 'message' | 'why' | 'fix'>): string {
  return [tell(wordingOf(problem)), translated(problem.why), translated(problem.fix)].join(' ');
}
