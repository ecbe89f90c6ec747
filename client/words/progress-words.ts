import * as l10n from '@vscode/l10n';

/** How much is done and left, of what is decided here and of what others ask, in the panel and the editor alike. */

/** Writes a number as its reader does. */
type Show = (value: number) => string;

export interface Settled {
  readonly total: number;
  readonly settled: number;
}

/** "4 of 7 findings settled, 3 to acknowledge." */
export function settledOfWords({ total, settled }: Settled, show: Show = String): string {
  const [done, left] = [show(settled), show(total - settled)];
  return total === 1
    ? l10n.t`${done} of 1 finding settled, ${left} to acknowledge.`
    : l10n.t`${done} of ${show(total)} findings settled, ${left} to acknowledge.`;
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
