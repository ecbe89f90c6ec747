import * as l10n from '@vscode/l10n';
import { h, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { button } from './button.ts';

/** In place of the buttons. Without a reason the record would say nothing, so there has to be one. */
export function rejectForm(words: string, dispatch: Dispatch): VElement {
  const label = l10n.t('Why is it rejected? The record keeps the reason.');
  const isOff = words.trim() === '';
  return h(
    'div',
    {
      key: 'reject-form',
      class: 'reject-form',
      at: { role: 'group', 'aria-label': l10n.t('Reject this hunk'), 'data-reject': true },
    },
    [
      h('p', { key: 'label', class: 'why', at: { id: 'reject-label', 'aria-hidden': 'true' } }, [label]),
      h('vscode-textarea', {
        key: 'words',
        class: 'textarea',
        at: { 'data-focus': 'reject-words', rows: 2 },
        set: { label, placeholder: l10n.t('What should it do instead?'), value: words },
        on: {
          input: ({ target }) => {
            if (target instanceof Element && 'value' in target)
              dispatch({ kind: 'reject-words', words: String(target.value) });
          },
        },
      }),
      h('div', { key: 'buttons', class: 'buttons' }, [
        button(
          'primary',
          [l10n.t('Reject hunk')],
          dispatch,
          { kind: 'reject' },
          { press: 'Ctrl+Enter', isOff, describedBy: 'reject-label' },
        ),
        button('secondary', [l10n.t('Cancel')], dispatch, { kind: 'cancel-reject' }, { press: 'Esc' }),
      ]),
    ],
  );
}
