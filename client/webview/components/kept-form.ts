import * as l10n from '@vscode/l10n';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { keptNote } from '../kept-words.ts';
import type { Session } from '../session.ts';
import { button } from './button.ts';
import { wordsField } from './words-form.ts';

/** Words whose form went away while somebody typed in it. Nothing here decides anything. */
export function keptForm({ state }: Session, dispatch: Dispatch): VElement | null {
  const { kept } = state;
  if (kept === null) return null;
  return h(
    'section',
    { key: 'kept', class: 'action-bar kept-form words-form', at: { 'aria-label': l10n.t('Words that are kept') } },
    [
      h('p', { key: 'why', class: 'why', at: { id: 'kept-about' } }, [
        icon('warning'),
        h('span', {}, [`${kept.why} ${keptNote}`]),
      ]),
      wordsField({ name: 'kept', label: l10n.t('Words that are kept'), placeholder: '', words: kept.words }, dispatch),
      h('div', { key: 'buttons', class: 'buttons' }, [
        button('secondary', [l10n.t('Copy')], dispatch, { kind: 'copy-kept' }, { describedBy: 'kept-about' }),
        button('secondary', [l10n.t('Discard')], dispatch, { kind: 'close-kept' }, { describedBy: 'kept-about' }),
      ]),
    ],
  );
}
