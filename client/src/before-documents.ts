import * as vscode from 'vscode';
import type { DocumentRequest } from '../../server/src/protocol/messages.ts';
import type { ViewState } from './view-state.ts';

export const beforeScheme = 'countersign-before';

/** A read-only document: one side of a file as it is under review. Its path ends as the file's does, so that its language is found. */
export function toSideUri(path: string, side: DocumentRequest['side'], changeSet: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: beforeScheme,
    path: `/${path}`,
    query: new URLSearchParams({ side, changeSet }).toString(),
  });
}

export function provideBeforeDocuments(
  readDocument: (document: DocumentRequest) => Promise<string | null>,
  views: ViewState,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    // A failed read throws and the editor says so; only a file that did not exist is empty.
    provideTextDocumentContent: async (uri) => (await readDocument(fromSideUri(uri))) ?? '',
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(beforeScheme, provider),
    views.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === beforeScheme) changed.fire(uri);
    }),
  );
}

function fromSideUri(uri: vscode.Uri): DocumentRequest {
  const query = new URLSearchParams(uri.query);
  return {
    path: uri.path.slice(1),
    side: query.get('side') === 'after' ? 'after' : 'before',
    changeSet: query.get('changeSet'),
  };
}
