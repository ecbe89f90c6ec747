import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  command,
  type ExportAnswer,
  type ExportFilters,
  type ExportFormat,
  type FiltersAnswer,
  type FilterTexts,
} from '../../server/src/protocol/messages.ts';
import { askForFilters, type Asking } from './export-filters.ts';
import { describeExport, describeFaults } from './export-words.ts';
import type { ReviewServer } from './language-client.ts';
import { inform, warn } from './notify.ts';

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

/** What was last asked for, by folder: an export that was turned away from is gone on with. */
const earlier = new Map<string, FilterTexts>();

const asking: Asking = {
  pick: (items, words) =>
    vscode.window.showQuickPick(items, { ...words, matchOnDescription: true, ignoreFocusOut: true }),
  write: ({ check, ...question }) =>
    vscode.window.showInputBox({ ...question, ignoreFocusOut: true, validateInput: check }),
};

/** Asks for a form, for filters and for a place; the server writes the file, whatever its size. */
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
  const wanted = await askForWhatAndWhere(server, chosen, folder, root && { uri: root.uri });
  if (wanted === undefined) return;
  const { texts, target } = wanted;
  const answer = (await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Exporting records') },
    async () =>
      await server.execute(command.export, {
        ...texts,
        format: chosen.format,
        ...(target.scheme === 'file' && { out: target.fsPath }),
        ...(root && { uri: root.uri }),
      }),
  )) as ExportAnswer;
  if ('text' in answer) await vscode.workspace.fs.writeFile(target, Buffer.from(answer.text, 'utf8'));
  if (!answer.isSound) void warn(describeFaults(answer));
  const words = describeExport(vscode.workspace.asRelativePath(target), answer);
  await show(target, chosen.format, { words, isPart: answer.records < answer.of });
}

/** Turning away from the place leads back to the filters, with all of them. */
async function askForWhatAndWhere(
  server: ReviewServer,
  { format, label, extension }: Choice,
  folder: vscode.Uri | undefined,
  root: { readonly uri: string } | undefined,
): Promise<{ readonly texts: FilterTexts; readonly target: vscode.Uri } | undefined> {
  const key = root?.uri ?? '';
  let asked: FilterTexts = {};
  for (;;) {
    const texts = await askForFilters(asking, {
      format,
      asked,
      earlier: earlier.get(key) ?? {},
      values: async () => (await server.execute(command.exportFilters, { ...root })) as ExportFilters,
      check: async (given) =>
        (await server.execute(command.checkExportFilters, { ...given, ...root })) as FiltersAnswer,
      keep: (given) => earlier.set(key, given),
    });
    if (texts === undefined) return undefined;
    const target = await vscode.window.showSaveDialog({
      filters: { [label]: [extension] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `countersign-records.${extension}`) }),
    });
    if (target !== undefined) return { texts, target };
    asked = texts;
  }
}

async function show(
  target: vscode.Uri,
  format: ExportFormat,
  { words, isPart }: { readonly words: string; readonly isPart: boolean },
): Promise<void> {
  if (shown.has(format)) {
    await vscode.window.showTextDocument(target);
    if (isPart) void inform(words);
    return;
  }
  const open = format === 'html' ? l10n.t('Open in Browser') : l10n.t('Reveal');
  const answer = await inform(words, open);
  if (answer === undefined) return;
  if (format === 'html') await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('revealFileInOS', target);
}

/** Each clone has a ledger of its own. */
function toChoice(uri: string): { readonly label: string; readonly uri: string } {
  return { label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri };
}
