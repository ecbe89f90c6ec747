import * as l10n from '@vscode/l10n';
import { othersReview } from '../core/others-review.ts';
import type { Cancel } from '../core/model/cancel.ts';
import type { Decider } from '../core/model/record.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { requestId } from '../core/record.ts';
import { HostProblem, throwProblem } from '../host/problems.ts';
import { holdersOf } from '../host/governing.ts';
import { readPublishedChange, type PublishedChange } from '../host/published-change.ts';
import { findPublishedSet, type PublishedSet, type Records } from '../host/published-sets.ts';
import { readReviewRequests } from '../host/review-requests.ts';
import { standingHunks, whyAuthor, whyNotForKey } from '../host/second-person.ts';
import type {
  DecisionAnswer,
  OfferedAnswer,
  RequestsAnswer,
  SignedAnswer,
  SignedFinding,
} from '../protocol/messages.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import type { AwaitedAnalyses } from './awaited-analyses.ts';
import { approveRequest, refusedWords, refuseToSign, rejectHunk, type AnsweredPlace } from './answer-request.ts';
import { sentences, type Wish } from './decide.ts';
import { listRequests, readKey, readPublishedSeq, readRecordsHere } from './read-requests.ts';
import type { Desk, DeskHooks } from './review-desk.ts';
import { toRequestView, type KnownRequest } from './to-request-view.ts';
import { toChangeSetView } from './to-view.ts';
import { contentOf } from './tracked-set.ts';
import { takeTurns } from './turns.ts';
import type { Workspace } from './workspace.ts';

/** Change sets of others that were put up for approval: signed or refused here, and no file changes by it. */
export interface RequestDesk {
  readonly views: () => readonly ChangeSetView[];
  readonly has: (changeSet: string) => boolean;
  /** Those that are in this clone. */
  readonly list: () => Promise<RequestsAnswer>;
  /** How many wait for the key that signs here, as of the last look. */
  readonly waiting: () => number;
  /** @param request the beginning of its id. Resolves when it was analysed; cancelled, it is not opened. */
  readonly review: (request: string, asked: Pick<Cancel, 'isCancelled'>) => Promise<OfferedAnswer>;
  readonly approve: (
    changeSet: string,
    findings: readonly SignedFinding[],
    words: string,
    surface: Decider['surface'],
  ) => Promise<SignedAnswer>;
  readonly decide: (changeSet: string, wish: Wish, surface: Decider['surface']) => Promise<DecisionAnswer>;
  readonly dismiss: (changeSet: string) => DecisionAnswer;
  /** Records were fetched, sealed or published: what is open is read again, and what waits is counted. False: some could not be. */
  readonly refresh: () => Promise<boolean>;
  /** Null: no file. Undefined: not of a request that is open. */
  readonly textOf: (changeSet: string, path: string, side: 'before' | 'after') => string | null | undefined;
}

export interface OpenRequest extends KnownRequest {
  readonly change: PublishedChange;
  readonly analysed: ReviewResult;
  readonly view: ChangeSetView;
}

/** They are texts in memory. */
const maxOpen = 10;
const isGone = (): string => l10n.t('This request is no longer open.');
const noGit = (): string => l10n.t('This folder is in no git repository.');

export function createRequestDesk(
  workspace: Workspace,
  analyses: Pick<AwaitedAnalyses, 'run'>,
  hooks: Pick<DeskHooks, 'changed' | 'recorded' | 'problem'>,
): RequestDesk {
  const { repository, root } = workspace;
  const open = new Map<string, OpenRequest>();
  const turn = takeTurns();
  let waiting = 0;
  const place: AnsweredPlace = workspace;

  function changed(id: string): void {
    hooks.changed(new Set(open.get(id)?.view.hunks.map(({ path }) => path)));
  }

  /** A sentence when it cannot be shown. */
  async function read(
    records: Records,
    id: string,
    before?: OpenRequest,
    asked?: Pick<Cancel, 'isCancelled'>,
  ): Promise<OpenRequest | string> {
    const published = findPublishedSet(records, id);
    if (published === 'several') return l10n.t`More than one review request begins with "${id}".`;
    const request =
      published === 'none' ? undefined : published.requests.find((each) => requestId(each.request).startsWith(id));
    if (published === 'none' || request === undefined)
      return l10n.t`No review request of this clone begins with "${id}". Fetch what was published, then open it again.`;
    const decisions = standingHunks(published);
    if (published.decisions.length === 0)
      return l10n.t(
        'The records of this request are not in this clone: its author has not published them, or they were not fetched. Fetch them, then open it again.',
      );
    if (decisions.length === 0) return l10n.t('Its author has rejected all of it since: nothing is left to approve.');
    const others = published.requests.filter((each) => each !== request);
    const change = await readPublishedChange(records.repository, decisions, [request, ...others]);
    const isSame = before !== undefined && contentOf(before.change.changeSet) === contentOf(change.changeSet);
    const { changeSet, source } = change;
    const analysed = isSame ? before.analysed : await analyses.run({ ...workspace, source }, changeSet, asked);
    if (analysed === 'cancelled') return l10n.t('Cancelled before it was analysed: nobody can say what it does.');
    if (analysed === 'stopped') return l10n.t('The analysis was stopped.');
    const found = await readKey(root);
    const key = typeof found === 'string' ? null : found;
    const known = {
      request,
      published: { ...published, decisions },
      records,
      change,
      analysed,
      key,
      whyNot: typeof found === 'string' ? found : whyNot(published, records, { decider: decider('panel'), key: found }),
      publishedSeq: await readPublishedSeq(records.repository, records.ownId),
    };
    return withView(known);
  }

  function withView(known: Omit<OpenRequest, 'view' | 'review'>): OpenRequest {
    const { published, change, analysed, records, request } = known;
    const { policy } = workspace;
    const review = othersReview(
      { decisions: published.decisions, changeSet: change.changeSet, result: analysed },
      { id: published.id, title: published.id, landedAt: request.request.requestedAt },
      policy.value,
      { index: records.index, holders: (role) => holdersOf(records.governing, role) },
    );
    const plain = toChangeSetView({
      review: { ...review.review, id: toSetId(request.request) },
      changeSet: change.changeSet,
      result: review.result,
      mode: policy.value.mode,
      decided: change.placed,
      records: new Map(),
      asked: null,
      askedIsPrivate: false,
      holdersOf: workspace.holdersOf,
    });
    return { ...known, review, view: toRequestView(plain, { ...known, review }) };
  }

  function put(known: OpenRequest): void {
    open.set(known.view.id, known);
    for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - maxOpen))) open.delete(oldest);
    changed(known.view.id);
  }

  async function look(records: Records): Promise<RequestsAnswer> {
    const answer = listRequests(records, await readKey(root), decider('panel'));
    waiting = answer.requests.filter(({ state }) => state === 'mine').length;
    hooks.changed(new Set());
    return answer;
  }

  /** As they are now: what is shown may have been read a while ago. */
  async function readAgain(): Promise<void> {
    if (
      repository === null ||
      (open.size === 0 && waiting === 0 && (await readReviewRequests(repository)).length === 0)
    )
      return;
    const records = await readRecordsHere(workspace, repository);
    await look(records);
    for (const [id, before] of open) {
      const known = await read(records, requestId(before.request.request), before);
      if (!open.has(id)) continue; // it was closed meanwhile
      put(typeof known === 'string' ? withView({ ...before, whyNot: known }) : known);
    }
  }

  function decider(surface: Decider['surface']): Omit<Decider, 'key' | 'basis'> {
    const { name, email } = workspace.decider;
    return { name, email, surface };
  }

  /** The records as they are now, and the request as it was shown: what changed between is not signed. */
  async function answer(
    id: string,
    act: (shown: OpenRequest, now: Records) => Promise<SignedAnswer>,
  ): Promise<SignedAnswer> {
    return await turn(async () => {
      const shown = open.get(id);
      if (shown === undefined || repository === null) return refuseToSign(isGone());
      try {
        return await act(shown, await readRecordsHere(workspace, repository));
      } catch (error) {
        if (error instanceof HostProblem) return refuseToSign(sentences(error.problem));
        throw error;
      } finally {
        await catchUp();
      }
    });
  }

  /** What was done stays done when it cannot be read again. */
  async function catchUp(): Promise<boolean> {
    try {
      await readAgain();
      return true;
    } catch (error) {
      if (!(error instanceof HostProblem)) throw error;
      hooks.problem(error.problem);
      return false;
    }
  }

  return {
    views: () => [...open.values()].map(({ view }) => view),
    has: (id) => open.has(id),
    list: () =>
      turn(async () =>
        repository === null
          ? { requests: [], problem: noGit() }
          : await look(await readRecordsHere(workspace, repository)),
      ),
    waiting: () => waiting,
    review: (request, asked) =>
      turn(async () => {
        if (repository === null) return { changeSet: null, message: noGit() };
        try {
          const records = await readRecordsHere(workspace, repository);
          const known = await read(records, request, undefined, asked);
          if (typeof known === 'string') return { changeSet: null, message: known };
          open.delete(known.view.id);
          put(known);
          return { changeSet: known.view.id, message: l10n.t('Up for your review. No file changes by deciding.') };
        } catch (error) {
          if (error instanceof HostProblem) return { changeSet: null, message: sentences(error.problem) };
          throw error;
        }
      }),
    approve: (id, findings, words, surface) =>
      answer(id, (shown, now) =>
        approveRequest({ place, hooks, shown, now, decider: decider(surface) }, findings, words),
      ),
    decide: async (id, wish, surface) => {
      if (wish.kind !== 'reject')
        return refuseToSign(l10n.t('It is somebody else’s: approve what waits for you, or reject it.'));
      const { hunk, reason } = wish;
      return await answer(id, (shown, now) =>
        rejectHunk({ place, hooks, shown, now, decider: decider(surface) }, hunk, reason),
      );
    },
    dismiss(id) {
      if (!open.has(id)) return refuseToSign(isGone());
      changed(id);
      open.delete(id);
      return { done: true, refused: null, record: null };
    },
    refresh: () => turn(catchUp),
    textOf(id, path, side) {
      const known = open.get(id);
      if (known === undefined) return undefined;
      const file = known.change.changeSet.files.find((each) => each.path === path || each.previousPath === path);
      if (file !== undefined) return file[side]?.text ?? null;
      const missing = known.view.hunks.find((hunk) => hunk.path === path && known.change.missing.has(hunk.id));
      if (missing === undefined) return undefined;
      return throwProblem('gitMissingObject', known.change.missing.get(missing.id) ?? '', path);
    },
  };
}

/** Its own: whoever reviews the same commits as well has two change sets of one content. */
function toSetId(request: Parameters<typeof requestId>[0]): string {
  return `request-${requestId(request)}`;
}

function whyNot(set: PublishedSet, records: Records, person: Parameters<typeof whyAuthor>[2]): string | null {
  const refused = whyAuthor(set, records, person) ?? whyNotForKey(set, records, person.key);
  return refused === null ? null : refusedWords(refused);
}

/** What others ask stands behind what is one's own. */
export function withRequests(desk: Desk, requests: RequestDesk): Desk {
  return {
    ...desk,
    views: () => [...desk.views(), ...requests.views()],
    has: (id) => requests.has(id) || desk.has(id),
    decide: (id, wish, surface) => (requests.has(id) ? requests : desk).decide(id, wish, surface),
    dismiss: (id) => (requests.has(id) ? Promise.resolve(requests.dismiss(id)) : desk.dismiss(id)),
  };
}
