import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import type { VElement } from '../dom.ts';
import { number } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { justTogether } from '../together.ts';
import { link } from './button.ts';

/** What was decided together a moment ago, and can be taken back together. Null: nothing. */
export function togetherWords(session: Session, changeSet: ChangeSetView): string | null {
  const hunks = justTogether(session, changeSet);
  if (hunks.length === 0) return null;
  return hunks[0]?.outcome === 'rejected'
    ? l10n.t`${number(hunks.length)} hunks rejected together.`
    : l10n.t`${number(hunks.length)} hunks accepted together.`;
}

export const undoLastLink = (dispatch: Dispatch): VElement =>
  link([l10n.t('Undo (u)')], dispatch, { kind: 'undo-last' });
