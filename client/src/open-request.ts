import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readRequestId } from './request-link.ts';

/** A link that somebody was handed who is asked to approve. Approving is done in a terminal; this says how. */
export function openRequests(): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri(uri) {
      const id = readRequestId(uri);
      if (id === null)
        return void vscode.window.showWarningMessage(l10n.t('Countersign: this link names no review request.'));
      const line = `countersign fetch && countersign decide ${id} --approve`;
      const copy = l10n.t('Copy Command');
      const chosen = await vscode.window.showInformationMessage(
        l10n.t`Countersign: your approval is asked for. Run in a terminal of your clone: ${line}`,
        copy,
      );
      if (chosen === copy) await vscode.env.clipboard.writeText(line);
    },
  });
}
