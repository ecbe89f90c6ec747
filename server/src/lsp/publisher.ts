import {
  CodeLensRefreshRequest,
  type Connection,
  type WorkDoneProgressServerReporter,
} from 'vscode-languageserver/node';
import { notification } from '../protocol/messages.ts';
import type { ClientFeatures } from './client-features.ts';
import { toDiagnostics } from './diagnostics.ts';
import { guard, type Log } from './fence.ts';
import type { Session } from './session.ts';

/** Tells the client what changed: refreshes where it pulls, pushes where it cannot, the panel if it ever asked for it. */
export interface Publisher {
  readonly changed: (paths: ReadonlySet<string>) => void;
  readonly wantPanel: () => void;
}

/** An analysis of many files publishes often; a person sees no more than this. */
const pauseMs = 30;

export function createPublisher(
  connection: Connection,
  client: ClientFeatures,
  log: Log,
  session: () => Session | null,
): Publisher {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let wantsPanel = false;
  let progress: Promise<WorkDoneProgressServerReporter> | null = null;

  function publish(): void {
    timer = null;
    const paths = waiting;
    waiting = new Set();
    const current = session();
    if (current === null) return;
    guard(log, 'publish', async () => {
      if (wantsPanel) await connection.sendNotification(notification.panel, current.view());
      showProgress(current);
      if (paths.size === 0) return;
      if (!client.pullsDiagnostics) await push(current, paths);
      // Nobody waits for the answers: a client that gives none must not hold up the next.
      if (client.refreshesDiagnostics) guard(log, 'refresh', () => connection.languages.diagnostics.refresh());
      if (client.refreshesLenses) guard(log, 'refresh', () => connection.sendRequest(CodeLensRefreshRequest.type));
      if (client.refreshesHints) guard(log, 'refresh', () => connection.languages.inlayHint.refresh());
    });
  }

  async function push(current: Session, paths: ReadonlySet<string>): Promise<void> {
    const desk = current.desk();
    if (desk === null) return;
    for (const path of paths) {
      const diagnostics = toDiagnostics(desk.fileReview(path), current.toUri, client.commands);
      await connection.sendDiagnostics({ uri: current.toUri(path), diagnostics });
    }
  }

  function showProgress(current: Session): void {
    if (!client.showsProgress) return;
    const { analysing } = current.view();
    if (analysing === null) {
      void progress?.then((reporter) => reporter.done());
      progress = null;
      return;
    }
    const words = `${analysing.done} of ${analysing.total} files`;
    const percent = Math.round((100 * analysing.done) / analysing.total);
    if (progress === null) {
      progress = connection.window.createWorkDoneProgress().then((reporter) => {
        reporter.begin('Countersign: analysing', percent, words);
        return reporter;
      });
    } else void progress.then((reporter) => reporter.report(percent, words));
  }

  return {
    changed(paths) {
      for (const path of paths) waiting.add(path);
      timer ??= setTimeout(publish, pauseMs);
    },
    wantPanel: () => {
      wantsPanel = true;
    },
  };
}
