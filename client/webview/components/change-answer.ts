import * as l10n from '@vscode/l10n';
import { h, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';

/** Takes an answer back, so that it can be given anew. `spoken` says of which finding. */
export function changeAnswer(fingerprint: string, spoken: string, dispatch: Dispatch): VElement {
  return h(
    'button',
    {
      key: 'change',
      class: 'link change',
      at: { type: 'button', 'aria-label': spoken, title: spoken },
      on: { click: () => dispatch({ kind: 'withdraw', fingerprint }) },
    },
    [l10n.t('Change')],
  );
}
