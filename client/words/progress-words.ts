import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../server/src/protocol/view.ts';

/** How much is done and left, of what is decided here and of what others ask, in the panel and the editor alike. */

/** Writes a number as its reader does. */
type Show = (value: number) => string;

interface Settled {
  readonly total: number;
  readonly open: readonly FindingView[];
}

type Ask = 'block' | 'approve' | 'waiting' | 'explain' | 'acknowledge';

interface AskWords {
  readonly one: () => string;
  readonly several: (left: string) => string;
  readonly of: (left: string, total: string) => string;
}

/** Strongest first. */
const askRows: Readonly<Record<Ask, AskWords>> = {
  block: {
    one: () => l10n.t('1 blocked'),
    several: (left) => l10n.t`${left} blocked`,
    of: (left, total) => l10n.t`${left} of ${total} blocked`,
  },
  approve: {
    one: () => l10n.t('1 needs approval'),
    several: (left) => l10n.t`${left} need approval`,
    of: (left, total) => l10n.t`${left} of ${total} without approval`,
  },
  waiting: {
    one: () => l10n.t('1 waits for approval'),
    several: (left) => l10n.t`${left} wait for approval`,
    of: (left, total) => l10n.t`${left} of ${total} waiting for approval`,
  },
  explain: {
    one: () => l10n.t('1 to explain'),
    several: (left) => l10n.t`${left} to explain`,
    of: (left, total) => l10n.t`${left} of ${total} to explain`,
  },
  acknowledge: {
    one: () => l10n.t('1 to acknowledge'),
    several: (left) => l10n.t`${left} to acknowledge`,
    of: (left, total) => l10n.t`${left} of ${total} to acknowledge`,
  },
};

function askOf({ obligation, state }: FindingView): Ask {
  if (obligation === 'none') return 'acknowledge';
  return obligation === 'approve' && state === 'waiting' ? 'waiting' : obligation;
}

/** "1 needs approval, 2 to explain": what is asked, of open findings. */
export function asksWords(open: readonly FindingView[], show: Show = String): string {
  const asks = open.map(askOf);
  const words = Object.entries(askRows).flatMap(([ask, { one, several }]) => {
    const left = asks.filter((each) => each === ask).length;
    return left === 0 ? [] : [left === 1 ? one() : several(show(left))];
  });
  return words.join(', ');
}

/** "3 of 7 to explain"; "3 of 7 open" where not all ask for the same. */
export function openOfWords(open: readonly FindingView[], total: number, show: Show = String): string {
  const [ask, ...others] = new Set(open.map(askOf));
  const [left, all] = [show(open.length), show(total)];
  return ask === undefined || others.length > 0 ? l10n.t`${left} of ${all} open` : askRows[ask].of(left, all);
}

/** "4 of 7 findings settled, 1 needs approval, 2 to explain." */
export function settledOfWords({ total, open }: Settled, show: Show = String): string {
  const done = show(total - open.length);
  const settled =
    total === 1 ? l10n.t`${done} of 1 finding settled` : l10n.t`${done} of ${show(total)} findings settled`;
  return `${[settled, ...(open.length > 0 ? [asksWords(open, show)] : [])].join(', ')}.`;
}

/**
 * Of findings of which none is left: "All 7 acknowledged", where that is what all of them asked for and got.
 * @param isUnsaid one of them was decided without an answer, as rejecting does
 */
export function allSettledWords(asked: readonly FindingView[], isUnsaid: boolean, show: Show = String): string {
  const size = show(asked.length);
  return isUnsaid || asked.some((each) => askOf(each) !== 'acknowledge')
    ? l10n.t`All ${size} settled`
    : l10n.t`All ${size} acknowledged`;
}

export interface Approvals {
  readonly total: number;
  readonly approved: number;
  /** What is still to be approved. */
  readonly left: number;
}

export const approvedWords = ({ total, approved, left }: Approvals, show: Show = String): string =>
  total === 1
    ? l10n.t`${show(approved)} of 1 finding approved, ${show(left)} to approve.`
    : l10n.t`${show(approved)} of ${show(total)} findings approved, ${show(left)} to approve.`;

export const nothingToApprove = l10n.t('Nothing to approve');

export const waitingRequestsWords = (waiting: number, show: Show = String): string =>
  waiting === 1
    ? l10n.t('1 review request waits for your approval.')
    : l10n.t`${show(waiting)} review requests wait for your approval.`;
