import * as vscode from 'vscode';
import { command } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';

const formats = [
  { label: 'Markdown', description: 'for people', format: 'markdown', extension: 'md' },
  { label: 'JSON', description: 'for tools; verifies offline', format: 'json', extension: 'json' },
] as const;

/** Asks for a format and a place, then writes what the server gives, as it is. */
export async function exportRecords(server: ReviewServer): Promise<void> {
  const chosen = await vscode.window.showQuickPick(formats, { title: 'Export review records' });
  if (!chosen) return;
  const { text } = (await server.execute(command.export, { format: chosen.format })) as { readonly text: string };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `countersign-records.${chosen.extension}`;
  const target = await vscode.window.showSaveDialog({
    filters: { [chosen.label]: [chosen.extension] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(text, 'utf8'));
  await vscode.window.showTextDocument(target);
}
