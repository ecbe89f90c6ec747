import * as vscode from 'vscode';
import { command } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';

const formats = [
  { label: 'Markdown', description: 'for people', format: 'markdown', extension: 'md' },
  { label: 'JSON', description: 'for tools; verifies offline', format: 'json', extension: 'json' },
] as const;

/** Asks for a format and a place, then writes what the server gives, as it is. */
export async function exportRecords(server: ReviewServer, roots: readonly string[]): Promise<void> {
  const root =
    roots.length > 1
      ? await vscode.window.showQuickPick(roots.map(toChoice), { title: 'Export the records of' })
      : undefined;
  if (roots.length > 1 && !root) return;
  const chosen = await vscode.window.showQuickPick(formats, { title: 'Export review records' });
  if (!chosen) return;
  const { text } = (await server.execute(command.export, {
    format: chosen.format,
    ...(root && { uri: root.uri }),
  })) as { readonly text: string };
  const folder = root ? vscode.Uri.parse(root.uri) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `countersign-records.${chosen.extension}`;
  const target = await vscode.window.showSaveDialog({
    filters: { [chosen.label]: [chosen.extension] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(text, 'utf8'));
  await vscode.window.showTextDocument(target);
}

/** Each clone has a ledger of its own. */
function toChoice(uri: string): { readonly label: string; readonly uri: string } {
  return { label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri };
}
