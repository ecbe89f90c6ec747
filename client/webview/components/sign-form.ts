import * as l10n from '@vscode/l10n';
import type { ChangeSetView, RequestView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { count } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { isSigning, tickedOf } from '../sign.ts';
import { button } from './button.ts';

/** In place of the buttons: what is signed, by which key, and words that may go with it. */
export function signForm(
  session: Session,
  changeSet: ChangeSetView,
  { by, key }: RequestView,
  words: string,
  dispatch: Dispatch,
): VElement {
  const isBusy = isSigning(session, changeSet);
  const ticked = tickedOf(session, changeSet.id).length;
  const what = [
    count(ticked, l10n.t('You approve 1 finding.'), l10n.t('You approve {0} findings.')),
    l10n.t`Your signature goes under the words of ${by}.`,
  ].join(' ');
  const touch = key?.isSecurityKey === true ? ` ${l10n.t('Touch your key when it asks.')}` : '';
  const { refused } = session;
  const label =
    refused !== null
      ? l10n.t`Not done: ${refused.message}`
      : isBusy
        ? `${l10n.t('Being signed.')}${touch}`
        : `${what}${touch}`;
  return h(
    'div',
    {
      key: 'sign-form',
      class: 'reject-form',
      at: { role: 'group', 'aria-label': l10n.t('Approve and sign'), 'data-sign': true },
    },
    [
      h('p', { key: 'label', class: 'why', at: { id: 'sign-label' } }, [label]),
      key !== null &&
        h('p', { key: 'key', class: 'seal small dim', at: { title: key.fingerprint } }, [
          h('code', {}, [key.fingerprint]),
        ]),
      h('vscode-textarea', {
        key: 'words',
        class: 'textarea',
        at: { 'data-focus': 'sign-words', rows: 2 },
        set: {
          label: l10n.t('Words that go with it'),
          placeholder: l10n.t('Words that go with it, if you like'),
          value: words,
        },
        on: {
          input: ({ target }) => {
            if (target instanceof Element && 'value' in target)
              dispatch({ kind: 'sign-words', words: String(target.value) });
          },
        },
      }),
      h('div', { key: 'buttons', class: 'buttons' }, [
        button(
          'primary',
          [l10n.t('Sign')],
          dispatch,
          { kind: 'sign' },
          { press: 'Ctrl+Enter', isOff: isBusy, describedBy: 'sign-label' },
        ),
        button('secondary', [l10n.t('Cancel')], dispatch, { kind: 'cancel-sign' }, { press: 'Esc' }),
      ]),
    ],
  );
}
