import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import {
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  ErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import type {
  AmendRequest,
  Attention,
  DocumentRequest,
  Edited,
  FilesChanged,
  InitializationOptions,
  StatusRequest,
} from '../protocol/messages.ts';
import { notification, request } from '../protocol/messages.ts';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Buffer } from './buffers.ts';
import { toCapabilities } from './capabilities.ts';
import { readClientFeatures, readOptions, type ClientFeatures } from './client-features.ts';
import { isKeystrokeScale, listenToDocuments } from './documents.ts';
import { createLinkedWorkTrees } from './linked-work-trees.ts';
import { createCompanionKeeper } from './companion.ts';
import { executeCommand } from './execute.ts';
import { listenToFeatures } from './features.ts';
import { readInventoryView } from './inventory.ts';
import { answer, guard, type Log } from './fence.ts';
import { toFile } from './file-uri.ts';
import { createFileProgress } from './progress.ts';
import { readProposedUri } from './proposed-uri.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { speakTo } from './reader-words.ts';
import type { OpenFolder, ReviewRoot } from './review-root.ts';
import { readReviewStatus } from './review-status.ts';
import { createSession, type Session } from './session.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { keepLauncherFresh } from './set-up-agents.ts';
import { amendHeld, readSide } from './side-document.ts';
import { readToolVersion } from './tool-version.ts';
import { whyNotHere, withTrueSurface } from './who-decides.ts';

/** Wires a connection to the sessions of its folders. Every handler is fenced: a bug in one request never ends the server. */
export function startLanguageServer(connection: Connection): void {
  const log: Log = {
    error: (message) => connection.console.error(message),
    info: (message) => connection.console.info(message),
  };
  // The outermost fence: what no request owns is said, and ends nothing.
  process.on('unhandledRejection', (reason) => guard(log, 'background', () => Promise.reject(reason)));
  let client: ClientFeatures | null = null;
  let publisher: Publisher | null = null;
  let options: InitializationOptions = {};
  let folders: readonly OpenFolder[] = [];
  const sessions = createSessions(makeSession, () => options.trusted ?? true);

  const linked = createLinkedWorkTrees(() => guard(log, 'work trees', openFolders));

  /** What is open, and what agents work in besides. */
  async function openFolders(): Promise<void> {
    const before = sessions.all();
    await sessions.open([...folders, ...linked.folders()]);
    publisher?.foldersChanged(before.filter((session) => !sessions.all().includes(session)));
  }

  async function takeIn(workTree: string, from: string): Promise<boolean> {
    if (!linked.add(workTree, from)) return false;
    await openFolders();
    const session = sessions.all().find(({ root }) => root.path === workTree);
    await session?.started;
    return session !== undefined;
  }

  const companion = createCompanionKeeper(sessions, log);
  /** Restricted Mode answers no agent. */
  const keepCompanion = (): void =>
    guard(log, 'companion', () => companion.keep((options.trusted ?? true) ? (options.geminiCompanion ?? 0) : 0));

  function makeSession(root: ReviewRoot, before: readonly Session[]): Session {
    const own = createSession({
      root,
      options,
      log,
      isOurClient: (client?.commands.size ?? 0) > 0,
      editor: client?.name ?? 'an editor',
      onChange: (paths) => publisher?.changed(own, paths),
      onIndexing: (done, total) => publisher?.indexed(done, total),
      onWorkTree: (path) => takeIn(path, root.path),
      onStale: () => guard(log, 'reopen', () => sessions.reopen(own)),
    });
    for (const document of documents.all()) {
      const path = root.toPath(document.uri);
      if (path === null) continue;
      const old = before.map(({ buffers }) => buffers.find(path)).find((buffer) => buffer?.uri === document.uri);
      own.buffers.open(path, toBuffer(document, old?.isUnsaved ?? false));
    }
    return own;
  }

  connection.onInitialize((params) =>
    answer(log, 'initialize', async (): Promise<InitializeResult> => {
      client = readClientFeatures(params);
      const { words, ...settings } = readOptions(params.initializationOptions);
      speakTo(words);
      options = settings;
      folders = foldersOf(params);
      publisher = createPublisher(connection, client, log, sessions);
      await sessions.open(folders);
      if (options.trusted ?? true) guard(log, 'launcher', keepLauncherFresh);
      keepCompanion();
      return {
        serverInfo: { name: 'countersign', version: await readToolVersion() },
        capabilities: toCapabilities(client),
      };
    }),
  );
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) =>
    guard(log, 'folders', async () => {
      const gone = new Set(toFolders(removed).map(({ path }) => path));
      folders = [...folders.filter(({ path }) => !gone.has(path)), ...toFolders(added)];
      await openFolders();
      const open = sessions.all().flatMap(({ root }) => (root.isLinked ? [] : [root.path]));
      if (linked.keep(new Set(open))) await openFolders();
      keepCompanion();
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
  connection.onShutdown(() =>
    answer(log, 'shutdown', async () => {
      linked.clear();
      await companion.keep(0);
      await sessions.close();
    }),
  );

  const documents = listenToDocuments(connection, {
    opened: (document) => withPath(document.uri, (own, path) => own.buffers.open(path, toBuffer(document, false))),
    changed: (document, changes) => {
      if (typedIntoHeld(document.uri, document.getText())) return;
      withPath(document.uri, (own, path) =>
        own.buffers.change(path, { text: document.getText(), version: document.version }, isKeystrokeScale(changes)),
      );
    },
    saved: (document) => withPath(document.uri, (own, path) => own.buffers.save(path, document.getText())),
    closed: (document) => {
      if (!typedIntoHeld(document.uri, null)) withPath(document.uri, (own, path) => own.buffers.close(path));
    },
  });

  /** False: it is no document of an edit that waits. */
  function typedIntoHeld(uri: string, text: string | null): boolean {
    const proposed = readProposedUri(uri);
    if (proposed === null) return false;
    guard(log, 'typed', () =>
      sessions.ofChangeSet(proposed.changeSet)?.held()?.typed(proposed.changeSet, proposed.path, text),
    );
    return true;
  }

  /** After each event of a buffer, the sets with its file are looked at again. */
  function withPath(uri: string, act: (own: Session, path: string) => void): void {
    guard(log, 'document', () => {
      const found = sessions.find(uri);
      if (found === null) return;
      act(found.session, found.path);
      found.session.edited(found.path);
      if (found.session.policyDesk.isPolicy(found.path)) publisher?.changed(found.session, new Set([found.path]));
    });
  }

  const fileEvents = (uris: readonly string[]): void =>
    guard(log, 'files', () => {
      for (const uri of uris) {
        const found = sessions.find(uri);
        found?.session.fileEvent(found.path);
      }
    });
  connection.onNotification(notification.filesChanged, ({ changes }: FilesChanged) =>
    fileEvents(changes.map(({ uri }) => uri)),
  );
  connection.onDidChangeWatchedFiles(({ changes }) => fileEvents(changes.map(({ uri }) => uri)));
  connection.onNotification(notification.edited, (edited: Edited) =>
    guard(log, 'edited', () => sessions.find(edited.uri)?.session.told(edited)),
  );
  connection.onNotification(notification.attention, (attention: Attention) =>
    guard(log, 'attention', () => sessions.ofChangeSet(attention.changeSet)?.attention(attention)),
  );
  connection.onDidChangeConfiguration(({ settings }) =>
    guard(log, 'configuration', async () => {
      const next = readOptions((settings as { readonly countersign?: unknown } | null)?.countersign);
      const old = options;
      options = { ...options, ...next };
      if (needsNewSessions(old, options)) await sessions.reopen();
      keepCompanion();
      for (const { uri } of documents.all()) {
        const found = sessions.find(uri);
        if (found !== null) publisher?.changed(found.session, new Set([found.path]));
      }
    }),
  );

  connection.onRequest(request.panel, () =>
    answer(log, 'panel', () => {
      publisher?.wantPanel();
      return sessions.view() ?? noFolder();
    }),
  );
  connection.onRequest<{ readonly text: string | null }, void>(request.document, (wanted: DocumentRequest) =>
    answer(log, 'document', async () => ({ text: await readSide(openSessions(sessions), wanted) })),
  );
  connection.onRequest<{ readonly refused: string | null }, void>(request.amend, (wanted: AmendRequest) =>
    answer(log, 'amend', async () => ({ refused: await amendHeld(openSessions(sessions), wanted) })),
  );
  connection.onRequest<{ readonly text: string }, void>(request.status, ({ isFresh }: StatusRequest) =>
    answer(log, 'status', async () => ({ text: await readReviewStatus(sessions.all(), isFresh) })),
  );
  // Without parameters the token is the only argument.
  connection.onRequest(request.inventory, (...given: readonly unknown[]) =>
    answer(log, 'inventory', () =>
      readInventoryView(
        sessions,
        given.at(-1) as CancellationToken,
        createFileProgress(connection, client?.showsProgress ?? false, l10n.t('Countersign: looking for automations')),
      ),
    ),
  );
  connection.onExecuteCommand(({ command, arguments: given }, token) =>
    answer(log, command, async () => {
      const open = openSessions(sessions);
      const refused = await whyNotHere(
        command,
        open.all().map(({ root }) => root.path),
      );
      const asked = { isCancelled: () => token.isCancellationRequested };
      return refused ?? (await executeCommand(open, command, withTrueSurface(given), asked));
    }),
  );
  listenToFeatures(connection, log, { sessions: () => sessions, client: () => client, options: () => options });
  connection.listen();
}

function toBuffer(document: TextDocument, isUnsaved: boolean): Buffer {
  return { uri: document.uri, text: document.getText(), version: document.version, isUnsaved };
}

/** What the sessions were opened with; the others are asked for when they are needed. */
function needsNewSessions(old: InitializationOptions, next: InitializationOptions): boolean {
  const settled = (each: InitializationOptions): string => {
    const { trusted, watch, ignore, maxFileBytes, stateDirectory, organisationPolicy } = each;
    return JSON.stringify([trusted, watch, ignore, maxFileBytes, stateDirectory, organisationPolicy]);
  };
  return settled(old) !== settled(next);
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly OpenFolder[] {
  const open = toFolders(workspaceFolders ?? []);
  if (open.length > 0) return open;
  const path = rootUri === null ? (rootPath ?? null) : toFile(rootUri);
  return path === null ? [] : [{ path, name: basename(path) }];
}

/** Folders that are on this machine. */
function toFolders(folders: readonly WorkspaceFolder[]): readonly OpenFolder[] {
  return folders.flatMap(({ uri, name }) => {
    const path = toFile(uri);
    return path === null ? [] : [{ path, name }];
  });
}

function openSessions(sessions: Sessions): Sessions {
  return sessions.isEmpty() ? noFolder() : sessions;
}

function noFolder(): never {
  throw new ResponseError(ErrorCodes.ServerNotInitialized, l10n.t('No folder is open.'));
}
