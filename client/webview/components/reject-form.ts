import * as l10n from '@vscode/l10n';
import type { RequestView } from '../../../server/src/protocol/view.ts';
import type { Child, VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { signatureLines } from './signature-lines.ts';
import { notDone } from './why-line.ts';
import { wordsForm } from './words-form.ts';

/** Without a reason the record would say nothing, so there has to be one. Where somebody else asks, it is signed too. */
export function rejectForm(
  session: Session,
  request: RequestView | null,
  words: string,
  dispatch: Dispatch,
  more: readonly Child[] | null = null,
): VElement {
  const why = l10n.t('Why is it rejected? The record keeps the reason.');
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
