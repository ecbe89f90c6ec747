import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toFileUri } from './workspace-paths.ts';

const rulesScheme = 'countersign-rules';

/** Shipped rule packs as documents that cannot be edited: `countersign:recommended`. */
export function provideShippedRules(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(rulesScheme, {
    async provideTextDocumentContent({ path }) {
      const file = vscode.Uri.joinPath(extension, 'server', 'dist', 'rules', path.slice(1));
      return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
    },
  });
}

/** Opens the place that set an obligation: `.countersign/policy.yaml:14` in the folder, or `countersign:recommended:35`. */
export async function openRule(source: string, rootUri: string): Promise<void> {
  const { path = source, line = '1' } = /^(?<path>.+?)(?::(?<line>\d+))?$/.exec(source)?.groups ?? {};
  const pack = /^countersign:(?<name>[\w-]+)$/.exec(path)?.groups?.['name'];
  const uri =
    pack === undefined ? toFileUri(path, rootUri) : vscode.Uri.from({ scheme: rulesScheme, path: `/${pack}.yaml` });
  if (!uri) throw new Error(l10n.t`${path} is not in the open folder.`);
  const at = Math.max(0, Number(line) - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, 0, at, 0), preview: true });
}
