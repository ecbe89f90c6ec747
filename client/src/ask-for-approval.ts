import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { command, type RequestAnswer, type RequestArguments } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { inform } from './notify.ts';

/** Signs, sends, and hands over what the other person opens it by. What is refused is said where it was asked. */
export async function askForApproval(server: ReviewServer, argument: RequestArguments): Promise<RequestAnswer> {
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Requesting approval: touch your security key if it asks'),
    },
    async () => (await server.execute(command.requestApproval, { ...argument, surface: 'panel' })) as RequestAnswer,
  );
  if (answer.request !== null) void handOver(answer.message, answer.request);
  return answer;
}

async function handOver(
  message: string,
  { link, command: line }: NonNullable<RequestAnswer['request']>,
): Promise<void> {
  const [copyCommand, copyLink] = [l10n.t('Copy Command'), l10n.t('Copy Link')];
  const chosen = await inform(
    l10n.t`${message} Whoever is asked follows the link into their editor, or runs: ${line}`,
    copyLink,
    copyCommand,
  );
  if (chosen !== undefined) await vscode.env.clipboard.writeText(chosen === copyCommand ? line : link);
}
