import * as vscode from 'vscode';
import type { DocumentRequest } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri } from './workspace-paths.ts';

export const beforeScheme = 'countersign-before';
/** What an agent would write: it is nowhere on disk. */
export const proposedScheme = 'countersign-proposed';

/**
 * A read-only document: one side of a file as it is under review. It has the file's own absolute path, so that its language is
 * found and VS Code takes the two sides for one file, not for a renamed one.
 */
export function toSideUri(path: string, side: DocumentRequest['side'], changeSet: ChangeSetView): vscode.Uri {
  const { id, rootUri } = changeSet;
  const scheme = side === 'after' && isHeld(changeSet) ? proposedScheme : beforeScheme;
  const query = new URLSearchParams({ path, side, changeSet: id }).toString();
  return vscode.Uri.from({ scheme, path: toFileUri(path, rootUri)?.path ?? `/${path}`, query });
}

/** Nothing of it is on disk: an agent waits to write it. */
export function isHeld({ hunks }: ChangeSetView): boolean {
  return hunks.some(({ landing }) => landing === 'held');
}

/** Commits or a patch: what is on disk may be something else. */
function isOffered({ hunks }: ChangeSetView): boolean {
  return hunks.some(({ landing }) => landing === 'offered');
}

/** Its after-side is the file on disk. */
export function isOnDisk(changeSet: ChangeSetView): boolean {
  return !isHeld(changeSet) && !isOffered(changeSet);
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

export function fromSideUri(uri: vscode.Uri): DocumentRequest {
  const query = new URLSearchParams(uri.query);
  return {
    path: query.get('path') ?? '',
    side: query.get('side') === 'after' ? 'after' : 'before',
    changeSet: query.get('changeSet'),
    uri: uri.with({ scheme: 'file', query: '' }).toString(),
  };
}
