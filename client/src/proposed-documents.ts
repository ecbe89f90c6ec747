import * as vscode from 'vscode';
import { fromSideUri, proposedScheme } from './before-documents.ts';
import type { ReviewServer } from './language-client.ts';
import type { ViewState } from './view-state.ts';

/**
 * What agents that wait would write, as documents that can be edited: saving one puts its text in the place of the agent's. Nothing
 * of it is on disk.
 */
export function provideProposedDocuments(
  { readDocument, amend }: Pick<ReviewServer, 'readDocument' | 'amend'>,
  views: ViewState,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let revision = Date.now();
  const read = async (uri: vscode.Uri): Promise<Uint8Array> =>
    new TextEncoder().encode((await readDocument(fromSideUri(uri))) ?? '');
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => ({
      type: vscode.FileType.File,
      ctime: 0,
      mtime: revision,
      size: (await read(uri)).length,
    }),
    readFile: read,
    async writeFile(uri, content) {
      const { path, changeSet } = fromSideUri(uri);
      const text = new TextDecoder().decode(content);
      const refused = await amend({ changeSet: changeSet ?? '', path, text });
      if (refused !== null) throw vscode.FileSystemError.NoPermissions(refused);
      revision = Math.max(revision + 1, Date.now());
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(proposedScheme, provider, { isCaseSensitive: true }),
    views.onDidChange(() => {
      const open = vscode.workspace.textDocuments.filter(
        ({ uri, isDirty }) => uri.scheme === proposedScheme && !isDirty,
      );
      if (open.length === 0) return;
      revision = Math.max(revision + 1, Date.now());
      changed.fire(open.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
    }),
  );
}
