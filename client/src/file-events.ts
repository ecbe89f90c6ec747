import * as vscode from 'vscode';
import type { FilesChanged } from '../../server/src/protocol/messages.ts';
import { reviewedRoot } from './workspace-paths.ts';

type FileEvent = FilesChanged['changes'][number];

/** An agent that rewrites 200 files raises hundreds of events: they are sent together. */
const burstMs = 50;

/** Forwards what the editor's file watcher sees below the reviewed root. Who wrote it, it cannot know. */
export function forwardFileEvents(tell: (changes: FilesChanged) => void): vscode.Disposable {
  const root = reviewedRoot();
  if (!root) return new vscode.Disposable(() => undefined);

  let waiting = new Map<string, FileEvent>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    const changes = [...waiting.values()];
    waiting = new Map();
    tell({ changes });
  };
  const add = (uri: vscode.Uri, kind: FileEvent['kind']): void => {
    if (uri.path.includes('/.git/')) return; // the server follows HEAD itself
    const key = uri.toString();
    waiting.set(key, { uri: key, kind });
    timer ??= setTimeout(flush, burstMs);
  };

  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root, '**/*'));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => add(uri, 'created')),
    watcher.onDidChange((uri) => add(uri, 'changed')),
    watcher.onDidDelete((uri) => add(uri, 'deleted')),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}
