import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SignedAnswer } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { warn } from './notify.ts';
import type { CheckedAction } from './panel-actions.ts';

/** Records and seals an answer to somebody else's request. The panel says what became of it; only it does not say why a seal failed. */
export async function signAnswer(
  server: ReviewServer,
  { command, argument }: Extract<CheckedAction, { kind: 'sign' }>,
  sealAgain: () => Promise<void>,
): Promise<SignedAnswer> {
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Signing your answer: touch your security key if it asks'),
    },
    async () => (await server.execute(command, { ...argument, surface: 'panel' })) as SignedAnswer,
  );
  if (answer.done && !answer.isSealed) void offerSeal(answer.message, sealAgain);
  return answer;
}

async function offerSeal(message: string, sealAgain: () => Promise<void>): Promise<void> {
  const seal = l10n.t('Seal Records');
  if ((await warn(message, seal)) === seal) await sealAgain();
}
