/** The built server as any LSP client meets it: a child process that speaks over stdio. */
import {
  spawn,
  spawnSync,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  type StdioOptions,
} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeResult,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { InitializationOptions } from '../../server/src/protocol/messages.ts';
import { request } from '../../server/src/protocol/messages.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';

const server = path.resolve(import.meta.dirname, '../../server/dist/server.mjs');

export interface Workspace {
  readonly root: string;
  /** Where state goes for folders without git. */
  readonly state: string;
  readonly write: (file: string, text: string | Uint8Array) => void;
  readonly read: (file: string) => Buffer;
  readonly uri: (file: string) => string;
  readonly git: (...args: string[]) => string;
  readonly remove: () => void;
}

/** Of Ada, without a commit; made once a worker. */
let emptyRepository: string | null = null;

function makeRepository(): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-empty-'));
  runGit(root, ['init', '-q', '-b', 'main']);
  runGit(root, ['config', 'user.name', 'Ada']);
  runGit(root, ['config', 'user.email', 'ada@example.invalid']);
  return path.join(root, '.git');
}

function runGit(root: string, args: readonly string[]): string {
  const isolated = { GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0', ...args], {
    cwd: root,
    env: { ...process.env, ...isolated },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A folder with these files, committed unless `git` is false. */
export function createWorkspace(files: Readonly<Record<string, string>>, { git = true } = {}): Workspace {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-lsp-')));
  const root = path.join(base, 'work');
  const write = (file: string, text: string | Uint8Array): void => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  const runHere = (...args: string[]): string => runGit(root, args);
  fs.mkdirSync(root, { recursive: true });
  for (const [file, text] of Object.entries(files)) write(file, text);
  if (git) {
    fs.cpSync((emptyRepository ??= makeRepository()), path.join(root, '.git'), { recursive: true });
    runHere('add', '.');
    runHere('commit', '-qm', 'first');
  }
  return {
    root,
    state: path.join(base, 'state'),
    write,
    read: (file) => fs.readFileSync(path.join(root, file)),
    uri: (file) => pathToFileURL(path.join(root, file)).href,
    git: runHere,
    remove: () => fs.rmSync(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export interface Client {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  readonly log: readonly string[];
  readonly request: <T>(method: string, params?: object) => Promise<T>;
  readonly notify: (method: string, params?: object) => Promise<void>;
  readonly open: (file: string, text?: string) => Promise<void>;
  /** Replaces the whole text of an open document, as typing would in steps. */
  readonly change: (file: string, text: string, version: number) => Promise<void>;
  readonly panel: () => Promise<PanelView>;
  /** Asks until the panel is as wanted. @throws after `timeoutMs`, with the last view */
  readonly panelWhen: (wanted: (view: PanelView) => boolean, timeoutMs?: number) => Promise<PanelView>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface ClientSetup {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  readonly environment?: Readonly<Record<string, string>>;
  /** As an editor runs it, which has its own channel to it. */
  readonly isEditors?: boolean;
  /** Folder that is opened, below the root; null opens none. */
  readonly folder?: string | null;
  /** Folders below the root, opened together instead. */
  readonly folders?: readonly string[];
}

/** What the least LSP client says of itself, pull diagnostics added. */
const bareCapabilities: ClientCapabilities = { textDocument: { diagnostic: {} } };

export async function startClient(workspace: Workspace, setup: ClientSetup = {}): Promise<Client> {
  const node = process.env['COUNTERSIGN_NODE'] ?? process.execPath;
  const env = {
    ...process.env,
    XDG_STATE_HOME: workspace.state,
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    ...setup.environment,
  };
  const channel = setup.isEditors === true ? (['--node-ipc', 'ipc'] as const) : (['--stdio', 'ignore'] as const);
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', channel[1]];
  const options = { cwd: workspace.root, env, stdio };
  const child = spawn(node, [server, channel[0]], options) as ChildProcessWithoutNullStreams;
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const connection =
    setup.isEditors === true
      ? createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child))
      : createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => void log.push(message));
  connection.onUnhandledNotification(() => undefined);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  for (const name of ['diagnostic', 'codeLens', 'inlayHint'])
    connection.onRequest(`workspace/${name}/refresh`, () => null);
  connection.listen();

  const toFolder = (name: string): { uri: string; name: string } => ({ uri: workspace.uri(name), name });
  const { folder = '' } = setup;
  const uri = folder === null ? null : workspace.uri(folder).replace(/\/$/, '');
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: setup.folders?.map(toFolder) ?? (uri === null ? null : [{ uri, name: 'work' }]),
    capabilities: setup.capabilities ?? bareCapabilities,
    initializationOptions: setup.options,
  });
  await connection.sendNotification('initialized', {});

  const panel = (): Promise<PanelView> => connection.sendRequest<PanelView>(request.panel);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    connection,
    process: child,
    initialized,
    log,
    request: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => connection.sendNotification(method, params),
    open: (file, text = workspace.read(file).toString('utf8')) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: workspace.uri(file), languageId: 'plaintext', version: 1, text },
      }),
    change: (file, text, version) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: workspace.uri(file), version },
        contentChanges: [{ text }],
      }),
    panel,
    async panelWhen(wanted, timeoutMs = 15_000) {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const view = await panel();
        if (wanted(view)) return view;
        if (Date.now() > end)
          throw new Error(`The panel did not become as wanted: ${JSON.stringify(view, null, 1)}\n${log.join('\n')}`);
        await wait(25);
      }
    },
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exited;
      connection.dispose();
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
      connection.dispose();
    },
  };
}
