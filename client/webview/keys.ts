import * as l10n from '@vscode/l10n';
import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import type { Intent } from './intent.ts';
import type { Session } from './session.ts';

/** One row a key, in the order of the table that `?` shows. `press` is `KeyboardEvent.key`. */
export interface KeyRow {
  readonly key: PanelKey;
  readonly press: string;
  /** As people read it. */
  readonly label: string;
  readonly does: string;
}

export const keyRows: readonly KeyRow[] = [
  { key: 'next-finding', press: 'n', label: 'n', does: l10n.t('next open finding') },
  { key: 'previous-finding', press: 'N', label: 'Shift+n', does: l10n.t('previous open finding') },
  { key: 'next-hunk', press: 'j', label: 'j', does: l10n.t('next hunk') },
  { key: 'previous-hunk', press: 'k', label: 'k', does: l10n.t('previous hunk') },
  { key: 'next-file', press: ']', label: ']', does: l10n.t('next file') },
  { key: 'previous-file', press: '[', label: '[', does: l10n.t('previous file') },
  { key: 'open-hunk', press: 'Enter', label: 'Enter', does: l10n.t('open hunk') },
  { key: 'back-to-queue', press: 'Escape', label: 'Esc', does: l10n.t('back to the queue') },
  { key: 'acknowledge', press: ' ', label: 'Space', does: l10n.t('acknowledge the focused finding, or tick it') },
  { key: 'acknowledge-alike', press: 'g', label: 'g', does: l10n.t('acknowledge it in all places that say the same') },
  { key: 'explain', press: 'e', label: 'e', does: l10n.t('to the words of the focused finding') },
  {
    key: 'record-explanation',
    press: 'Control+Enter',
    label: 'Ctrl+Enter',
    does: l10n.t('record or sign the words you are in'),
  },
  { key: 'change-answer', press: 'c', label: 'c', does: l10n.t('change the answer to the focused finding') },
  { key: 'why', press: 'w', label: 'w', does: l10n.t('why: fold or unfold details') },
  { key: 'accept', press: 'a', label: 'a', does: l10n.t('accept the hunk, or approve what is ticked') },
  { key: 'accept-without-findings', press: 'A', label: 'Shift+a', does: l10n.t('accept all hunks without findings') },
  { key: 'accept-file', press: 'F', label: 'Shift+f', does: l10n.t('accept those of the file') },
  { key: 'reject', press: 'r', label: 'r', does: l10n.t('reject the hunk, asks for the reason') },
  { key: 'reject-file', press: 'R', label: 'Shift+r', does: l10n.t('reject all that is left of the file') },
  { key: 'reject-all', press: 'X', label: 'Shift+x', does: l10n.t('reject all that is left of the change set') },
  { key: 'undo', press: 'u', label: 'u', does: l10n.t('undo the decision, or the last one') },
  { key: 'send-back', press: 's', label: 's', does: l10n.t('send back what was rejected, with the reasons') },
  { key: 'open-diff', press: 'd', label: 'd', does: l10n.t('open the diff') },
  { key: 'amend', press: 'm', label: 'm', does: l10n.t('amend in the diff') },
  { key: 'filter', press: '/', label: '/', does: l10n.t('filter the queue') },
  { key: 'show-keys', press: '?', label: '?', does: l10n.t('show these keys') },
];

/** What has focus, read from the page. */
export interface Focused {
  readonly finding: string | null;
  /** The hunk whose row of the queue has focus. */
  readonly row: string | null;
  readonly isInReject: boolean;
  readonly isInSign: boolean;
}

const byPress = new Map(keyRows.map(({ press, key }) => [press, key]));

/** The key's name, or null for anything the panel leaves alone. Shift is part of `N`, `A`, `?`, `[` and `]`. */
export function toPanelKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): PanelKey | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key === 'Enter' ? 'record-explanation' : null;
  return byPress.get(key) ?? null;
}

/** `null` does nothing: the key belongs to a part that this panel does not have. */
export function toIntent(
  key: PanelKey,
  { finding, row, isInReject, isInSign }: Focused,
  { state }: Session,
): Intent | null {
  switch (key) {
    case 'next-finding':
      return { kind: 'step-finding', by: 1, from: finding };
    case 'previous-finding':
      return { kind: 'step-finding', by: -1, from: finding };
    case 'next-hunk':
      return { kind: 'step-hunk', by: 1, row };
    case 'previous-hunk':
      return { kind: 'step-hunk', by: -1, row };
    case 'next-file':
      return { kind: 'step-file', by: 1, row };
    case 'previous-file':
      return { kind: 'step-file', by: -1, row };
    case 'open-hunk':
      return row === null ? { kind: 'step-finding', by: 1, from: finding } : { kind: 'open-hunk', hunk: row };
    case 'back-to-queue':
      if (isInSign) return { kind: 'cancel-sign' };
      return isInReject ? { kind: 'cancel-reject' } : { kind: 'back-to-queue' };
    case 'acknowledge':
      return finding === null
        ? { kind: 'step-finding', by: 1, from: null }
        : { kind: 'acknowledge', fingerprint: finding };
    case 'acknowledge-alike':
      return { kind: 'acknowledge-alike', fingerprint: finding };
    case 'explain':
      return { kind: 'go-to-words', fingerprint: finding };
    case 'record-explanation':
      if (isInSign) return { kind: 'sign' };
      return isInReject ? { kind: 'reject' } : finding === null ? null : { kind: 'explain', fingerprint: finding };
    case 'why':
      return finding === null
        ? { kind: 'say', text: l10n.t('No finding has focus.') }
        : { kind: 'toggle-details', fingerprint: finding };
    case 'accept':
      return { kind: 'accept' };
    case 'accept-without-findings':
      return { kind: 'accept-without-findings', part: 'set' };
    case 'accept-file':
      return { kind: 'accept-without-findings', part: 'file' };
    case 'change-answer':
      return { kind: 'withdraw', fingerprint: finding };
    case 'reject-file':
      return { kind: 'start-reject-all', part: 'file' };
    case 'reject-all':
      return { kind: 'start-reject-all', part: 'set' };
    case 'reject':
      return { kind: 'start-reject' };
    case 'undo':
      return { kind: 'undo' };
    case 'send-back':
      return { kind: 'send-back' };
    case 'close':
      return { kind: 'dismiss' };
    case 'read-on':
      return { kind: 'read-on' };
    case 'request-approval':
      return { kind: 'go-to-request', fingerprint: finding };
    case 'fetch-approvals':
      return { kind: 'fetch-approvals' };
    case 'copy-request':
      return { kind: 'copy-request', fingerprint: finding };
    case 'sign':
      return isInSign ? { kind: 'sign' } : { kind: 'start-sign' };
    case 'amend':
    case 'open-diff':
      return { kind: 'open-diff' };
    case 'filter':
      return state.changeSet === null ? null : { kind: 'start-filter' };
    case 'show-keys':
      return { kind: 'show-keys', areShown: true };
  }
}
