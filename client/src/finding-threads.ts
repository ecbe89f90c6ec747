import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isOnDisk, toSideUri } from './before-documents.ts';
import { openFindings, type PlacedFinding } from './finding-items.ts';
import { hasThreads, onSettingsChange } from './settings.ts';
import { toThreadLook } from './thread-look.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri } from './workspace-paths.ts';

/** More than anybody reads, and each is a range that the editor keeps. */
const maxThreads = 300;

interface Kept {
  readonly thread: vscode.CommentThread;
  /** What it shows: a thread is touched only when that changes, or a half-written reply would be lost. */
  shown: string;
  placed: PlacedFinding;
}

export interface FindingThreads {
  /** The finding of a thread. Arguments of commands are only data. */
  readonly find: (thread: unknown) => PlacedFinding | undefined;
  readonly dispose: () => void;
}

/** A thread for each open finding, where its line is. A reply is its reason in words; it is folded until somebody opens it. */
export function showFindingThreads(views: ViewState): FindingThreads {
  const controller = vscode.comments.createCommentController('countersign', 'Countersign');
  controller.options = {
    prompt: l10n.t('Why is this right?'),
    placeHolder: l10n.t('What should an auditor read in a year?'),
  };
  const threads = new Map<string, Kept>();

  const draw = (): void => {
    const wanted = new Map(
      (hasThreads() ? openFindings(views.current()) : []).slice(0, maxThreads).map((placed) => [placed.id, placed]),
    );
    for (const [id, { thread }] of threads) {
      if (wanted.has(id)) continue;
      thread.dispose();
      threads.delete(id);
    }
    for (const [id, placed] of wanted) {
      const kept = threads.get(id) ?? open(controller, placed);
      if (kept === null) continue;
      threads.set(id, kept);
      write(kept, placed);
    }
  };
  draw();
  const listening = vscode.Disposable.from(views.onDidChange(draw), onSettingsChange(draw));
  return {
    find: (thread) => [...threads.values()].find((kept) => kept.thread === thread)?.placed,
    dispose() {
      listening.dispose();
      controller.dispose();
    },
  };
}

function open(controller: vscode.CommentController, placed: PlacedFinding): Kept | null {
  const { changeSet, hunk, finding } = placed;
  const uri = !isOnDisk(changeSet)
    ? toSideUri(hunk.path, 'after', changeSet)
    : hunk.status === 'deleted'
      ? undefined
      : toFileUri(hunk.path, changeSet.rootUri);
  if (uri === undefined) return null;
  const thread = controller.createCommentThread(uri, lineRange(finding.line), []);
  thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
  return { thread, shown: '', placed };
}

function write(kept: Kept, placed: PlacedFinding): void {
  kept.placed = placed;
  const look = toThreadLook(placed, vscode.env.language);
  const shown = JSON.stringify(look);
  if (shown === kept.shown) return;
  kept.shown = shown;
  const { thread } = kept;
  thread.range = lineRange(look.line);
  thread.label = look.label;
  thread.contextValue = look.context;
  thread.state = look.isSettled ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
  thread.canReply = look.canReply;
  thread.comments = look.comments.map(({ author, text }) => ({
    author: { name: author },
    body: new vscode.MarkdownString().appendText(text),
    mode: vscode.CommentMode.Preview,
  }));
}

function lineRange(line: number): vscode.Range {
  const start = Math.max(0, line - 1);
  return new vscode.Range(start, 0, start, 0);
}
