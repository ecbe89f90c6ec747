import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../server/src/protocol/view.ts';

/** What a finding asks for, in the words of the panel and the editor alike. */

export const approver = ({ role }: Pick<FindingView, 'role'>): string => role ?? l10n.t('another person');

/** Who has to approve, and whether they were asked. */
export function approvalWords(finding: FindingView): string {
  const who = approver(finding);
  return finding.state === 'waiting'
    ? l10n.t`Explained, waits for approval by ${who}`
    : l10n.t`Needs approval by ${who}`;
}
