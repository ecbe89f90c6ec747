import * as l10n from '@vscode/l10n';
import { findAgent } from '../core/hook.ts';
import type { ChangeSet, HunkId, Origin } from '../core/model/change.ts';
import { obligationRank } from '../core/model/obligation.ts';
import type { Policy } from '../core/model/policy.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { HunkReview, Review } from '../core/model/review.ts';
import type { LineSpan } from '../core/model/text.ts';
import { inEnglish, worded } from '../core/model/wording.ts';
import {
  type AlikeGroup,
  blockedBecause,
  clampToAfter,
  type FindingName,
  findingState,
  groupAlike,
  hasObligation,
  isInQueue,
  isWithoutFindings,
  linesNotInView,
} from '../core/review.ts';
import type { AlikeView, ChangeSetView, HunkView } from '../protocol/view.ts';
import { tell, translated } from './reader-words.ts';
import { type DiffView, type PlacedHunk, createDiffs } from './to-diff-view.ts';
import { type HoldersOf, type ReadLine, toFindingView } from './to-finding-view.ts';
import { toSummaryView } from './to-summary-view.ts';

export interface ViewInput {
  readonly review: Review;
  readonly changeSet: ChangeSet;
  readonly result: ReviewResult;
  readonly mode: Policy['mode'];
  /** Decided hunks that are no longer part of the change set, as they were when they were decided. */
  readonly decided: ReadonlyMap<HunkId, PlacedHunk>;
  /** The newest record of each hunk. */
  readonly records: ReadonlyMap<HunkId, { readonly seq: number; readonly hash: string }>;
  /** What was asked of the agent, where it is known. */
  readonly asked: string | null;
  /** It stays on this machine. */
  readonly askedIsPrivate: boolean;
  readonly holdersOf: HoldersOf;
}

/** What the panel shows of one change set. Pure; every line in it is 1-based. */
export function toChangeSetView(input: ViewInput): ChangeSetView {
  const { review, result } = input;
  const hunks = review.hunks.filter((hunk) => isInQueue(hunk, review.origin));
  const placed = placeHunks(input.changeSet, input.decided);
  const ordered = hunks.toSorted((one, other) => compareHunks(one, other, placed));
  const toDiff = createDiffs();
  const readLine = readLinesOf(input.changeSet);
  const groups = groupAlike(hunks, input.changeSet);
  const groupOf = new Map(groups.flatMap(({ id, members }) => members.map((name) => [nameKey(name), id] as const)));
  const views = ordered.map((hunk) => toHunkView(hunk, placed.get(hunk.id) ?? null, input, toDiff, readLine, groupOf));
  return {
    id: review.id,
    title: titleOf(review),
    agent: nameOf(review.origin),
    model: review.origin.model ?? null,
    turn: turnOf(review.origin),
    claimedBy: claimWords(review.origin),
    claimSource: review.origin.claimedBy,
    asked: input.asked,
    askedIsPrivate: input.askedIsPrivate,
    landedAt: review.landedAt,
    heldUntil: null,
    answer: null,
    // Which folder of the window it is of, the window knows.
    rootUri: '',
    folder: null,
    isLinked: false,
    isDismissible:
      review.origin.channel === 'my-changes' ||
      isOffered(review.origin) ||
      hunks.every(({ outcome }) => outcome !== null),
    isCancelled: views.some((hunk) => hunk.isCancelled),
    request: null,
    hunks: views,
    alike: groups.map((group) => toAlikeView(group, views)),
    summary: toSummaryView(hunks.flatMap((hunk) => hunk.findings)),
    progress: toProgress(hunks),
    failures: result.failures.map(({ path, message }) => ({ path, message: translated(message) })),
  };
}

const nameKey = ({ hunk, fingerprint }: FindingName): string => `${hunk} ${fingerprint}`;

function toAlikeView({ id, members }: AlikeGroup, hunks: readonly HunkView[]): AlikeView {
  const byName = new Map(
    hunks.flatMap((hunk) =>
      hunk.findings
        .filter(({ alike }) => alike === id)
        .map((finding) => [nameKey({ hunk: hunk.id, fingerprint: finding.fingerprint }), { hunk, finding }] as const),
    ),
  );
  return {
    id,
    places: members.flatMap((name) => {
      const found = byName.get(nameKey(name));
      if (found === undefined) return [];
      const { hunk, finding } = found;
      return [{ ...name, path: hunk.path, line: finding.line, isOpen: finding.state !== 'settled' }];
    }),
  };
}

/** As its makers write it, where we know it. */
function nameOf({ agent }: Origin): string | null {
  return agent === undefined ? null : (findAgent(agent)?.title ?? agent);
}

/** The title of a set that landed is kept with it, in English; commits and patches have names that people gave them. */
function titleOf({ title, origin }: Review): string {
  if (isOffered(origin)) return title;
  const agent = origin.channel === 'announced' ? nameOf(origin) : null;
  return agent === null ? translated(title) : l10n.t`Edits by ${agent}`;
}

/** A number says something to people; most agents' names of a turn do not. */
function turnOf({ turn }: Origin): string | null {
  return turn !== undefined && /^\d{1,6}$/u.test(turn) ? l10n.t`turn ${turn}` : null;
}

function placeHunks(changeSet: ChangeSet, decided: ViewInput['decided']): ReadonlyMap<HunkId, PlacedHunk> {
  const current = changeSet.files.flatMap((file) => file.hunks.map((hunk) => [hunk.id, { file, hunk }] as const));
  return new Map([...decided, ...current]);
}

/** Strongest obligation first, whether it is open or not: nothing moves while it is being worked on. */
function compareHunks(one: HunkReview, other: HunkReview, placed: ReadonlyMap<HunkId, PlacedHunk>): number {
  const line = (hunk: HunkReview): number => placed.get(hunk.id)?.hunk.after.start ?? 0;
  return (
    weight(other) - weight(one) ||
    compareText(one.path, other.path) ||
    line(one) - line(other) ||
    compareText(one.id, other.id)
  );
}

function weight(hunk: HunkReview): number {
  const strongest = Math.max(0, ...hunk.findings.map((finding) => obligationRank(finding.obligation)));
  return strongest === 0 && !hunk.judged ? 0.5 : strongest;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function toHunkView(
  hunk: HunkReview,
  placed: PlacedHunk | null,
  input: ViewInput,
  toDiff: (placed: PlacedHunk | null, isWhole: boolean) => DiffView,
  readLine: ReadLine,
  groupOf: ReadonlyMap<string, string>,
): HunkView {
  const { diff, omitted } = toDiff(placed, hunk.mustSee !== undefined && hunk.outcome === null);
  return {
    id: hunk.id,
    path: hunk.path,
    previousPath: placed?.file.previousPath ?? null,
    status: placed?.file.status ?? 'modified',
    ...linesOf(placed),
    landing: input.review.origin.held ? 'held' : isOffered(input.review.origin) ? 'offered' : 'landed',
    judged: hunk.judged,
    notJudged: hunk.judged ? null : translated(whyNotJudged(hunk, input.result)),
    notJudgedAcknowledged: hunk.notJudgedAcknowledged,
    isCancelled: hunk.isCancelled === true && hunk.outcome === null,
    findings: hunk.findings.map((finding) => ({
      ...toFindingView(finding, hunk, placed?.file ?? null, readLine, input.holdersOf),
      alike: groupOf.get(nameKey({ hunk: hunk.id, fingerprint: finding.fingerprint })) ?? null,
    })),
    diff,
    diffOmitted: omitted,
    outcome: hunk.outcome,
    rejectReason: hunk.rejectReason ?? null,
    starts: { before: (placed?.hunk.before.start ?? 0) + 1, after: (placed?.hunk.after.start ?? 0) + 1 },
    unseen: hunk.outcome === null && input.mode === 'enforce' ? toUnseenView(hunk) : null,
    blockedBecause: whyNotAccepted(hunk, input.mode),
    record: input.records.get(hunk.id) ?? null,
  };
}

function whyNotAccepted(hunk: HunkReview, mode: Policy['mode']): string | null {
  const why = hunk.outcome === null ? blockedBecause(hunk, mode) : null;
  return why === null ? null : tell(why);
}

function toUnseenView(hunk: HunkReview): HunkView['unseen'] {
  const { before, after } = linesNotInView(hunk);
  const toLines = (spans: readonly LineSpan[]) => spans.map(({ start, lines }) => [start + 1, start + lines] as const);
  return before.length + after.length === 0 ? null : { before: toLines(before), after: toLines(after) };
}

/** First and last line on the after-side; of a deletion the line that is there now. */
function linesOf(placed: PlacedHunk | null): Pick<HunkView, 'firstLine' | 'lastLine'> {
  if (placed === null) return { firstLine: 1, lastLine: 1 };
  const { start, lines } = placed.hunk.after;
  if (lines > 0) return { firstLine: start + 1, lastLine: start + lines };
  const line = clampToAfter(placed.file, start) + 1;
  return { firstLine: line, lastLine: line };
}

const cancelled = worded`Not analysed: cancelled.`;
const nothing = worded`Nothing was analysed.`;

/** In English, as the analysis says it: agents are told so too. */
export function whyNotJudged(hunk: HunkReview, { files, failures }: ReviewResult): string {
  if (hunk.isCancelled === true) return inEnglish(cancelled);
  const reason = files.find((file) => file.path === hunk.path)?.notJudged?.message;
  const failure = failures.find((it) => it.path === hunk.path) ?? failures.find((it) => it.path === '');
  return reason ?? failure?.message ?? inEnglish(nothing);
}

function toProgress(hunks: readonly HunkReview[]): ChangeSetView['progress'] {
  const asked = hunks.flatMap((hunk) => hunk.findings.filter(hasObligation).map((finding) => ({ hunk, finding })));
  const plain = hunks.filter(isWithoutFindings);
  return {
    total: asked.length,
    settled: asked.filter(({ hunk, finding }) => hunk.outcome !== null || findingState(hunk, finding) === 'settled')
      .length,
    withoutFindings: plain.length,
    withoutFindingsOpen: plain.filter((hunk) => hunk.outcome === null).length,
    notJudged: hunks.filter((hunk) => !hunk.judged).length,
  };
}

/** Put up from commits or from a patch: on disk nothing comes of deciding. */
function isOffered({ channel }: Origin): boolean {
  return channel === 'git' || channel === 'patch';
}

const claims: ReadonlyMap<string, () => string> = new Map([
  ['watcher', () => l10n.t('disk watcher')],
  ['editor', () => l10n.t('editor')],
  ['command-line', () => l10n.t('command line')],
  ['git-trailer', () => l10n.t('git trailer')],
  ['git-author', () => l10n.t('author of the commits')],
  ['git-note', () => l10n.t('git note')],
  ['agent-trace', () => l10n.t('agent trace')],
  ['signer', () => l10n.t('whoever asked for this review')],
  ['agent', () => l10n.t('agent itself')],
]);

function claimWords({ claimedBy, agent }: Origin): string {
  return claimedBy === 'hook' && agent !== undefined ? l10n.t`${agent} hook` : (claims.get(claimedBy)?.() ?? claimedBy);
}

/** Splits a file once, when its first line is asked for. */
function readLinesOf(changeSet: ChangeSet): ReadLine {
  const split = new Map<string, readonly string[] | null>();
  return (path, side, line) => {
    const key = `${side} ${path}`;
    if (!split.has(key)) {
      const file = changeSet.files.find((it) => it.path === path || (side === 'before' && it.previousPath === path));
      split.set(key, file?.[side]?.text.split(/\r\n|\n|\r/u) ?? null);
    }
    return split.get(key)?.[line] ?? null;
  };
}
