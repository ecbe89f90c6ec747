import * as l10n from '@vscode/l10n';

/** What others ask, in the words of the panel and the editor alike; `show` writes a number as its reader does. */

type Show = (value: number) => string;

export const waitingRequestsWords = (waiting: number, show: Show = String): string =>
  waiting === 1
    ? l10n.t('1 review request waits for your approval.')
    : l10n.t`${show(waiting)} review requests wait for your approval.`;

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
