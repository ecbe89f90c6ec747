import * as l10n from '@vscode/l10n';
import {
  command,
  type HunksArguments,
  type PartArguments,
  type RejectAllArguments,
} from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { leftOf } from '../words/what-is-left.ts';
import { agentHasAnswer } from '../words/outcome-words.ts';

type TogetherAct = Extract<PanelAction, { readonly kind: 'accept-without-findings' | 'reject-all' | 'undo-all' }>;

/** Why several hunks cannot be decided together as it was asked; null: they can, as far as the view says. */
export function whyNotTogether(action: TogetherAct, changeSet: ChangeSetView): string | null {
  if (changeSet.request !== null) return l10n.t('What others ask about is decided hunk by hunk.');
  switch (action.kind) {
    case 'accept-without-findings': {
      const plain = leftOf(changeSet, action.path ?? null).filter(
        ({ judged, findings }) => judged && !findings.some(isAsking),
      );
      return plain.length > 0 ? null : l10n.t('No hunk without findings is left in this change set.');
    }
    case 'reject-all': {
      if (action.reason.trim() === '') return l10n.t('A rejection needs words.');
      const left = leftOf(changeSet, action.path ?? null).map(({ id }) => id);
      return isSame(action.hunks, left)
        ? null
        : l10n.t('What is left has changed since it was shown. Look at it again.');
    }
    case 'undo-all': {
      if (changeSet.answer !== null) return agentHasAnswer;
      const decided = new Set(changeSet.hunks.flatMap(({ id, outcome }) => (outcome === null ? [] : [id])));
      const areDecided =
        Array.isArray(action.hunks) && action.hunks.length > 0 && action.hunks.every((id) => decided.has(id));
      return areDecided ? null : l10n.t('Nothing was decided here yet.');
    }
  }
}

export function togetherCommand(action: TogetherAct): {
  readonly command: string;
  readonly argument: PartArguments | RejectAllArguments | HunksArguments;
} {
  const { changeSet } = action;
  if (action.kind === 'undo-all')
    return { command: command.undoAll, argument: { changeSet, hunks: JSON.stringify(action.hunks) } };
  const part: PartArguments = typeof action.path === 'string' ? { changeSet, path: action.path } : { changeSet };
  if (action.kind === 'accept-without-findings') return { command: command.acceptWithoutFindings, argument: part };
  const { hunks, reason } = action;
  return { command: command.rejectAll, argument: { ...part, hunks: JSON.stringify(hunks), reason } };
}

const isAsking = ({ obligation }: HunkView['findings'][number]): boolean => obligation !== 'none';

/** The same hunks, in whatever order; a message may hold anything. */
function isSame(given: unknown, left: readonly string[]): boolean {
  if (!Array.isArray(given) || left.length === 0 || given.length !== left.length) return false;
  const named = new Set<unknown>(given);
  return left.every((id) => named.has(id));
}
