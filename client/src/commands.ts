import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type {
  BeforeArguments,
  DecisionAnswer,
  HunkArguments,
  MyChangesAnswer,
  VerifyAnswer,
} from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import { panelCommands, type CommandName } from './command-table.ts';
import { openAllDiffs, openFileDiff, openPlace } from './diffs.ts';
import { actOnRecords } from './act-on-records.ts';
import type { AgentSessions } from './agent-sessions.ts';
import { exportRecords } from './export-records.ts';
import type { FindingThreads } from './finding-threads.ts';
import type { Inventory } from './inventory.ts';
import type { ReviewServer } from './language-client.ts';
import { fail, inform, warn } from './notify.ts';
import { applyPatch, reviewCommits, reviewPatch } from './offered-reviews.ts';
import { leftOf } from '../words/what-is-left.ts';
import type { ReviewPanel } from './review-panel.ts';
import { toReply } from './reply-words.ts';
import { reviewRequests } from './review-requests.ts';
import { setUpAgents } from './set-up-agents.ts';
import { openSampleReview } from './sample-review.ts';
import { sendBack } from './send-back.ts';
import { settleFinding } from './settle-finding.ts';
import { hunksOf } from './hunks-of.ts';
import type { PlacedHunk } from './placed-hunks.ts';
import { findChangeSet, findHunk, type ViewState } from './view-state.ts';

export interface Shell {
  readonly extension: vscode.Uri;
  readonly views: ViewState;
  readonly server: ReviewServer;
  readonly log: vscode.LogOutputChannel;
  readonly panel: ReviewPanel;
  readonly threads: FindingThreads;
  readonly inventory: Inventory;
  readonly sessions: AgentSessions;
}

type Handler = (shell: Shell, argument: unknown) => Promise<void> | void;

/** What each command of `command-table.ts` does. Arguments come from lenses, hovers and code actions, or are absent. */
const handlers: Readonly<Record<CommandName, Handler>> = {
  openReview: ({ panel, views }, argument) => panel.reveal(toPlace(chooseHunk(views, argument))),
  openDiff: openDiffOf,
  openHunk: async ({ views }, argument) => {
    const placed = isHunkArguments(argument) ? chooseHunk(views, argument) : nextHunk(views);
    if (!placed) return say(l10n.t('No other hunk waits.'));
    const { changeSet, hunk } = placed;
    if (hunk.status === 'deleted') return openFileDiff(changeSet, hunk, hunk.firstLine);
    await openPlace({ path: hunk.path, line: hunk.firstLine, side: 'after', text: '' }, changeSet);
  },
  openBefore: async ({ views }, argument) => {
    if (!isBeforeArguments(argument)) return say(l10n.t('Open the earlier text from a finding.'));
    const { path, line, changeSet } = argument;
    const owner = findChangeSet(views.current(), changeSet);
    if (!owner) return say(l10n.t('This change set is no longer in the queue.'));
    await openPlace({ path, line, side: 'before', text: '' }, owner);
  },
  openAllDiffs: ({ views, panel }) => {
    const { changeSets } = views.current();
    const changeSet = changeSets.find(({ id }) => id === panel.shownChangeSet()) ?? changeSets[0];
    return changeSet ? openAllDiffs(changeSet) : say(l10n.t('Nothing waits for review.'));
  },
  reject: rejectHunk,
  sendBack: ({ views, panel }, argument) => {
    if (isHunkArguments(argument)) return sendBack(views.current(), argument.changeSet);
    const shown = views.current().changeSets.find(({ id }) => id === panel.shownChangeSet());
    return sendBack(views.current(), shown === undefined || toReply(shown) === null ? null : shown.id);
  },
  acknowledgeInThread: async ({ threads, server, views }, argument) => {
    const placed = threads.find(argument);
    if (placed) await settleFinding(placed, server, views.current());
  },
  explainInThread: async ({ threads, server, views }, argument) => {
    const { thread, text } = (argument ?? {}) as Partial<vscode.CommentReply>;
    const placed = threads.find(thread);
    if (placed) await settleFinding(placed, server, views.current(), text);
  },
  reviewMyChanges: async ({ server, panel, views }) => {
    const { changeSet, message } = (await server.execute(command.reviewMyChanges)) as MyChangesAnswer;
    const hunk = changeSet === null ? undefined : findChangeSet(views.current(), changeSet)?.hunks[0];
    await panel.reveal(hunk && changeSet !== null ? { changeSet, hunk: hunk.id } : null);
    if (changeSet === null) say(message);
  },
  reviewCommits: (shell) => reviewCommits(shell),
  reviewRequests: (shell) => reviewRequests(shell),
  reviewPatch: (shell) => reviewPatch(shell),
  applyPatch: (shell) => applyPatch(shell),
  dismissMyChanges: async ({ server, views }) => {
    const own = views.current().changeSets.filter(isPutUp);
    if (own.length === 0) say(l10n.t('No review that you opened yourself is there.'));
    for (const { id } of own) {
      const { refused } = (await server.execute(command.dismiss, { changeSet: id })) as DecisionAnswer;
      if (refused !== null) void warn(refused);
    }
  },
  setUpAgents: ({ server, views }) => setUpAgents(server, views.current().roots),
  startAgentSession: ({ sessions }) => sessions.start(),
  cancelAnalysis: async ({ server }) => {
    await server.execute(command.cancelAnalysis);
  },
  analyseAgain: async ({ server, views }) => {
    const meant = views.current().changeSets.filter(({ isCancelled }) => isCancelled);
    if (meant.length === 0) say(l10n.t('No analysis was cancelled.'));
    for (const { id } of meant) await server.execute(command.analyseAgain, { changeSet: id });
  },
  rescan: async ({ server }) => {
    await server.execute(command.rescan);
  },
  verify: async ({ server }) => {
    const { intact, message } = (await server.execute(command.verify)) as VerifyAnswer;
    await (intact ? inform : fail)(message);
  },
  seal: (shell, argument) => act(shell, 'seal', argument),
  publish: (shell, argument) => act(shell, 'publish', argument),
  fetch: (shell, argument) => act(shell, 'fetch', argument),
  export: ({ server, views }) => exportRecords(server, views.current().roots),
  openSample: ({ extension }) => openSampleReview(extension),
  openSettings: async () => {
    await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:countersign.countersign');
  },
  restartServer: ({ server }) => server.restart(),
  showLog: ({ log }) => log.show(),
  inventoryRefresh: ({ inventory }) => inventory.refresh(),
  inventoryFilter: ({ inventory }) => inventory.filter(),
  inventoryClearFilter: ({ inventory }) => inventory.clearFilter(),
  inventoryPage: ({ inventory }, argument) => inventory.openPage(argument),
};

export function registerCommands(shell: Shell): vscode.Disposable {
  const own = Object.entries(handlers).map(([name, handle]) =>
    vscode.commands.registerCommand(`countersign.${name}`, (argument?: unknown) =>
      fence(shell, () => handle(shell, argument)),
    ),
  );
  const keys = Object.keys(panelCommands).map((key) =>
    vscode.commands.registerCommand(`countersign.panel.${key}`, () =>
      fence(shell, () => shell.panel.press(key as PanelKey)),
    ),
  );
  return vscode.Disposable.from(...own, ...keys);
}

/** Runs a command by name with everything it may throw shown to the person who asked. */
export async function runCommand(shell: Shell, name: CommandName, argument?: unknown): Promise<void> {
  await fence(shell, () => handlers[name](shell, argument));
}

/** What is thrown is shown to the person who asked. */
export async function fence({ log }: Pick<Shell, 'log'>, run: () => Promise<void> | void): Promise<void> {
  try {
    await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(message);
    void fail(message);
  }
}

async function openDiffOf({ views }: Shell, argument: unknown): Promise<void> {
  const placed = chooseHunk(views, argument);
  if (!placed) return say(l10n.t('This file has no edit that waits for review.'));
  await openFileDiff(placed.changeSet, placed.hunk, placed.hunk.firstLine);
}

const whyPrompts = {
  held: l10n.t('Why? Nothing is written, and the agent is told.'),
  landed: l10n.t('Why? The file becomes byte for byte what it was before this hunk.'),
  offered: l10n.t('Why? It is recorded; no file changes.'),
} as const;

async function rejectHunk({ views, server }: Shell, argument: unknown): Promise<void> {
  const placed = chooseHunk(views, argument);
  if (!placed)
    return say(
      isHunkArguments(argument)
        ? l10n.t('This hunk has changed since it was shown. Look at it again.')
        : l10n.t('The cursor is on no edit that waits for review.'),
    );
  const { changeSet, hunk } = placed;
  const reason = await vscode.window.showInputBox({
    title: l10n.t`Reject ${hunk.path}, line ${hunk.firstLine}`,
    prompt: whyPrompts[hunk.landing],
    placeHolder: l10n.t('What the agent should do instead'),
    validateInput: (words) => (words.trim() === '' ? l10n.t('A rejection needs words.') : null),
  });
  if (reason === undefined) return;
  const answer = (await server.execute(command.reject, {
    changeSet: changeSet.id,
    hunk: hunk.id,
    reason,
  })) as DecisionAnswer;
  if (answer.refused !== null) void warn(answer.refused);
}

/** The hunk that is named, where it still is; else the one at or after the cursor of the active editor. */
function chooseHunk(views: ViewState, argument: unknown): PlacedHunk | undefined {
  const view = views.current();
  if (isHunkArguments(argument)) {
    const changeSet = findChangeSet(view, argument.changeSet);
    const hunk = findHunk(view, argument.changeSet, argument.hunk);
    return changeSet && hunk ? { changeSet, hunk } : undefined;
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const line = editor.selection.active.line + 1;
  const placed = hunksOf(view, editor.document.uri).filter(({ hunk }) => hunk.outcome === null);
  return placed.find(({ hunk }) => hunk.lastLine >= line) ?? placed.at(-1);
}

/** After the one at the cursor, in the order of its queue, and then of the others; the first one where the cursor is on none. */
function nextHunk(views: ViewState): PlacedHunk | undefined {
  const here = chooseHunk(views, undefined);
  const open = views
    .current()
    .changeSets.flatMap((changeSet) => leftOf(changeSet, null).map((hunk): PlacedHunk => ({ changeSet, hunk })));
  const at = open.findIndex(({ changeSet, hunk }) => changeSet.id === here?.changeSet.id && hunk.id === here?.hunk.id);
  return at === -1 ? open[0] : open[(at + 1) % open.length];
}

/** By a person. What has landed and is decided can be closed too, in the panel, and stays for its decisions to be taken back. */
function isPutUp({ isDismissible, hunks }: ChangeSetView): boolean {
  const isDecided = hunks.every(({ outcome, landing }) => outcome !== null && landing !== 'offered');
  return isDismissible && !isDecided;
}

function toPlace(placed: PlacedHunk | undefined): HunkArguments | null {
  return placed ? { changeSet: placed.changeSet.id, hunk: placed.hunk.id } : null;
}

function isHunkArguments(value: unknown): value is HunkArguments {
  const { changeSet, hunk } = (value ?? {}) as Partial<HunkArguments>;
  return typeof changeSet === 'string' && typeof hunk === 'string';
}

function isBeforeArguments(value: unknown): value is BeforeArguments {
  const { changeSet, path, line } = (value ?? {}) as Partial<BeforeArguments>;
  return typeof changeSet === 'string' && typeof path === 'string' && typeof line === 'number';
}

function act(shell: Shell, name: 'seal' | 'publish' | 'fetch', argument: unknown): Promise<void> {
  const { uri } = (argument ?? {}) as { readonly uri?: unknown };
  const { roots } = shell.views.current();
  const known = roots.filter((root) => root === uri);
  return actOnRecords(shell.server, known.length > 0 ? known : roots, name, () => reviewRequests(shell));
}

function say(message: string): void {
  void inform(message);
}
