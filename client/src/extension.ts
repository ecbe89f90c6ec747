import './localise.ts';
import * as vscode from 'vscode';
import { command } from '../../server/src/protocol/messages.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { createAgentSessions } from './agent-sessions.ts';
import { provideBeforeDocuments } from './before-documents.ts';
import { fence, registerCommands, runCommand, type Shell } from './commands.ts';
import { warnAtCommit } from './commit-warning.ts';
import { keepContextKeys } from './context-keys.ts';
import { watchSaves } from './edit-evidence.ts';
import { watchDiffs } from './diff-attention.ts';
import { showFileBadges } from './file-badges.ts';
import { forwardFileEvents } from './file-events.ts';
import { showFindingThreads } from './finding-threads.ts';
import { showFindingTree } from './finding-tree.ts';
import { drawMarks } from './gutter.ts';
import { noticeHeld } from './held-notice.ts';
import { createInventory } from './inventory.ts';
import { createReviewServer } from './language-client.ts';
import { watchLongAnalyses } from './long-analysis.ts';
import { offerMcpServer } from './mcp-provider.ts';
import { panelCommandNames } from './panel-command-names.ts';
import { provideProposedDocuments } from './proposed-documents.ts';
import { createReviewPanel } from './review-panel.ts';
import { openRequestLinks } from './review-requests.ts';
import { offerReviewTools } from './review-tools.ts';
import { provideShippedRules } from './rule-source.ts';
import { showStatus } from './status-bar.ts';
import { createViewState } from './view-state.ts';

/** What other extensions may read. Decisions are taken by people, in the panel. */
export interface CountersignApi {
  readonly currentView: () => PanelView;
  readonly serverPid: () => number | undefined;
}

export function activate(context: vscode.ExtensionContext): CountersignApi {
  const log = vscode.window.createOutputChannel('Countersign', { log: true });
  const views = createViewState();
  const server = createReviewServer(context.extensionUri, views, log);
  const panel = createReviewPanel(context.extensionUri, views, server, (name, rootUri) =>
    runCommand(shell, panelCommandNames[name], rootUri === null ? undefined : { uri: rootUri }),
  );
  const threads = showFindingThreads(views);
  const inventory = createInventory(context.extensionUri, server.readInventory, log);
  const sessions = createAgentSessions(
    context,
    () => panel.reveal(null),
    (error) => log.error(`agent session: ${String(error)}`),
  );
  const shell: Shell = { extension: context.extensionUri, views, server, log, panel, threads, inventory, sessions };

  context.subscriptions.push(
    log,
    views,
    panel,
    inventory,
    sessions,
    registerCommands(shell),
    provideBeforeDocuments(server.readDocument, views),
    provideProposedDocuments(server, views),
    provideShippedRules(context.extensionUri),
    watchSaves(),
    watchDiffs(views, server.tellAttention),
    forwardFileEvents(views, server.tellFilesChanged),
    watchLongAnalyses(views, () => server.execute(command.cancelAnalysis)),
    drawMarks(views),
    showFileBadges(views),
    threads,
    showFindingTree(views, server),
    showStatus(views),
    noticeHeld(views, panel.reveal),
    warnAtCommit(views),
    keepContextKeys(views),
    openRequestLinks(shell, (run) => fence(shell, run)),
    offerMcpServer(context),
    offerReviewTools(server),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      await server.restart();
      await inventory.renew();
    }),
    { dispose: () => server.dispose() },
  );
  // Not awaited: VS Code draws no view of an extension that is still activating, and the panel says that the server starts.
  void server.start();
  return { currentView: views.current, serverPid: server.pid };
}
