import * as l10n from '@vscode/l10n';
import type { HunkView, RequestView } from '../../../server/src/protocol/view.ts';
import type { Child, VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { signatureLines } from './signature-lines.ts';
import { notDone } from './why-line.ts';
import { wordsForm } from './words-form.ts';

/** A held edit is refused: its agent hears why. */
const whys: Readonly<Record<HunkView['landing'], string>> = {
  held: l10n.t('Why is it rejected? Nothing is written, and the agent is told the reason.'),
  landed: l10n.t('Why is it rejected? The record keeps the reason.'),
  offered: l10n.t('Why is it rejected? The record keeps the reason.'),
};

/** Without a reason the record would say nothing, so there has to be one. Where somebody else asks, it is signed too. */
export function rejectForm(
  session: Session,
  request: RequestView | null,
  { landing }: Pick<HunkView, 'landing'>,
  words: string,
  dispatch: Dispatch,
  more: readonly Child[] | null = null,
): VElement {
  const why = whys[landing];
  const { refused } = session;
  return wordsForm(
    {
      name: 'reject',
      title: l10n.t('Reject this hunk'),
      about:
        request === null
          ? [[refused === null ? why : notDone(refused)], ...(more === null ? [] : [more])]
          : signatureLines(session, request, why),
      label: why,
      placeholder: l10n.t('What should it do instead?'),
      words,
      submit: l10n.t('Reject hunk'),
      isOff: words.trim() === '' || session.beingSigned !== null,
    },
    dispatch,
  );
}
