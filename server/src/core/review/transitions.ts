import type { Finding } from '../model/finding.ts';
import { rolesAsked } from '../model/obligation.ts';
import type { Acknowledgement, HunkReview, Review } from '../model/review.ts';
import { worded } from '../model/wording.ts';
import { saysSomething } from '../text/says-something.ts';
import { isAlike } from './alike.ts';
import { carryOver } from './carry-over.ts';
import type { FindingName, Mode, ReviewEvent, Step } from './define.ts';
import { addInView, countInView } from './in-view.ts';
import {
  answerOf,
  awaitingApproval,
  blockedBecause,
  decidedAlready,
  findingState,
  hasObligation,
} from './obligations.ts';
import { MAX_WORDS, refuse, rejected, replace, undone, withHunks } from './step.ts';
import { acceptWithoutFindings, rejectAll, undoAll } from './together.ts';

type Event<K extends ReviewEvent['kind']> = Extract<ReviewEvent, { readonly kind: K }>;
type Transition<K extends ReviewEvent['kind']> = (review: Review, event: Event<K>, mode: Mode) => Step;
type Row = { readonly [K in ReviewEvent['kind']]: Transition<K> };

const closed = (review: Review): Step => refuse(review, worded`This change set is closed.`);

/** State x event. */
const table: Readonly<Record<Review['status'], Row>> = {
  open: {
    analysed,
    acknowledge: onFinding(acknowledge),
    explain: onFinding(explain),
    withdraw: onHunk(withdraw),
    acknowledgeNotJudged: onHunk(acknowledgeNotJudged),
    seen: onHunk(seen),
    submit,
    approved: onFinding(approved),
    declined: onHunk(declined),
    accept: onHunk(accept),
    acceptWithoutFindings,
    reject: onHunk(reject),
    rejectAll,
    undo: onHunk(undo),
    undoAll,
    closed: (review) => ({ review: { ...review, status: 'done' }, effects: [], refused: null }),
  },
  done: {
    analysed,
    acknowledge: closed,
    explain: closed,
    withdraw: closed,
    acknowledgeNotJudged: closed,
    seen: (review) => ({ review, effects: [], refused: null }),
    submit: closed,
    approved: closed,
    declined: closed,
    accept: closed,
    acceptWithoutFindings: closed,
    reject: closed,
    rejectAll: closed,
    undo: onHunk(undo),
    undoAll,
    closed: (review) => ({ review, effects: [], refused: null }),
  },
};

/** The only way a review changes. Nothing throws; what is not allowed is refused with a sentence. */
export function advance(review: Review, event: ReviewEvent, mode: Mode): Step {
  const transition = table[review.status][event.kind] as (review: Review, event: ReviewEvent, mode: Mode) => Step;
  return transition(review, event, mode);
}

function onHunk<E extends { readonly hunk: string }>(
  act: (review: Review, hunk: HunkReview, event: E, mode: Mode) => Step,
): (review: Review, event: E, mode: Mode) => Step {
  return (review, event, mode) => {
    const hunk = review.hunks.find((it) => it.id === event.hunk);
    return hunk === undefined
      ? refuse(review, worded`This hunk is no longer there: the file changed.`)
      : act(review, hunk, event, mode);
  };
}

function onFinding<E extends { readonly hunk: string; readonly fingerprint: string }>(
  act: (review: Review, hunk: HunkReview, finding: Finding, event: E) => Step,
): (review: Review, event: E, mode: Mode) => Step {
  return onHunk((review, hunk, event) => {
    if (hunk.outcome !== null) return refuse(review, decidedAlready(hunk.outcome));
    const finding = hunk.findings.find((it) => it.fingerprint === event.fingerprint);
    return finding === undefined
      ? refuse(review, worded`This finding is no longer there: the hunk changed.`)
      : act(review, hunk, finding, event);
  });
}

function analysed(review: Review, event: Event<'analysed'>): Step {
  return { review: withHunks(review, carryOver(review.hunks, event.hunks)), effects: [], refused: null };
}

function acknowledge(review: Review, hunk: HunkReview, finding: Finding, event: Event<'acknowledge'>): Step {
  const { kind } = finding.obligation;
  if (kind === 'block')
    return refuse(review, worded`This change is blocked by policy: change the code, or ask for an exception.`);
  if (kind === 'none') return refuse(review, worded`This finding asks for nothing.`);
  if (kind !== 'acknowledge') return refuse(review, worded`This finding asks for an explanation: a reason and words.`);
  return settleAll(review, hunk, finding, event, { obligation: 'acknowledge', at: event.at });
}

function explain(review: Review, hunk: HunkReview, finding: Finding, event: Event<'explain'>): Step {
  const words = event.words.trim();
  if (finding.obligation.kind === 'block')
    return refuse(review, worded`This change is blocked by policy: change the code, or ask for an exception.`);
  if (!hasObligation(finding)) return refuse(review, worded`This finding asks for nothing.`);
  if (!saysSomething(words))
    return refuse(review, worded`An explanation needs words: what should an auditor read in a year?`);
  if (words.length > MAX_WORDS) return refuse(review, worded`An explanation has at most ${MAX_WORDS} characters.`);
  return settleAll(review, hunk, finding, event, { obligation: 'explain', reason: event.reason, words, at: event.at });
}

/** The finding itself, and those that the answer is for as well: an answer each, or none at all when one of them says something else. */
function settleAll(
  review: Review,
  hunk: HunkReview,
  finding: Finding,
  { alike = [] }: { readonly alike?: readonly FindingName[] },
  said: Omit<Acknowledgement, 'fingerprint' | 'hunk'>,
): Step {
  const names = [{ hunk: hunk.id, fingerprint: finding.fingerprint }];
  for (const { hunk: id, fingerprint } of alike) {
    const on = review.hunks.find((it) => it.id === id && it.outcome === null);
    const other = on?.findings.find((it) => it.fingerprint === fingerprint);
    if (on === undefined || other === undefined || !isAlike(finding, other))
      return refuse(
        review,
        worded`What said the same does so no more: the change set is another now. Look at it again.`,
      );
    if (findingState(on, other) !== 'settled') names.push({ hunk: id, fingerprint });
  }
  return { review: names.reduce((now, name) => settle(now, { ...said, ...name }), review), effects: [], refused: null };
}

function settle(review: Review, given: Acknowledgement): Review {
  const hunk = review.hunks.find(({ id }) => id === given.hunk);
  if (hunk === undefined) return review;
  const { [given.fingerprint]: _settled, ...drafts } = hunk.drafts;
  const others = hunk.acknowledgements.filter((it) => it.fingerprint !== given.fingerprint);
  const earlier = hunk.acknowledgements.find((it) => it.fingerprint === given.fingerprint);
  const settled = { ...withoutApprovals(hunk, earlier, given), acknowledgements: [...others, given], drafts };
  return replace(review, settled);
}

/** Nobody has approved other words, and nobody was asked about them. */
function withoutApprovals(hunk: HunkReview, earlier: Acknowledgement | undefined, given: Acknowledgement): HunkReview {
  return earlier !== undefined && isSameAnswer(earlier, given) ? hunk : withoutSignatures(hunk, given.fingerprint);
}

function withoutSignatures(hunk: HunkReview, fingerprint: string): HunkReview {
  const { submitted: _submitted, declined: _declined, approvals, ...rest } = hunk;
  if (approvals === undefined) return rest;
  return { ...rest, approvals: approvals.filter((it) => it.fingerprint !== fingerprint) };
}

/** The answer is taken back, and what others signed under it with it. Nothing of it was recorded: that happens with the decision. */
function withdraw(review: Review, hunk: HunkReview, { fingerprint }: Event<'withdraw'>): Step {
  if (hunk.outcome !== null) return refuse(review, decidedAlready(hunk.outcome));
  if (fingerprint === null) {
    if (!hunk.notJudgedAcknowledged) return refuse(review, worded`Nothing was acknowledged here.`);
    return { review: replace(review, { ...hunk, notJudgedAcknowledged: false }), effects: [], refused: null };
  }
  const left = hunk.acknowledgements.filter((it) => it.fingerprint !== fingerprint);
  if (left.length === hunk.acknowledgements.length) return refuse(review, worded`Nothing was said of this finding.`);
  const next = { ...withoutSignatures(hunk, fingerprint), acknowledgements: left };
  return { review: replace(review, next), effects: [], refused: null };
}

function isSameAnswer(
  one: Pick<Acknowledgement, 'reason' | 'words'>,
  other: { readonly reason?: string | undefined; readonly words?: string | undefined },
): boolean {
  return one.reason === other.reason && one.words === other.words;
}

function submit(review: Review, { request, at }: Event<'submit'>): Step {
  const waiting = awaitingApproval(review);
  const fresh = waiting.filter(({ submitted }) => submitted === undefined);
  if (fresh.length === 0)
    return refuse(
      review,
      waiting.length > 0
        ? worded`An approval was asked for already.`
        : worded`Nothing that was explained waits for an approval.`,
    );
  const ids = fresh.map(({ id }) => id);
  const hunks = review.hunks.map((hunk) => (ids.includes(hunk.id) ? { ...hunk, submitted: { at, request } } : hunk));
  return {
    review: withHunks(review, hunks),
    effects: [{ kind: 'record', outcome: 'submitted', hunks: ids }],
    refused: null,
  };
}

function approved(review: Review, hunk: HunkReview, finding: Finding, event: Event<'approved'>): Step {
  const { obligation, fingerprint } = finding;
  const { approval, under } = event;
  if (!rolesAsked(obligation).includes(approval.role))
    return refuse(review, worded`This finding does not ask for the approval of ${approval.role}.`);
  const said = answerOf(hunk, finding);
  if (said === null || !isSameAnswer(said, under))
    return refuse(review, worded`What was approved is not what this finding is explained with now.`);
  const others = (hunk.approvals ?? []).filter((it) => it.fingerprint !== fingerprint || it.record !== approval.record);
  const approvals = [...others, { ...approval, fingerprint, hunk: hunk.id }];
  const { declined: no, ...rest } = hunk;
  const isStanding = no !== undefined && no.ledger !== approval.ledger;
  const next = { ...rest, approvals, ...(isStanding && { declined: no }) };
  return { review: replace(review, next), effects: [], refused: null };
}

function acknowledgeNotJudged(review: Review, hunk: HunkReview): Step {
  if (hunk.isCancelled === true) return refuse(review, worded`Its analysis was cancelled: analyse it again.`);
  if (hunk.judged) return refuse(review, worded`This hunk was judged.`);
  if (hunk.outcome !== null) return refuse(review, decidedAlready(hunk.outcome));
  return { review: replace(review, { ...hunk, notJudgedAcknowledged: true }), effects: [], refused: null };
}

/** What was on screen matters only where the policy asks for it, and once. */
function seen(review: Review, hunk: HunkReview, { lines }: Event<'seen'>): Step {
  const { mustSee, inView: known = { before: [], after: [] }, outcome } = hunk;
  if (mustSee === undefined || outcome !== null) return { review, effects: [], refused: null };
  const inView = addInView(known, lines, mustSee);
  const isNew = countInView(inView, mustSee).lines > countInView(known, mustSee).lines;
  if (!isNew) return { review, effects: [], refused: null };
  return { review: replace(review, { ...hunk, inView }), effects: [], refused: null };
}

function accept(review: Review, hunk: HunkReview, event: Event<'accept'>, mode: Mode): Step {
  const blocked = blockedBecause(hunk, mode);
  if (blocked !== null) return refuse(review, blocked);
  return {
    review: replace(review, { ...hunk, outcome: event.as }),
    effects: [
      { kind: 'record', outcome: event.as, hunks: [hunk.id] },
      { kind: 'advanceBaseline', path: hunk.path, hunk: hunk.id },
    ],
    refused: null,
  };
}

function reject(review: Review, hunk: HunkReview, event: Event<'reject'>): Step {
  if (hunk.outcome !== null) return refuse(review, decidedAlready(hunk.outcome));
  const reason = event.reason.trim();
  if (reason.length > MAX_WORDS) return refuse(review, worded`A reason has at most ${MAX_WORDS} characters.`);
  const { record, effect, decided } = rejected(hunk, reason);
  return { review: replace(review, decided), effects: [record, effect], refused: null };
}

/** Takes a decision back; what was acknowledged on the hunk stays, its content is the same. */
function undo(review: Review, hunk: HunkReview): Step {
  if (hunk.outcome === null) return refuse(review, worded`This hunk is not decided yet.`);
  const { record, effect, undecided } = undone(hunk);
  return { review: replace(review, undecided), effects: [record, effect], refused: null };
}

function declined(review: Review, hunk: HunkReview, event: Event<'declined'>): Step {
  if (hunk.outcome !== null) return refuse(review, decidedAlready(hunk.outcome));
  if (hunk.submitted === undefined) return refuse(review, worded`Nobody was asked about this hunk.`);
  const approvals = hunk.approvals?.filter(({ ledger }) => ledger !== event.declined.ledger);
  const next = { ...hunk, ...(approvals !== undefined && { approvals }), declined: event.declined };
  return { review: replace(review, next), effects: [], refused: null };
}
