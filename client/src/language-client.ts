import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  State,
  TransportKind,
  type ErrorHandler,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import type {
  AmendRequest,
  Attention,
  DecisionAnswer,
  DocumentRequest,
  Edited,
  FilesChanged,
} from '../../server/src/protocol/messages.ts';
import { clientCommand, notification, request } from '../../server/src/protocol/messages.ts';
import type { InventoryView } from '../../server/src/protocol/inventory-view.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { proposedScheme } from './before-documents.ts';
import { describeEdit } from './edit-evidence.ts';
import { pageWords } from './localise.ts';
import { warn } from './notify.ts';
import { onSettingsChange, readServerOptions } from './settings.ts';
import { emptyView, type ViewState } from './view-state.ts';

/** The language server as the rest of the client sees it. */
export interface ReviewServer {
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly dispose: () => Promise<void>;
  /** @throws when the server does not run or the request fails; a refused decision is an answer, not an error. */
  readonly execute: (command: string, argument?: object, token?: vscode.CancellationToken) => Promise<unknown>;
  /** The exact text of one side; null when the file did not exist on it. */
  readonly readDocument: (document: DocumentRequest) => Promise<string | null>;
  /** Null: done; otherwise why it was not. */
  readonly amend: (amendment: AmendRequest) => Promise<string | null>;
  /** What waits for review, in words for an agent. @throws when the server does not run */
  readonly readStatus: (isFresh: boolean) => Promise<string>;
  /** @throws when the server does not run, or the request is cancelled */
  readonly readInventory: (token: vscode.CancellationToken) => Promise<InventoryView>;
  readonly tellFilesChanged: (changes: FilesChanged) => void;
  readonly tellAttention: (attention: Attention) => void;
  readonly pid: () => number | undefined;
}

/** After this many ends within the window the server is left alone, with a message that says so. */
const maxRestarts = 4;
const restartWindowMs = 3 * 60_000;

export function createReviewServer(
  extension: vscode.Uri,
  views: ViewState,
  log: vscode.LogOutputChannel,
): ReviewServer {
  let client = createClient();
  const settings = onSettingsChange(() => {
    if (client.isRunning())
      void client.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { countersign: readServerOptions() },
      });
  });

  function createClient(): LanguageClient {
    const created: LanguageClient = new LanguageClient(
      'countersign',
      'Countersign',
      serverOptions(extension),
      clientOptions(views, log, () => created),
    );
    created.onNotification(notification.panel, (view: PanelView) => views.replace(view));
    created.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void meet(created);
    });
    return created;
  }

  /** After every start, the client's own after a crash among them: a server tells its panel only to who has asked for it. */
  async function meet(running: LanguageClient): Promise<void> {
    try {
      views.replace(await running.sendRequest<PanelView>(request.panel));
    } catch (error) {
      log.warn(`The server ended before it said what waits: ${String(error)}`); // its next start asks again
    }
  }

  async function start(): Promise<void> {
    views.replace(emptyView('starting'));
    try {
      await client.start();
    } catch (error) {
      log.error(`The server did not start: ${String(error)}`);
      views.replace(stoppedView(l10n.t('The review server did not start.')));
    }
  }

  async function stop(): Promise<void> {
    // A server that is starting or has failed refuses to be stopped; there is nothing left to do then.
    if (client.state === State.Running)
      await client.stop().catch((error: unknown) => log.warn(`The server did not stop cleanly: ${String(error)}`));
    await client.dispose().catch(() => undefined);
  }

  return {
    start,
    async restart() {
      await stop();
      client = createClient();
      await start();
    },
    async dispose() {
      settings.dispose();
      await stop();
    },
    execute: (command, argument, token) =>
      client.sendRequest(
        ExecuteCommandRequest.type,
        { command, arguments: argument === undefined ? [] : [argument] },
        token,
      ),
    async readDocument(document) {
      const { text } = await client.sendRequest<{ readonly text: string | null }>(request.document, document);
      return text;
    },
    async amend(amendment) {
      const { refused } = await client.sendRequest<{ readonly refused: string | null }>(request.amend, amendment);
      return refused;
    },
    async readStatus(isFresh) {
      const { text } = await client.sendRequest<{ readonly text: string }>(request.status, { isFresh });
      return text;
    },
    readInventory: (token) => client.sendRequest<InventoryView>(request.inventory, token),
    tellFilesChanged: (changes) => notify(client, notification.filesChanged, changes),
    tellAttention: (attention) => notify(client, notification.attention, attention),
    pid: () => client.serverProcess?.pid,
  };
}

function serverOptions(extension: vscode.Uri): ServerOptions {
  const module = vscode.Uri.joinPath(extension, 'server', 'dist', 'server.mjs').fsPath;
  // A small young generation: analyses leave much garbage, and the editor's machine has other uses for the memory.
  const run = { module, transport: TransportKind.ipc, options: { execArgv: ['--max-semi-space-size=8'] } };
  return { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
}

function clientOptions(
  views: ViewState,
  log: vscode.LogOutputChannel,
  client: () => LanguageClient,
): LanguageClientOptions {
  let told: Promise<void> = Promise.resolve(); // in the order of the edits
  return {
    // The server leaves alone what is outside its folders. What an agent would write is a document of its own.
    documentSelector: [{ scheme: 'file' }, { scheme: proposedScheme }],
    outputChannel: log,
    initializationOptions: () => ({ ...readServerOptions(), ...(pageWords !== null && { words: pageWords.bundle }) }),
    initializationFailedHandler: () => false,
    errorHandler: restartPolicy(views, log),
    // Hovers link to these commands and to no others.
    markdown: {
      isTrusted: { enabledCommands: Object.values(clientCommand) },
      supportHtml: false,
      supportThemeIcons: false,
    },
    middleware: {
      async didChange(event, next) {
        const describing = describeEdit(event); // before anything is awaited: the carets move with the next event
        const edited = { uri: event.document.uri.toString(), version: event.document.version };
        await next(event);
        told = tellHow(told, describing, (how) =>
          notify(client(), notification.edited, { ...edited, how } satisfies Edited),
        );
      },
      // A decision from a lens or a code action: the panel may be closed, so the editor says why nothing happened.
      async executeCommand(command, args, next) {
        const answer = (await next(command, args)) as Partial<DecisionAnswer> | null | undefined;
        if (answer?.refused) void warn(answer.refused);
        return answer;
      },
    },
  };
}

async function tellHow(
  earlier: Promise<void>,
  describing: Promise<Edited['how'] | null>,
  tell: (how: Edited['how']) => void,
): Promise<void> {
  await earlier;
  const how = await describing;
  if (how !== null) tell(how);
}

const maxErrorsLogged = 3;

function restartPolicy(views: ViewState, log: vscode.LogOutputChannel): ErrorHandler {
  const ends: number[] = [];
  return {
    // Whether it has ended `closed` says: what is written to a server that was killed fails until then, and is no reason to
    // stop the client, which would not start another.
    error: (error, _message, count = 1) => {
      if (count <= maxErrorsLogged) log.warn(`Connection error ${count}: ${error.message}`);
      return { action: ErrorAction.Continue, handled: true };
    },
    closed() {
      const now = Date.now();
      while (ends.length > 0 && now - (ends[0] ?? now) > restartWindowMs) ends.shift();
      ends.push(now);
      if (ends.length <= maxRestarts) {
        log.warn(`The server ended and is started again (${ends.length} of ${maxRestarts} within 3 minutes).`);
        views.replace(emptyView('starting'));
        return { action: CloseAction.Restart, handled: true };
      }
      views.replace(
        stoppedView(l10n.t`The review server ended ${ends.length} times within 3 minutes and was not started again.`),
      );
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

function stoppedView(message: string): PanelView {
  return emptyView('failed', {
    code: 'CS5001',
    message,
    why: l10n.t('Without it no edit is analysed and nothing can be accepted. What was decided is on disk.'),
    fix: l10n.t('Restart it. If it ends again, the log (Countersign: Show Log) has the reason.'),
  });
}

/** Nothing waits for these; a server that is away will scan the folder when it is back. */
function notify(client: LanguageClient, method: string, message: object): void {
  if (client.isRunning()) void client.sendNotification(method, message);
}
