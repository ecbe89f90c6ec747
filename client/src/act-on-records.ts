import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { command, type RecordsAnswer } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { fail, inform } from './notify.ts';

const acts = {
  seal: l10n.t('Sealing records: touch your security key if it asks for it'),
  publish: l10n.t('Publishing records'),
  fetch: l10n.t('Fetching published records'),
} as const;

/** Each clone has a ledger of its own: of several folders one is chosen. */
export async function actOnRecords(
  server: ReviewServer,
  roots: readonly string[],
  act: keyof typeof acts,
  reviewRequests: () => Promise<void>,
): Promise<void> {
  const choices = roots.map((uri) => ({ label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri }));
  const root =
    choices.length > 1 ? await vscode.window.showQuickPick(choices, { title: l10n.t('Records of') }) : choices[0];
  if (choices.length > 1 && !root) return;
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: acts[act] },
    async () => (await server.execute(command[act], root ? { uri: root.uri } : {})) as RecordsAnswer,
  );
  if (!answer.done) return void (await fail(answer.message));
  const review = l10n.t('Review Requests…');
  const offered = (answer.waitingRequests ?? 0) > 0 ? [review] : [];
  if ((await inform(answer.message, ...offered)) === review) await reviewRequests();
}
