import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SessionAction, SessionMessage, SessionView } from '../../server/src/protocol/agent-session.ts';
import type { Launch } from './acp/agent-process.ts';
import { acpAgents, readOwnAgents, toCommandLine, type AcpAgent } from './acp/agents.ts';
import { nameInside } from './acp/name-inside.ts';
import { startSession, type AgentSession } from './acp/session.ts';
import { warn } from './notify.ts';
import { createPagePanel } from './page-panel.ts';
import { createRedraw } from './redraw.ts';

export interface AgentSessions {
  /** Asks which agent, and opens a tab with it. */
  readonly start: () => Promise<void>;
  readonly dispose: () => void;
}

/** A page is drawn again at most this often, however fast an agent speaks. */
const drawMs = 60;

/**
 * Sessions with agents of the Agent Client Protocol, one a tab. Every agent runs behind `countersign acp`, which holds its edits:
 * what is shown here is what came of them.
 */
export function createAgentSessions(
  extension: vscode.ExtensionContext,
  openReview: () => Promise<void>,
  onFault: (error: unknown) => void,
): AgentSessions {
  const tabs = new Set<vscode.Disposable>();
  const { version } = extension.extension.packageJSON as { readonly version: string };

  function toLaunch(agent: AcpAgent, folder: vscode.WorkspaceFolder): Launch {
    const program = vscode.Uri.joinPath(extension.extensionUri, 'server', 'dist', 'cli.mjs').fsPath;
    return {
      // The editor's own runtime, told to run JavaScript: a machine with an editor need not have Node.
      program: process.execPath,
      words: [program, 'acp', '--carry-out', '--', ...agent.command],
      environment: { ...process.env, ...agent.environment, ELECTRON_RUN_AS_NODE: '1' },
      directory: folder.uri.fsPath,
    };
  }

  function openTab(agent: AcpAgent, folder: vscode.WorkspaceFolder): void {
    const panel = createPagePanel(extension.extensionUri, {
      viewType: 'countersign.agentSession',
      title: agent.title,
      bundle: 'agent',
      column: vscode.ViewColumn.Beside,
      isKept: true,
    });
    const draw = (): void => {
      const message: SessionMessage = { kind: 'session', session: session.view() };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a VS Code webview has no origin to name
      void panel.webview.postMessage(message);
    };
    const redraw = createRedraw(draw, drawMs);
    const begin = (): AgentSession =>
      startSession({ agent, launch: toLaunch(agent, folder), folder: folder.name, version, changed: redraw.ask });
    let session = begin();

    async function handle(message: unknown): Promise<void> {
      const action = checkAction(message);
      switch (action?.kind) {
        case 'ready':
          return draw();
        case 'prompt':
          return session.prompt(action.text);
        case 'stop':
          return session.stop();
        case 'answer':
          return session.answer(action.question, action.option);
        case 'restart':
          session.close();
          session = begin();
          return draw();
        case 'open-review':
          return await openReview();
        case 'open-file':
          return await openPlace(session.view(), action.tool, action.place, folder.uri.fsPath);
        case undefined:
          return;
      }
    }

    panel.webview.onDidReceiveMessage((message: unknown) => void handle(message).catch(onFault));
    tabs.add(panel);
    panel.onDidDispose(() => {
      tabs.delete(panel);
      // First: a session that is closed tells of its end, and a page that is gone cannot be drawn.
      redraw.stop();
      session.close();
    });
  }

  return {
    async start() {
      const folder = await chooseFolder();
      if (folder === undefined) return;
      const agent = await chooseAgent();
      if (agent !== undefined) openTab(agent, folder);
    },
    dispose() {
      for (const tab of [...tabs]) tab.dispose();
    },
  };
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (!vscode.workspace.isTrusted || folders.length === 0) {
    const why =
      folders.length === 0 ? l10n.t('Open a folder first: an agent works in one.') : l10n.t('Trust this folder first.');
    void warn(why);
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Start Agent Session'),
    placeHolder: l10n.t('The folder that the agent works in'),
  });
  return picked?.folder;
}

async function chooseAgent(): Promise<AcpAgent | undefined> {
  const own = readOwnAgents(vscode.workspace.getConfiguration('countersign').get('acpAgents'));
  if (own.problems.length > 0) void warn(l10n.t`setting acpAgents: ${own.problems.join(' ')}`);
  const items = [...own.agents, ...acpAgents].map((agent) => ({
    label: agent.title,
    description: toCommandLine(agent),
    detail: agent.note,
    agent,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Start Agent Session'),
    placeHolder: l10n.t('It is started on your machine, and its edits are held as your rules say'),
    matchOnDescription: true,
  });
  return picked?.agent;
}

const kinds: ReadonlySet<unknown> = new Set<SessionAction['kind']>([
  'ready',
  'prompt',
  'stop',
  'restart',
  'answer',
  'open-review',
  'open-file',
]);

/** Null: nothing that the page says. */
function checkAction(message: unknown): SessionAction | null {
  const action = (message ?? {}) as Partial<Record<string, unknown>>;
  const isText = (name: string): boolean => typeof action[name] === 'string';
  if (!kinds.has(action['kind'])) return null;
  if (action['kind'] === 'prompt' && !isText('text')) return null;
  if (action['kind'] === 'answer' && !(isText('question') && isText('option'))) return null;
  if (action['kind'] === 'open-file' && !(isText('tool') && Number.isSafeInteger(action['place']))) return null;
  return action as unknown as SessionAction;
}

/** Only files of the folder that the agent has named, whatever a page asks for. */
async function openPlace(view: SessionView, tool: string, index: number, root: string): Promise<void> {
  const item = view.items.find(({ kind, id }) => kind === 'tool' && id === tool);
  const place = item?.kind === 'tool' ? item.places[index] : undefined;
  if (place === undefined) return;
  const file = path.resolve(root, place.path);
  if (nameInside(root, file) === null) return void warn(l10n.t('That file is in no folder of this session.'));
  await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: true, viewColumn: vscode.ViewColumn.One });
}
