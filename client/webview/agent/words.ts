import * as l10n from '@vscode/l10n';
import type { EditState, SessionView, ToolItem } from '../../../server/src/protocol/agent-session.ts';

export const editWords: Readonly<Record<EditState, string>> = {
  asked: l10n.t('In review'),
  allowed: l10n.t('Allowed'),
  accepted: l10n.t('Accepted'),
  amended: l10n.t('Accepted as changed'),
  refused: l10n.t('Not written'),
};

export const statusWords: Readonly<Record<ToolItem['status'], string>> = {
  pending: l10n.t('waits'),
  in_progress: l10n.t('runs'),
  completed: l10n.t('done'),
  failed: l10n.t('failed'),
  cancelled: l10n.t('stopped'),
};

export const stateWords: Readonly<Record<SessionView['state'], string>> = {
  starting: l10n.t('Starting…'),
  ready: l10n.t('Ready'),
  working: l10n.t('Working…'),
  stopping: l10n.t('Stopping…'),
  ended: l10n.t('Ended'),
};

/** Kinds of the protocol; what is none of them is a tool. */
const kindWords: ReadonlyMap<string, string> = new Map([
  ['read', l10n.t('Read')],
  ['edit', l10n.t('Edit')],
  ['delete', l10n.t('Delete')],
  ['move', l10n.t('Move')],
  ['search', l10n.t('Search')],
  ['execute', l10n.t('Run')],
  ['think', l10n.t('Think')],
  ['fetch', l10n.t('Fetch')],
  ['switch_mode', l10n.t('Mode')],
]);

export function kindWord(kind: string): string {
  return kindWords.get(kind) ?? l10n.t('Tool');
}
