import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import type { ViewState } from './view-state.ts';

/** Most analyses are over before anybody could read of them: those say nothing. */
const longMs = 5_000;

/** Notifications of those who wait for what they asked for: they say how far it is themselves. */
let awaited = 0;

/** What takes long is shown with how far it is, and a way to stop it, wherever the panel is. */
export function watchLongAnalyses(views: ViewState, cancel: () => Promise<unknown>): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | null = null;

  function show(): void {
    if (awaited > 0) return;
    void vscode.window.withProgress(shownAs(l10n.t('Countersign: analysing')), (progress, token) => {
      const following = vscode.Disposable.from(
        tellFiles(views, progress),
        token.onCancellationRequested(() => void cancel()),
      );
      return new Promise<void>((resolve) => {
        end = () => {
          following.dispose();
          resolve();
        };
      });
    });
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    end?.();
    end = null;
  }

  const look = ({ analysing }: PanelView): void => {
    if (analysing === null) stop();
    else timer ??= setTimeout(show, longMs);
  };
  look(views.current());
  return vscode.Disposable.from(views.onDidChange(look), { dispose: stop });
}

/** For what a person has asked to be read and analysed, and waits for: shown at once, and cancelled there. */
export async function awaitReview<T>(
  views: ViewState,
  act: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const options = shownAs(l10n.t('Countersign: reading what is to be reviewed'));
  return await vscode.window.withProgress(options, async (progress, token) => {
    const following = tellFiles(views, progress);
    awaited += 1;
    try {
      return await act(token);
    } finally {
      awaited -= 1;
      following.dispose();
    }
  });
}

function shownAs(title: string): vscode.ProgressOptions {
  return { location: vscode.ProgressLocation.Notification, title, cancellable: true };
}

function tellFiles(
  views: ViewState,
  progress: vscode.Progress<{ readonly message: string; readonly increment: number }>,
): vscode.Disposable {
  let known = 0;
  const tell = ({ analysing }: PanelView): void => {
    if (analysing === null) return;
    const percent = (100 * analysing.done) / Math.max(1, analysing.total);
    progress.report({ message: l10n.t`${analysing.done} of ${analysing.total} files`, increment: percent - known });
    known = percent;
  };
  tell(views.current());
  return views.onDidChange(tell);
}
