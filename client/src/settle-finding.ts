import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { command, type DecisionAnswer } from '../../server/src/protocol/messages.ts';
import type { FindingView, PanelView } from '../../server/src/protocol/view.ts';
import { approver } from '../words/obligation-words.ts';
import { isAnswered, type PlacedFinding } from './finding-items.ts';
import type { ReviewServer } from './language-client.ts';
import { inform, warn } from './notify.ts';
import { whyNotTakenBack } from './why-not-taken-back.ts';

/**
 * The act that one finding asks for, outside of the panel: a tick, or a reason and words. The server decides whether it counts.
 * @param words what was written already; they are asked for otherwise, and begin as its draft
 */
export async function settleFinding(
  { changeSet, hunk, finding }: PlacedFinding,
  server: ReviewServer,
  view: PanelView,
  words?: string,
): Promise<void> {
  const named = { changeSet: changeSet.id, hunk: hunk.id, fingerprint: finding.fingerprint };
  if (finding.state === 'settled') return;
  if (changeSet.request !== null)
    return void inform(l10n.t`${changeSet.request.by} asks about this finding: approve or reject it in the review.`);
  switch (finding.obligation) {
    case 'none':
      return;
    case 'acknowledge':
      if (words === undefined || words.trim() === '') return await ask(server, command.acknowledge, named);
      return await explain(named, finding, server, view, words);
    case 'explain':
      return await explain(named, finding, server, view, words);
    case 'approve':
      if (finding.state === 'waiting')
        return void inform(
          l10n.t`This finding is explained, and waits for the approval of ${approver(finding)}. Request it in the review.`,
        );
      return await explain(named, finding, server, view, words);
    case 'block':
      return void inform(l10n.t('The policy blocks this. Change the code, or ask for an exception in the policy.'));
  }
}

/** The finding is open again, or it is said why it is not. */
export async function takeBackAnswer(placed: PlacedFinding, server: ReviewServer): Promise<void> {
  const { changeSet, hunk, finding } = placed;
  if (!isAnswered(placed)) return;
  const why = whyNotTakenBack(placed);
  if (why !== null) return void inform(why);
  await ask(server, command.withdraw, { changeSet: changeSet.id, hunk: hunk.id, fingerprint: finding.fingerprint });
}

async function explain(
  named: { readonly changeSet: string; readonly hunk: string; readonly fingerprint: string },
  { draft }: FindingView,
  server: ReviewServer,
  { reasons }: PanelView,
  given: string | undefined,
): Promise<void> {
  const items = reasons.map(({ code, title }) => ({ label: title, code }));
  const reason = await vscode.window.showQuickPick(items, {
    title: l10n.t('Countersign: why is this right?'),
    placeHolder: l10n.t('The reason that the record will name'),
  });
  if (reason === undefined) return;
  const words =
    given ??
    (await vscode.window.showInputBox({
      title: `Countersign: ${reason.label}`,
      prompt: l10n.t('What should an auditor read in a year?'),
      value: draft?.words ?? '',
      validateInput: (text) => (text.trim() === '' ? l10n.t('A few words are missing.') : undefined),
    }));
  if (words === undefined || words.trim() === '') return;
  await ask(server, command.explain, { ...named, reason: reason.code, words: words.trim() });
}

async function ask(server: ReviewServer, name: string, argument: object): Promise<void> {
  const answer = (await server.execute(name, argument)) as DecisionAnswer;
  if (answer.refused !== null) void warn(answer.refused);
}
