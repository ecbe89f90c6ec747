import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { inform } from './notify.ts';
import { toReply } from './reply-words.ts';

const openChat = 'workbench.action.chat.open';

/**
 * Puts what was rejected and why on the clipboard, as one message: agents whose edit has landed read what they are told and
 * nothing else. Where the editor has a chat, it offers to put the message there, unsent.
 */
export async function sendBack(view: PanelView, wanted: string | null): Promise<void> {
  const changeSet =
    view.changeSets.find(({ id }) => id === wanted) ?? view.changeSets.find((each) => toReply(each) !== null);
  const reply = changeSet === undefined ? null : toReply(changeSet);
  if (reply === null) {
    void inform(l10n.t('nothing was rejected that is to be told. An agent that waits is told at once.'));
    return;
  }
  await vscode.env.clipboard.writeText(reply);
  const hasChat = (await vscode.commands.getCommands(true)).includes(openChat);
  const answer = await inform(
    l10n.t('what was rejected, and why, is on the clipboard. Paste it to the agent.'),
    ...(hasChat ? [l10n.t('Open Chat')] : []),
  );
  if (answer !== undefined) await vscode.commands.executeCommand(openChat, { query: reply, isPartialQuery: true });
}
