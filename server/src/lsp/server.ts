import {
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  ResponseError,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import type {
  Attention,
  DocumentRequest,
  Edited,
  FilesChanged,
  InitializationOptions,
  ServerExtras,
} from '../protocol/messages.ts';
import { notification, request } from '../protocol/messages.ts';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Buffer } from './buffers.ts';
import { toCapabilities } from './capabilities.ts';
import { readClientFeatures, readOptions, type ClientFeatures } from './client-features.ts';
import { isKeystrokeScale, listenToDocuments } from './documents.ts';
import { executeCommand } from './execute.ts';
import { listenToFeatures } from './features.ts';
import { answer, guard, type Log } from './fence.ts';
import { toFile } from './file-uri.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { findReviewRoot } from './review-root.ts';
import { createSession, type Session } from './session.ts';
import { readSide } from './side-document.ts';
import { readToolVersion } from './tool-version.ts';
import { takeTurns } from './turns.ts';

/** Wires a connection to one session. Every handler is fenced: a bug in one request never ends the server. */
export function startLanguageServer(connection: Connection): void {
  const log: Log = {
    error: (message) => connection.console.error(message),
    info: (message) => connection.console.info(message),
  };
  // The outermost fence: what no request owns is said, and ends nothing.
  process.on('unhandledRejection', (reason) => guard(log, 'background', () => Promise.reject(reason)));
  let session: Session | null = null;
  let client: ClientFeatures | null = null;
  let publisher: Publisher | null = null;
  let options: InitializationOptions = {};
  let folder: string | null = null;
  const turn = takeTurns();

  const openSession = (): Promise<void> => turn(replaceSession);

  async function replaceSession(): Promise<void> {
    const old = session;
    await old?.close();
    if (folder === null || client === null) return;
    const root = await findReviewRoot(folder, options.trusted ?? true);
    const own = createSession({
      root,
      options,
      log,
      isOurClient: client.commands.size > 0,
      onChange: (paths) => publisher?.changed(paths),
      onStale: () => guard(log, 'reopen', () => (session === own ? openSession() : undefined)),
    });
    session = own;
    for (const document of documents.all()) {
      const path = root.toPath(document.uri);
      if (path !== null) own.buffers.open(path, toBuffer(document, old?.buffers.find(path)?.isUnsaved ?? false));
    }
  }

  connection.onInitialize((params) =>
    answer(log, 'initialize', async (): Promise<InitializeResult> => {
      client = readClientFeatures(params);
      options = readOptions(params.initializationOptions);
      folder = folderOf(params);
      publisher = createPublisher(connection, client, log, () => session);
      await openSession();
      return {
        serverInfo: { name: 'countersign', version: await readToolVersion() },
        capabilities: {
          ...toCapabilities(client),
          experimental: { reviewPrefix: session?.root.prefix ?? '' } satisfies ServerExtras,
        },
      };
    }),
  );
  connection.onInitialized(() => {
    if (client?.watchesFiles === true && client.commands.size === 0) {
      guard(log, 'register', async () => {
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*' }],
        });
      });
    }
  });
  connection.onShutdown(() => answer(log, 'shutdown', () => session?.close()));

  const documents = listenToDocuments(connection, {
    opened: (document) => withPath(document.uri, (own, path) => own.buffers.open(path, toBuffer(document, false))),
    changed: (document, changes) =>
      withPath(document.uri, (own, path) =>
        own.buffers.change(path, { text: document.getText(), version: document.version }, isKeystrokeScale(changes)),
      ),
    saved: (document) => withPath(document.uri, (own, path) => own.buffers.save(path, document.getText())),
    closed: (document) => withPath(document.uri, (own, path) => own.buffers.close(path)),
  });

  /** After each event of a buffer, the sets with its file are looked at again. */
  function withPath(uri: string, act: (own: Session, path: string) => void): void {
    guard(log, 'document', () => {
      const path = session?.root.toPath(uri) ?? null;
      if (session === null || path === null) return;
      act(session, path);
      session.edited(path);
    });
  }

  const fileEvents = (uris: readonly string[]): void =>
    guard(log, 'files', () => {
      for (const uri of uris) {
        const path = session?.root.toPath(uri) ?? null;
        if (path !== null) session?.fileEvent(path);
      }
    });
  connection.onNotification(notification.filesChanged, ({ changes }: FilesChanged) =>
    fileEvents(changes.map(({ uri }) => uri)),
  );
  connection.onDidChangeWatchedFiles(({ changes }) => fileEvents(changes.map(({ uri }) => uri)));
  connection.onNotification(notification.edited, (edited: Edited) => guard(log, 'edited', () => session?.told(edited)));
  connection.onNotification(notification.attention, (attention: Attention) =>
    guard(log, 'attention', () => session?.attention(attention)),
  );
  connection.onDidChangeConfiguration(({ settings }) =>
    guard(log, 'configuration', async () => {
      const next = readOptions((settings as { readonly countersign?: unknown } | null)?.countersign);
      const old = options;
      options = { ...options, ...next };
      if (needsNewSession(old, options)) await openSession();
      publisher?.changed(new Set(documents.all().flatMap(({ uri }) => session?.root.toPath(uri) ?? [])));
    }),
  );

  connection.onRequest(request.panel, () =>
    answer(log, 'panel', () => {
      publisher?.wantPanel();
      return need(session).view();
    }),
  );
  connection.onRequest<{ readonly text: string | null }, void>(request.document, (wanted: DocumentRequest) =>
    answer(log, 'document', async () => ({ text: await readSide(need(session), wanted) })),
  );
  connection.onExecuteCommand(({ command, arguments: given }) =>
    answer(log, command, () => executeCommand(need(session), command, given)),
  );
  listenToFeatures(connection, log, { session: () => session, client: () => client, options: () => options });
  connection.listen();
}

function toBuffer(document: TextDocument, isUnsaved: boolean): Buffer {
  return { uri: document.uri, text: document.getText(), version: document.version, isUnsaved };
}

/** What the session was opened with; the others are asked for when they are needed. */
function needsNewSession(old: InitializationOptions, next: InitializationOptions): boolean {
  const settled = ({ trusted, watch, ignore, maxFileBytes, stateDirectory }: InitializationOptions): string =>
    JSON.stringify([trusted, watch, ignore, maxFileBytes, stateDirectory]);
  return settled(old) !== settled(next);
}

function folderOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string | null {
  const uri = workspaceFolders?.[0]?.uri ?? rootUri;
  return uri === null || uri === undefined ? (rootPath ?? null) : toFile(uri);
}

function need(session: Session | null): Session {
  if (session === null) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'No folder is open.');
  return session;
}
