import * as l10n from '@vscode/l10n';
import type { FindingView, ObligationWord } from '../../server/src/protocol/view.ts';

/** What a finding asks for, in the words of the panel and the editor alike. */

type Words = Readonly<Record<ObligationWord, string>>;

/** Of a mark. */
export const openWords: Words = {
  none: '',
  acknowledge: l10n.t('Acknowledge'),
  explain: l10n.t('Explain'),
  approve: l10n.t('Approval'),
  block: l10n.t('Blocked'),
};

/** Within a line or a list. */
export const askWords: Words = {
  none: '',
  acknowledge: l10n.t('acknowledge'),
  explain: l10n.t('explain'),
  approve: l10n.t('approve'),
  block: l10n.t('blocked'),
};

export const settledWords: Words = {
  none: '',
  acknowledge: l10n.t('Acknowledged'),
  explain: l10n.t('Explained'),
  approve: l10n.t('Approved'),
  block: l10n.t('Excepted'),
};

/** Over an answer: who gave it, where that is the reader. */
export const answeredWords: Words = {
  ...settledWords,
  acknowledge: l10n.t('Acknowledged by you'),
  explain: l10n.t('Explained by you'),
};

/** The same where it was somebody else. */
export function saidByWords(obligation: ObligationWord, name: string): string {
  switch (obligation) {
    case 'acknowledge':
      return l10n.t`Acknowledged by ${name}`;
    case 'explain':
    case 'approve':
      return l10n.t`Explained by ${name}`;
    case 'none':
    case 'block':
      return settledWords[obligation];
  }
}

const needWords: Readonly<Record<Exclude<ObligationWord, 'approve'>, string>> = {
  none: l10n.t('Nothing asked'),
  acknowledge: l10n.t('Needs acknowledgement'),
  explain: l10n.t('Needs an explanation'),
  block: l10n.t('Blocked by policy'),
};

/** What has to be done, or was: a title, and what is heard first. */
export function obligationPhrase(finding: FindingView): string {
  const { obligation, state } = finding;
  if (state === 'settled' && obligation !== 'none') return settledWords[obligation];
  return obligation === 'approve' ? approvalWords(finding) : needWords[obligation];
}

export const approver = ({ role }: Pick<FindingView, 'role'>): string => role ?? l10n.t('another person');

/** Approved by whoever sits here, and counted once a seal covers it. */
export const notSealed = l10n.t('Not sealed');

/** Who has to approve, and whether they were asked. */
function approvalWords(finding: FindingView): string {
  const who = approver(finding);
  if (finding.approval?.yours === 'open') return l10n.t`Explained, waits for you as ${who}`;
  if (finding.approval?.yours === 'unsealed') return notSealed;
  return finding.state === 'waiting'
    ? l10n.t`Explained, waits for approval by ${who}`
    : l10n.t`Needs approval by ${who}`;
}

/** Its author has still to say why it is right. */
export const wantsWords = ({ obligation, state }: FindingView): boolean =>
  obligation === 'explain' || (obligation === 'approve' && state !== 'waiting');
