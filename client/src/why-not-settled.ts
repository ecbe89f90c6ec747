import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../server/src/protocol/view.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { approver } from '../words/obligation-words.ts';

type SettlingAct = Extract<PanelAction, { readonly kind: 'acknowledge' | 'explain' }>;

/** Why a finding is not settled by it; null: it can be, as far as the view says. */
export function whyNotSettled(action: SettlingAct, { state, obligation, role }: FindingView): string | null {
  if (state === 'settled') return l10n.t('This finding is settled already.');
  const who = approver({ role });
  if (state === 'waiting') return l10n.t`This is explained, and waits for the approval of ${who}.`;
  if (obligation === 'block')
    return l10n.t('The policy blocks this. Change the code, or ask for an exception in the policy.');
  if (action.kind === 'acknowledge' && obligation === 'approve')
    return l10n.t`This finding asks for a reason in words, and for the approval of ${who}.`;
  if (action.kind === 'acknowledge' && obligation === 'explain')
    return l10n.t('This finding asks for a reason in words.');
  if (action.kind === 'explain' && action.words.trim() === '') return l10n.t('Say in words why this is right.');
  return null;
}
