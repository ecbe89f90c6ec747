import * as vscode from 'vscode';
import type { FilesChanged } from '../../server/src/protocol/messages.ts';
import type { ViewState } from './view-state.ts';

type FileEvent = FilesChanged['changes'][number];

/** An agent that rewrites 200 files raises hundreds of events: they are sent together. */
const burstMs = 50;

/** Forwards what the editor's file watcher sees below the reviewed roots. Who wrote it, it cannot know. */
export function forwardFileEvents(views: ViewState, tell: (changes: FilesChanged) => void): vscode.Disposable {
  const watchers = new Map<string, vscode.Disposable>();
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

  function watch(root: string): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.parse(root), '**/*'),
    );
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate((uri) => add(uri, 'created')),
      watcher.onDidChange((uri) => add(uri, 'changed')),
      watcher.onDidDelete((uri) => add(uri, 'deleted')),
    );
  }

  /** The server names the roots, once it has asked git; folders come and go. A server that is away keeps its watchers. */
  const follow = (roots: readonly string[]): void => {
    if (roots.length === 0) return;
    for (const root of roots) if (!watchers.has(root)) watchers.set(root, watch(root));
    for (const [root, watcher] of watchers) {
      if (roots.includes(root)) continue;
      watcher.dispose();
      watchers.delete(root);
    }
  };
  follow(views.current().roots);
  return vscode.Disposable.from(
    views.onDidChange(({ roots }) => follow(roots)),
    new vscode.Disposable(() => {
      for (const watcher of watchers.values()) watcher.dispose();
      clearTimeout(timer);
    }),
  );
}
