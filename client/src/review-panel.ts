import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { command, type DecisionAnswer, type RecordsAnswer } from '../../server/src/protocol/messages.ts';
import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import type { PanelMessage } from '../../server/src/protocol/webview.ts';
import { askForApproval } from './ask-for-approval.ts';
import { openAllDiffs, openFileDiff, openPlace } from './diffs.ts';
import type { ReviewServer } from './language-client.ts';
import { pageWords } from './localise.ts';
import { checkAction, type CheckedAction } from './panel-actions.ts';
import { toPanelHtml } from './panel-html.ts';
import { readAct } from './read-panel-action.ts';
import { openRule } from './rule-source.ts';
import { sendBack } from './send-back.ts';
import { signAnswer } from './sign-answer.ts';
import { onSettingsChange, readPanelSettings } from './settings.ts';
import { toStatusWords } from './status-words.ts';
import type { ViewState } from './view-state.ts';

const viewId = 'countersign.review';

/** Said again to every page that has loaded. */
const restated: ReadonlySet<PanelMessage['kind']> = new Set(['view', 'settings', 'visible']);

type Answer = Pick<Extract<PanelMessage, { readonly kind: 'answer' }>, 'hunk' | 'refused' | 'record'>;

export interface ReviewPanel {
  /** Brings the panel to the front and does there what the key does. */
  readonly press: (key: PanelKey) => Promise<void>;
  readonly reveal: (place: { readonly changeSet: string; readonly hunk: string } | null) => Promise<void>;
  /** The change set that it shows, or showed last. Null: it has shown none. */
  readonly shownChangeSet: () => string | null;
  readonly dispose: () => void;
}

export function createReviewPanel(
  extension: vscode.Uri,
  views: ViewState,
  server: ReviewServer,
  runCommand: (name: Extract<CheckedAction, { kind: 'command' }>['command'], rootUri: string | null) => Promise<void>,
): ReviewPanel {
  let webviewView: vscode.WebviewView | undefined;
  let isReady = false;
  let shown: string | null = null;
  const waiting: PanelMessage[] = []; // pressed or revealed before the page had loaded

  const post = (message: PanelMessage): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a VS Code webview has no origin to name
    if (webviewView && isReady) void webviewView.webview.postMessage(message);
    else if (!restated.has(message.kind)) waiting.push(message);
  };

  const drawBadge = (): void => {
    if (!webviewView) return;
    const { waiting: count, tooltip } = toStatusWords(views.current());
    webviewView.badge = count > 0 ? { value: count, tooltip } : undefined;
  };

  /** Null: nothing of it is answered, only done. */
  async function answer(message: unknown): Promise<Answer | null> {
    const action = checkAction(message, views.current());
    switch (action.kind) {
      case 'refused':
        return { hunk: action.hunk, refused: action.why, record: null };
      case 'decide':
        return toAnswer(
          action,
          (await server.execute(action.command, { ...action.argument, surface: 'panel' })) as DecisionAnswer,
        );
      case 'request-approval':
        return toAnswer(action, await askForApproval(server, action.argument));
      case 'sign':
        return toAnswer(action, await signAnswer(server, action, () => runCommand('seal', action.rootUri)));
      case 'fetch-approvals': {
        // What came in is in the next view.
        const fetched = (await server.execute(command.fetch, { uri: action.rootUri })) as RecordsAnswer;
        return { hunk: action.hunk, refused: fetched.done ? null : fetched.message, record: null };
      }
      default:
        await act(action);
        return null;
    }
  }

  async function act(
    action: Exclude<
      CheckedAction,
      { readonly kind: 'refused' | 'decide' | 'request-approval' | 'sign' | 'fetch-approvals' }
    >,
  ): Promise<void> {
    switch (action.kind) {
      case 'ready':
        isReady = true;
        post({ kind: 'settings', settings: readPanelSettings() });
        post({ kind: 'view', view: views.current() });
        post({ kind: 'visible', isVisible: webviewView?.visible ?? false });
        for (const kept of waiting.splice(0)) post(kept);
        return;
      case 'shown':
        shown = action.changeSet;
        return;
      case 'nothing':
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(action.text);
        return post({ kind: 'copied' });
      case 'attention':
        return server.tellAttention(action.attention);
      case 'open-diff':
        return openFileDiff(action.changeSet, action.file, action.line);
      case 'open-all-diffs':
        return openAllDiffs(action.changeSet);
      case 'send-back':
        return sendBack(views.current(), action.changeSet.id);
      case 'open-place':
        return openPlace(action.place, action.changeSet);
      case 'open-rule':
        return openRule(action.source, action.rootUri);
      case 'command':
        return runCommand(action.command, action.rootUri);
    }
  }

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(view) {
      webviewView = view;
      isReady = false;
      const dist = vscode.Uri.joinPath(extension, 'client', 'dist');
      view.webview.options = {
        enableScripts: true,
        enableForms: false,
        enableCommandUris: false,
        localResourceRoots: [dist],
      };
      view.webview.html = toPanelHtml({
        cspSource: view.webview.cspSource,
        script: String(view.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js'))),
        style: String(view.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css'))),
        nonce: randomBytes(16).toString('base64'),
        words: pageWords,
      });
      view.webview.onDidReceiveMessage(async (message: unknown) => {
        const answered = await answer(message).catch(failed);
        if (answered !== null) post({ kind: 'answer', act: readAct(message), ...answered });
      });
      // The page is kept while it is hidden, and takes itself for visible all the time.
      view.onDidChangeVisibility(() => post({ kind: 'visible', isVisible: view.visible }));
      view.onDidDispose(() => {
        if (webviewView !== view) return; // moved: the page in its new place may be there already
        webviewView = undefined;
        isReady = false;
      });
      drawBadge();
    },
  };

  const registrations = vscode.Disposable.from(
    // Half-written explanations must survive a look at the explorer.
    vscode.window.registerWebviewViewProvider(viewId, provider, { webviewOptions: { retainContextWhenHidden: true } }),
    views.onDidChange((view) => {
      post({ kind: 'view', view });
      drawBadge();
    }),
    onSettingsChange(() => post({ kind: 'settings', settings: readPanelSettings() })),
  );

  const show = (): Thenable<void> => vscode.commands.executeCommand(`${viewId}.focus`);
  return {
    async press(key) {
      await show();
      post({ kind: 'key', key });
    },
    async reveal(place) {
      await show();
      if (place) post({ kind: 'reveal', ...place });
    },
    shownChangeSet: () => shown,
    dispose() {
      registrations.dispose();
    },
  };
}

const toAnswer = (
  { hunk }: { readonly hunk: string | null },
  { refused, record }: Pick<DecisionAnswer, 'refused' | 'record'>,
): Answer => ({ hunk, refused, record: record?.seq ?? null });

const failed = (error: unknown): Answer => ({
  hunk: null,
  refused: l10n.t`That did not work: ${error instanceof Error ? error.message : String(error)}`,
  record: null,
});
