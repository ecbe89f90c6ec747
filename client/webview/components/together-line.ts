import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import type { Child } from '../dom.ts';
import type { Dispatch, Intent } from '../intent.ts';
import type { Session } from '../session.ts';
import { isAboutTogether, justTogether } from '../together.ts';
import { decidedTogetherWords } from '../words.ts';
import { keyedLink, link } from './button.ts';

/** What was decided together a moment ago, and the way back from all of it. Null: nothing. */
export function togetherLine(
  session: Session,
  changeSet: ChangeSetView,
  dispatch: Dispatch,
): { readonly words: string; readonly undo: Child } | null {
  const hunks = justTogether(session, changeSet);
  if (hunks.length === 0) return null;
  const [label, intent] = [l10n.t('Undo'), { kind: 'undo-last' } satisfies Intent];
  const undo = isAboutTogether(session, changeSet)
    ? keyedLink(label, 'u', dispatch, intent)
    : link([label], dispatch, intent);
  return { words: decidedTogetherWords(hunks), undo };
}
