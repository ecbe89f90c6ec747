import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, PanelView } from '../../server/src/protocol/view.ts';
import { notSealed, settledWords } from '../words/obligation-words.ts';
import {
  allSettledWords,
  approvedWords,
  nothingToApprove,
  openOfWords,
  settledOfWords,
  waitingRequestsWords,
} from '../words/progress-words.ts';
import { hasWork } from '../words/what-is-left.ts';

export interface StatusWords {
  readonly text: string;
  readonly tooltip: string;
  /** Held edits make an agent wait, or have made it go on: shown apart, and the only thing with a warning background. */
  readonly held: { readonly text: string; readonly tooltip: string } | null;
  /** Agents that no longer ask: what to say of it. */
  readonly drift: string | null;
  /** Findings still to acknowledge and hunks still to judge by eye: the activity bar's badge. */
  readonly waiting: number;
}

interface Counts {
  /** Findings of what is decided here that ask for something, … */
  readonly all: readonly FindingView[];
  /** … and of them those that nobody has settled, on hunks that are not decided. */
  readonly left: readonly FindingView[];
  readonly notJudged: number;
  readonly withoutFindings: number;
  readonly held: number;
  readonly isAnyWaiting: boolean;
  /** Requests of others: they are approved, not acknowledged. */
  readonly asked: Asked;
  /** Whether a hunk was decided with a finding that nobody acknowledged, as rejecting does. */
  readonly isLeftUnsaid: boolean;
  readonly isAnyRejected: boolean;
}

interface Asked {
  readonly requests: number;
  readonly total: number;
  readonly approved: number;
  /** What whoever sits here may approve. */
  readonly yours: number;
  /** Approved by them, and no seal covers it yet. */
  readonly unsealed: number;
}

export function toStatusWords(view: PanelView): StatusWords {
  const counts = countOf(view);
  const { text, tooltip } = words[view.state](view, counts);
  return {
    text,
    tooltip: [`Countersign: ${tooltip}`, ...linkedWords(view), ...waitingWords(view)].join('\n'),
    drift: view.drift.length > 0 ? view.drift.join('\n') : null,
    held: counts.held > 0 ? heldWords(counts) : null,
    waiting: counts.left.length + counts.notJudged + counts.asked.yours,
  };
}

function heldWords({ held, isAnyWaiting }: Counts): NonNullable<StatusWords['held']> {
  return {
    text: l10n.t`${held} held`,
    tooltip: isAnyWaiting
      ? l10n.t('Countersign: not written yet, the agent is waiting.')
      : l10n.t('Countersign: not written, and the agent went on. Once it is accepted, the same edit passes.'),
  };
}

/** Of work trees that the window does not show. */
function linkedWords({ changeSets }: PanelView): readonly string[] {
  const open = changeSets.filter((changeSet) => changeSet.isLinked && hasWork(changeSet));
  const names = [...new Set(open.flatMap(({ folder }) => folder ?? []))];
  const [only] = names;
  if (only === undefined) return [];
  return names.length === 1
    ? [l10n.t`Something is to be decided in the other work tree ${only}.`]
    : [l10n.t`Something is to be decided in other work trees: ${names.join(', ')}.`];
}

/** Of requests of others; none where nobody looked yet. */
function waitingWords({ waitingRequests }: PanelView): readonly string[] {
  if (waitingRequests === 0) return [];
  return [waitingRequestsWords(waitingRequests)];
}

function countOf({ changeSets }: PanelView): Counts {
  const all = changeSets.filter(({ request }) => request === null);
  // What is decided stays in sight for a while, and is no part of what is left to do.
  const own = all.some(hasWork) ? all.filter(hasWork) : all;
  const sum = (pick: (progress: ChangeSetView['progress']) => number): number => sumOf(own, pick);
  const open = own.flatMap(({ hunks }) => hunks).filter(({ outcome }) => outcome === null);
  return {
    all: own.flatMap(({ hunks }) => hunks).flatMap(({ findings }) => findings.filter(isAsked)),
    left: open.flatMap(({ findings }) => findings.filter(isUnsaid)),
    notJudged: open.filter(({ judged, notJudgedAcknowledged }) => !judged && !notJudgedAcknowledged).length,
    withoutFindings: sum(({ withoutFindingsOpen }) => withoutFindingsOpen),
    held: open.filter(({ landing }) => landing === 'held').length,
    isAnyWaiting: own.some(({ heldUntil }) => heldUntil !== null),
    asked: askedOf(changeSets.filter(({ request }) => request !== null)),
    isLeftUnsaid: own
      .flatMap(({ hunks }) => hunks)
      .some(({ outcome, findings }) => outcome !== null && findings.some(isUnsaid)),
    isAnyRejected: own.flatMap(({ hunks }) => hunks).some(({ outcome }) => outcome === 'rejected'),
  };
}

function sumOf(changeSets: readonly ChangeSetView[], pick: (progress: ChangeSetView['progress']) => number): number {
  return changeSets.reduce((total, { progress }) => total + pick(progress), 0);
}

function askedOf(requests: readonly ChangeSetView[]): Asked {
  const approvals = requests
    .flatMap(({ hunks }) => hunks)
    .flatMap(({ findings }) => findings.map(({ approval }) => approval?.yours ?? null));
  return {
    requests: requests.length,
    total: sumOf(requests, ({ total }) => total),
    approved: sumOf(requests, ({ settled }) => settled),
    yours: approvals.filter((yours) => yours === 'open').length,
    unsealed: approvals.filter((yours) => yours === 'unsealed').length,
  };
}

const isAsked = ({ obligation }: FindingView): boolean => obligation !== 'none';
const isUnsaid = (finding: FindingView): boolean => isAsked(finding) && finding.state !== 'settled';

type Words = Pick<StatusWords, 'text' | 'tooltip'>;

const words: Readonly<Record<PanelView['state'], (view: PanelView, counts: Counts) => Words>> = {
  starting: () => ({ text: 'Countersign', tooltip: l10n.t('the review server is starting.') }),
  analysing: ({ analysing }) =>
    analysing
      ? {
          text: l10n.t`Analysing ${analysing.done} of ${analysing.total}`,
          tooltip: l10n.t`analysing ${analysing.path}.`,
        }
      : { text: l10n.t('Analysing'), tooltip: l10n.t('analysing an edit.') },
  empty: ({ watching }) => ({
    text: 'Countersign',
    tooltip: l10n.t`nothing waits. Files watched: ${watching.files}, left out: ${watching.ignored}.`,
  }),
  queue: (_view, counts) => ({ text: queueText(counts), tooltip: queueTooltip(counts) }),
  done: (_view, counts) => ({ text: queueText(counts), tooltip: queueTooltip(counts) }),
  failed: ({ problem }) => ({
    text: l10n.t('Countersign stopped'),
    tooltip: [
      problem?.message ?? l10n.t('the review server does not run.'),
      l10n.t('Nothing can be accepted until it runs again.'),
    ].join(' '),
  }),
  restricted: () => ({
    text: l10n.t('Countersign restricted'),
    tooltip: l10n.t('this folder is not trusted. Edits are analysed; nothing is decided or recorded.'),
  }),
};

/** The count says what is left, so that it reads as a task and ends. */
function queueText({ left, all, notJudged, withoutFindings, isLeftUnsaid, isAnyRejected, asked }: Counts): string {
  if (left.length > 0) return openOfWords(left, all.length);
  if (notJudged > 0) return l10n.t`${notJudged} not judged`;
  if (asked.yours > 0) return l10n.t`${asked.yours} of ${asked.total} to approve`;
  if (all.length > 0) return allSettledWords(all, isLeftUnsaid);
  if (withoutFindings > 0) return l10n.t`${withoutFindings} without findings`;
  if (asked.requests > 0) return askedText(asked);
  return isAnyRejected ? l10n.t('All decided') : l10n.t('All accepted');
}

/** Of requests where nothing waits for whoever sits here. */
function askedText({ total, approved, unsealed }: Asked): string {
  if (total === 0) return nothingToApprove;
  if (unsealed > 0) return notSealed;
  return approved === total ? settledWords.approve : l10n.t('Waits for others');
}

function queueTooltip({ left, all, notJudged, withoutFindings, asked }: Counts): string {
  const parts = [
    ...(all.length > 0
      ? [settledOfWords({ total: all.length, open: left })]
      : asked.requests === 0
        ? [l10n.t('no findings to acknowledge.')]
        : []),
    ...(notJudged > 0 ? [notJudged === 1 ? l10n.t('1 hunk not judged.') : l10n.t`${notJudged} hunks not judged.`] : []),
    ...(withoutFindings > 0
      ? [
          withoutFindings === 1
            ? l10n.t('1 hunk without findings.')
            : l10n.t`${withoutFindings} hunks without findings.`,
        ]
      : []),
    ...(asked.requests > 0 ? [approvedTooltip(asked)] : []),
  ];
  return [...parts, l10n.t('Select to review.')].join(' ');
}

function approvedTooltip({ total, approved, yours }: Asked): string {
  return total === 0 ? l10n.t('nothing to approve.') : approvedWords({ total, approved, left: yours });
}
