import * as vscode from 'vscode';

/** As package.json contributes it. */
const providerId = 'countersign';

/** What newer versions of VS Code have; our floor does not know it. */
interface McpApi {
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => object;
  readonly lm?: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: { readonly provideMcpServerDefinitions: () => readonly object[] },
    ) => vscode.Disposable;
  };
}

/**
 * Offers `countersign mcp` to the agents of the editor, so that they can ask what waits for review. They need not: it is no gate.
 * Without a trusted folder, or where the editor has no such thing, nothing is offered.
 */
export function offerMcpServer(extension: vscode.ExtensionContext): vscode.Disposable {
  const { McpStdioServerDefinition: Definition, lm } = vscode as unknown as McpApi;
  if (Definition === undefined || lm?.registerMcpServerDefinitionProvider === undefined)
    return new vscode.Disposable(() => undefined);
  const program = vscode.Uri.joinPath(extension.extensionUri, 'server', 'dist', 'cli.mjs').fsPath;
  const version = String((extension.extension.packageJSON as { readonly version?: unknown }).version ?? '');
  return lm.registerMcpServerDefinitionProvider(providerId, {
    provideMcpServerDefinitions() {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (folder === undefined || folder.uri.scheme !== 'file' || !vscode.workspace.isTrusted) return [];
      // The editor's own runtime, told to run JavaScript: a machine with an editor need not have Node.
      const env = { ELECTRON_RUN_AS_NODE: '1' };
      const definition = new Definition('Countersign', process.execPath, [program, 'mcp'], env, version);
      return [Object.assign(definition, { cwd: folder.uri })];
    },
  });
}
