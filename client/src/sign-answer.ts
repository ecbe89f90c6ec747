import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SignedAnswer } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import type { CheckedAction } from './panel-actions.ts';

/** Records and seals an answer to somebody else's request. What is refused is said where it was asked; sending is one press more. */
export async function signAnswer(
  server: ReviewServer,
  { command, argument }: Extract<CheckedAction, { kind: 'sign' }>,
  run: (name: 'publish' | 'seal') => Promise<void>,
): Promise<SignedAnswer> {
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Signing your answer: touch your security key if it asks'),
    },
    async () => (await server.execute(command, { ...argument, surface: 'panel' })) as SignedAnswer,
  );
  if (answer.done) void offerNext(answer, run);
  return answer;
}

async function offerNext(
  { message, isSealed }: SignedAnswer,
  run: (name: 'publish' | 'seal') => Promise<void>,
): Promise<void> {
  const [publish, seal] = [l10n.t('Publish Records'), l10n.t('Seal Records')];
  const chosen = isSealed
    ? await vscode.window.showInformationMessage(
        l10n.t`Countersign: ${message} Whoever asked sees it once it is published.`,
        publish,
      )
    : await vscode.window.showWarningMessage(`Countersign: ${message}`, seal);
  if (chosen !== undefined) await run(isSealed ? 'publish' : 'seal');
}
