import * as l10n from '@vscode/l10n';
import { CodeLensRefreshRequest, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import { notification } from '../protocol/messages.ts';
import type { PanelView } from '../protocol/view.ts';
import type { ClientFeatures } from './client-features.ts';
import { toDiagnostics } from './diagnostics.ts';
import { guard, type Log } from './fence.ts';
import { createFileProgress } from './progress.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Tells the client what changed: refreshes where it pulls, pushes where it cannot, the panel if it ever asked for it. */
export interface Publisher {
  readonly changed: (session: Session, paths: ReadonlySet<string>) => void;
  /** Other folders are shown from now on; nothing is left of those that were closed. */
  readonly foldersChanged: (closed: readonly Session[]) => void;
  /** So many files of a workspace were read in the background. */
  readonly indexed: (done: number, total: number) => void;
  readonly wantPanel: () => void;
}

/** An analysis of many files publishes often; a person sees no more than this. */
const pauseMs = 30;
/** Below it a workspace is read before one could read how far it is. */
const indexedFrom = 500;

export function createPublisher(
  connection: Connection,
  client: ClientFeatures,
  log: Log,
  sessions: Sessions,
): Publisher {
  let waiting = new Map<Session, Set<string>>();
  let timer: NodeJS.Timeout | null = null;
  let wantsPanel = false;
  const analysis = createFileProgress(connection, client.showsProgress, l10n.t('Countersign: analysing'), () => {
    for (const session of sessions.all()) session.cancelAnalysis();
  });
  const indexing = createFileProgress(connection, client.showsProgress, l10n.t('Countersign: reading the workspace'));

  function publish(): void {
    timer = null;
    const changed = waiting;
    waiting = new Map();
    const view = sessions.view();
    if (view === null) return;
    guard(log, 'publish', async () => {
      if (wantsPanel) await connection.sendNotification(notification.panel, view);
      showProgress(view);
      if ([...changed.values()].every(({ size }) => size === 0)) return;
      if (!client.pullsDiagnostics) for (const [session, paths] of changed) await push(session, paths);
      // Nobody waits for the answers: a client that gives none must not hold up the next.
      if (client.refreshesDiagnostics) guard(log, 'refresh', () => connection.languages.diagnostics.refresh());
      if (client.refreshesLenses) guard(log, 'refresh', () => connection.sendRequest(CodeLensRefreshRequest.type));
      if (client.refreshesHints) guard(log, 'refresh', () => connection.languages.inlayHint.refresh());
    });
  }

  async function push(current: Session, paths: ReadonlySet<string>): Promise<void> {
    const desk = current.desk();
    if (desk === null) return;
    const isOpen = sessions.all().includes(current);
    for (const path of paths) {
      const reviewed = isOpen ? toDiagnostics(desk.fileReview(path), current.toUri, client.commands) : [];
      const diagnostics = [...reviewed, ...(isOpen ? await ofPolicy(current, path) : [])];
      await connection.sendDiagnostics({ uri: current.toUri(path), diagnostics });
    }
  }

  function showProgress({ analysing }: PanelView): void {
    if (analysing === null) analysis.end();
    else analysis.show(analysing.done, analysing.total);
  }

  return {
    changed(session, paths) {
      waiting.set(session, new Set([...(waiting.get(session) ?? []), ...paths]));
      timer ??= setTimeout(publish, pauseMs);
    },
    foldersChanged(closed) {
      for (const session of closed) waiting.set(session, pathsOf(session));
      timer ??= setTimeout(publish, pauseMs);
    },
    indexed(done, total) {
      if (done === total) indexing.end();
      else if (total >= indexedFrom) indexing.show(done, total);
    },
    wantPanel: () => {
      wantsPanel = true;
    },
  };
}

/** What is wrong with an open rule file. */
async function ofPolicy({ policyDesk, buffers }: Session, path: string): Promise<Diagnostic[]> {
  const text = policyDesk.isPolicy(path) ? buffers.find(path)?.text : undefined;
  return text === undefined ? [] : await policyDesk.diagnostics(path, text);
}

function pathsOf(session: Session): Set<string> {
  const views = session.desk()?.views() ?? [];
  return new Set(views.flatMap(({ hunks }) => hunks.map(({ path }) => path)));
}
