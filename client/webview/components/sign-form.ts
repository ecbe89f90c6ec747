import * as l10n from '@vscode/l10n';
import type { RequestView } from '../../../server/src/protocol/view.ts';
import type { VElement } from '../dom.ts';
import { count } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { signatureLines } from './signature-lines.ts';
import { wordsForm } from './words-form.ts';

/** What is signed together, and words that may go with it. */
export function signForm(
  session: Session,
  request: RequestView,
  ticked: number,
  words: string,
  dispatch: Dispatch,
): VElement {
  const what = [
    count(ticked, l10n.t('You approve 1 finding.'), l10n.t('You approve {0} findings.')),
    l10n.t`Your signature goes under the words of ${request.by}.`,
  ].join(' ');
  return wordsForm(
    {
      name: 'sign',
      title: l10n.t('Approve and sign'),
      about: signatureLines(session, request, what),
      label: l10n.t('Words that go with it'),
      placeholder: l10n.t('Words that go with it, if you like'),
      words,
      submit: l10n.t('Sign'),
      isOff: session.beingSigned !== null,
    },
    dispatch,
  );
}
