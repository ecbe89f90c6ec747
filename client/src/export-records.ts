import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { command, type ExportAnswer, type ExportFormat } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { inform } from './notify.ts';

interface Choice extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly extension: string;
}

const formats: { readonly [Format in ExportFormat]: Omit<Choice, 'format'> } = {
  markdown: { label: 'Markdown', description: l10n.t('for people'), extension: 'md' },
  html: { label: l10n.t('HTML report'), description: l10n.t('for an auditor; one page, no script'), extension: 'html' },
  json: { label: 'JSON', description: l10n.t('for tools'), extension: 'json' },
  ndjson: { label: 'NDJSON', description: l10n.t('the lines of the ledger; verifies offline'), extension: 'ndjson' },
  csv: { label: 'CSV', description: l10n.t('for spreadsheets; a row a finding'), extension: 'csv' },
  sarif: {
    label: 'SARIF 2.1.0',
    description: l10n.t('findings, with what was acknowledged as suppressions'),
    extension: 'sarif',
  },
  'in-toto': {
    label: 'in-toto',
    description: l10n.t('statements, a change set each; "countersign export --key" signs them'),
    extension: 'intoto.jsonl',
  },
  ocsf: { label: 'OCSF', description: l10n.t('events for a SIEM'), extension: 'ocsf.jsonl' },
  otlp: {
    label: l10n.t('OpenTelemetry logs'),
    description: l10n.t('as a file; "countersign export --endpoint" sends them'),
    extension: 'otlp.jsonl',
  },
  'agent-trace': { label: 'Agent Trace', description: l10n.t('which lines came from whom'), extension: 'jsonl' },
  bundle: {
    label: l10n.t('Bundle'),
    description: l10n.t('records, keys and policy; checked with ssh-keygen and sha256sum alone'),
    extension: 'zip',
  },
};

/** What a text editor shows well. */
const shown: ReadonlySet<ExportFormat> = new Set(['markdown', 'json', 'ndjson', 'csv', 'sarif']);

/** Asks for a format and a place; the server writes the file, whatever its size. */
export async function exportRecords(server: ReviewServer, roots: readonly string[]): Promise<void> {
  const root =
    roots.length > 1
      ? await vscode.window.showQuickPick(roots.map(toChoice), { title: l10n.t('Export the records of') })
      : undefined;
  if (roots.length > 1 && !root) return;
  const choices: readonly Choice[] = (Object.keys(formats) as ExportFormat[]).map((format) => ({
    format,
    ...formats[format],
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: l10n.t('Export review records'),
    matchOnDescription: true,
  });
  if (!chosen) return;
  const folder = root ? vscode.Uri.parse(root.uri) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { [chosen.label]: [chosen.extension] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `countersign-records.${chosen.extension}`) }),
  });
  if (!target) return;
  const isFile = target.scheme === 'file';
  const answer = (await server.execute(command.export, {
    format: chosen.format,
    ...(isFile && { out: target.fsPath }),
    ...(root && { uri: root.uri }),
  })) as ExportAnswer;
  if ('text' in answer) await vscode.workspace.fs.writeFile(target, Buffer.from(answer.text, 'utf8'));
  await show(target, chosen.format);
}

async function show(target: vscode.Uri, format: ExportFormat): Promise<void> {
  if (shown.has(format)) {
    await vscode.window.showTextDocument(target);
    return;
  }
  const open = format === 'html' ? l10n.t('Open in Browser') : l10n.t('Reveal');
  const answer = await inform(l10n.t`Records were exported to ${vscode.workspace.asRelativePath(target)}.`, open);
  if (answer === undefined) return;
  if (format === 'html') await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('revealFileInOS', target);
}

/** Each clone has a ledger of its own. */
function toChoice(uri: string): { readonly label: string; readonly uri: string } {
  return { label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri };
}
