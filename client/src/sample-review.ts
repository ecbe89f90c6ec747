import * as l10n from '@vscode/l10n';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';

/** `client/scripts/sample-workspace.mjs`, which `npm start` uses too. It ships as it is and is read when it is needed. */
interface SampleWorkspace {
  readonly buildSampleWorkspace: (target: string) => Promise<unknown>;
  readonly landAgentTurn: (target: string, options: { readonly delayMs: number }) => Promise<readonly string[]>;
}

/** Builds the sample in a new temporary folder and opens it in a window of its own; this workspace is not touched. */
export async function openSampleReview(extension: vscode.Uri): Promise<void> {
  const target = await mkdtemp(join(tmpdir(), 'countersign-sample-'));
  const script = vscode.Uri.joinPath(extension, 'client', 'scripts', 'sample-workspace.mjs').fsPath;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Countersign: building the sample review'),
  };
  await vscode.window.withProgress(options, async () => {
    const sample = (await import(pathToFileURL(script).href)) as SampleWorkspace;
    await sample.buildSampleWorkspace(target);
    await sample.landAgentTurn(target, { delayMs: 0 });
  });
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(target), { forceNewWindow: true });
}
