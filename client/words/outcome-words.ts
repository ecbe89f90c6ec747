import * as l10n from '@vscode/l10n';
import type { HunkView } from '../../server/src/protocol/view.ts';

/** What became of a hunk, in the words of the panel and the editor alike. */

type OutcomeWord = NonNullable<HunkView['outcome']>;

export const outcomeWords: Readonly<Record<OutcomeWord, string>> = {
  accepted: l10n.t('accepted'),
  amended: l10n.t('accepted with changes'),
  rejected: l10n.t('rejected'),
};

export const decidedAlready = (outcome: OutcomeWord): string => l10n.t`This hunk is ${outcomeWords[outcome]} already.`;

export const undoFirst = (outcome: OutcomeWord): string => `${decidedAlready(outcome)} ${l10n.t('Undo that first.')}`;

/** Of a held edit: what it was told it has done, or will do. */
export const agentHasAnswer = l10n.t('The agent has its answer: this can no longer be taken back here.');
