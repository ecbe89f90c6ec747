import { h, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { button } from './button.ts';

/** In place of the buttons. Without a reason the record would say nothing, so there has to be one. */
export function rejectForm(words: string, dispatch: Dispatch): VElement {
  const label = 'Why is it rejected? The record keeps the reason.';
  const isOff = words.trim() === '';
  return h(
    'div',
    {
      key: 'reject-form',
      class: 'reject-form',
      at: { role: 'group', 'aria-label': 'Reject this hunk', 'data-reject': true },
    },
    [
      h('p', { key: 'label', class: 'why', at: { id: 'reject-label', 'aria-hidden': 'true' } }, [label]),
      h('vscode-textarea', {
        key: 'words',
        class: 'textarea',
        at: { 'data-focus': 'reject-words', rows: 2 },
        set: { label, placeholder: 'What should it do instead?', value: words },
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
          ['Reject hunk'],
          dispatch,
          { kind: 'reject' },
          { press: 'Ctrl+Enter', isOff, describedBy: 'reject-label' },
        ),
        button('secondary', ['Cancel'], dispatch, { kind: 'cancel-reject' }, { press: 'Esc' }),
      ]),
    ],
  );
}
