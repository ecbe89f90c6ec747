import * as l10n from '@vscode/l10n';
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';

/** Files counted where the client shows work in progress. */
export interface FileProgress {
  readonly show: (done: number, total: number) => void;
  readonly end: () => void;
}

const silent: FileProgress = { show: () => undefined, end: () => undefined };

/** @param onCancel for what may be cancelled where it is shown */
export function createFileProgress(
  connection: Connection,
  isShown: boolean,
  title: string,
  onCancel?: () => void,
): FileProgress {
  if (!isShown) return silent;
  let open: Promise<WorkDoneProgressServerReporter> | null = null;
  return {
    show(done, total) {
      const words = l10n.t`${done} of ${total} files`;
      const percent = Math.round((100 * done) / total);
      if (open !== null) return void open.then((reporter) => reporter.report(percent, words));
      open = connection.window.createWorkDoneProgress().then((reporter) => {
        reporter.begin(title, percent, words, onCancel !== undefined);
        if (onCancel !== undefined) reporter.token.onCancellationRequested(onCancel);
        return reporter;
      });
    },
    end() {
      void open?.then((reporter) => reporter.done());
      open = null;
    },
  };
}
