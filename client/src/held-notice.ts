import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import { folderWords } from '../words/work-tree-words.ts';
import { isHeld } from './before-documents.ts';
import { inform } from './notify.ts';
import type { ViewState } from './view-state.ts';

/** Says once of each edit that an agent waits for it: nobody may be looking at the panel. Nothing else is ever a notification. */
export function noticeHeld(
  views: ViewState,
  review: (place: { readonly changeSet: string; readonly hunk: string }) => Promise<void> | void,
): vscode.Disposable {
  const told = new Set<string>();
  const tell = async (changeSet: ChangeSetView): Promise<void> => {
    const [hunk] = changeSet.hunks;
    if (hunk === undefined) return;
    const why = hunk.findings[0]?.message ?? hunk.notJudged ?? '';
    const reviewIt = l10n.t('Review');
    const answer = await inform([waitsWords(changeSet, hunk.path), why].join(' '), reviewIt);
    if (answer === reviewIt) await review({ changeSet: changeSet.id, hunk: hunk.id });
  };
  return views.onDidChange(({ changeSets }) => {
    const waiting = changeSets.filter((changeSet) => changeSet.heldUntil !== null && isHeld(changeSet));
    for (const changeSet of waiting.filter(({ id }) => !told.has(id))) {
      told.add(changeSet.id);
      if (vscode.workspace.getConfiguration('countersign').get('notifyHeld', true)) void tell(changeSet);
    }
    for (const id of told) if (!changeSets.some((changeSet) => changeSet.id === id)) told.delete(id);
  });
}

function waitsWords(changeSet: ChangeSetView, path: string): string {
  const who = changeSet.agent ?? l10n.t('An agent');
  const folder = folderWords(changeSet);
  return folder === null
    ? l10n.t`${who} waits with an edit of ${path}.`
    : l10n.t`${who} waits with an edit of ${path}, in ${folder}.`;
}
