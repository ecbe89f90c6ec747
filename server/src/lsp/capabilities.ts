import { TextDocumentSyncKind, type InitializeResult } from 'vscode-languageserver/node';
import { command } from '../protocol/messages.ts';
import type { ClientFeatures } from './client-features.ts';

/** What the server offers. Diagnostics are pulled where the client can, else pushed. */
export function toCapabilities(client: ClientFeatures): InitializeResult['capabilities'] {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'countersign', interFileDependencies: true, workspaceDiagnostics: true },
    }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    codeLensProvider: { resolveProvider: false },
    hoverProvider: true,
    inlayHintProvider: { resolveProvider: false },
    codeActionProvider: true,
    completionProvider: { resolveProvider: false, triggerCharacters: [' ', ':', '[', '{', ',', '-', '.', '"'] },
    executeCommandProvider: { commands: Object.values(command) },
  };
}
