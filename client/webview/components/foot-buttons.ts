import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { leftOf } from '../../words/what-is-left.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { number } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import { button, iconButton, keyedLink } from './button.ts';

/** Buttons of the foot that do the same whoever the change is of. */

export const spacer = h('span', { key: 'spacer', class: 'spacer' });

export const reviewNextButton = (dispatch: Dispatch): VElement =>
  button(
    'primary',
    [l10n.t('Review next')],
    dispatch,
    { kind: 'step-finding', by: 1, from: null },
    { key: 'primary', press: 'n' },
  );

export const rejectButton = (dispatch: Dispatch): VElement =>
  button(
    'secondary',
    [l10n.t('Reject…')],
    dispatch,
    { kind: 'start-reject' },
    { key: 'secondary', press: 'r', focus: 'reject' },
  );

/** All that is left of the change set, where that is several hunks. */
export function rejectAllLink(changeSet: ChangeSetView, dispatch: Dispatch): Child {
  const left = leftOf(changeSet, null).length;
  if (left < 2) return null;
  const name = l10n.t`Reject all ${number(left)} that are left…`;
  return keyedLink(l10n.t('Reject all…'), 'Shift+x', dispatch, { kind: 'start-reject-all', part: 'set' }, name);
}

export const diffButton = (dispatch: Dispatch): VElement =>
  iconButton('diff', l10n.t('Open diff'), dispatch, { kind: 'open-diff' });

export const keysButton = (dispatch: Dispatch): VElement =>
  iconButton('keyboard', l10n.t('Show keys'), dispatch, { kind: 'show-keys', areShown: true });
