import * as vscode from 'vscode';
import { toFileUri } from './workspace-paths.ts';

/** Opens the place that set an obligation: `.countersign/policy.yaml:14` in the folder. Shipped packs are read-only and named. */
export async function openRule(source: string): Promise<void> {
  const match = /^(?<path>.+?)(?::(?<line>\d+))?$/.exec(source);
  const path = match?.groups?.['path'] ?? source;
  const uri = toFileUri(path);
  if (!uri || !(await exists(uri))) {
    void vscode.window.showInformationMessage(
      `Countersign: this rule is part of ${path}, which ships with the extension.`,
    );
    return;
  }
  const line = Math.max(0, Number(match?.groups?.['line'] ?? 1) - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0), preview: true });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
