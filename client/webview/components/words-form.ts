import * as l10n from '@vscode/l10n';
import { h, valueOf, type Child, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { recordPress } from '../keys.ts';
import { button } from './button.ts';

type FormName = 'reject' | 'sign' | 'kept';

export interface WordsForm {
  readonly name: Exclude<FormName, 'kept'>;
  /** What the form is for, to whoever cannot see where it is. */
  readonly title: string;
  /** Over the words, each in a line; they say what the button does. */
  readonly about: readonly (readonly Child[])[];
  readonly label: string;
  readonly placeholder: string;
  readonly words: string;
  readonly submit: string;
  readonly isOff: boolean;
}

/** `words` of a form at the foot, told as they are typed. */
export function wordsField(
  { name, label, placeholder, words }: Pick<WordsForm, 'label' | 'placeholder' | 'words'> & { readonly name: FormName },
  dispatch: Dispatch,
): VElement {
  return h('vscode-textarea', {
    key: 'words',
    class: 'textarea',
    at: { 'data-focus': `${name}-words`, rows: 2 },
    set: { label, placeholder, value: words },
    on: { input: (event) => dispatch({ kind: `${name}-words`, words: valueOf(event) }) },
  });
}

/** At the foot, in place of the buttons: what is about to be done, words that go with it, and the press that does it. */
export function wordsForm(form: WordsForm, dispatch: Dispatch): VElement {
  const { name, title, about, label, submit, isOff } = form;
  const ids = about.map((_, index) => `${name}-about-${index}`);
  return h(
    'div',
    {
      key: `${name}-form`,
      class: 'words-form',
      at: { role: 'group', 'aria-label': title, [`data-${name}`]: true },
    },
    [
      about.map((line, index) => {
        const at = { id: ids[index] ?? '', 'aria-hidden': line[0] === label ? 'true' : null }; // heard as the label
        return h('p', { key: `about-${index}`, class: index === 0 ? 'why' : 'small dim', at }, line);
      }),
      wordsField(form, dispatch),
      h('div', { key: 'buttons', class: 'buttons' }, [
        button(
          'primary',
          [submit],
          dispatch,
          { kind: name },
          { press: recordPress, isOff, describedBy: ids.join(' ') },
        ),
        button('secondary', [l10n.t('Cancel')], dispatch, { kind: `cancel-${name}` }, { press: 'Esc' }),
      ]),
    ],
  );
}
