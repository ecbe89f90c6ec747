import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import type { ViewState } from './view-state.ts';

/** Most analyses are over before anybody could read of them: those say nothing. */
const longMs = 5_000;

/** What takes long is shown with how far it is, and a way to stop it, wherever the panel is. */
export function watchLongAnalyses(views: ViewState, cancel: () => Promise<unknown>): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | null = null;

  function show(): void {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Countersign: analysing'),
      cancellable: true,
    };
    void vscode.window.withProgress(options, (progress, token) => {
      let known = 0;
      const tell = ({ analysing }: PanelView): void => {
        if (analysing === null) return;
        const percent = (100 * analysing.done) / Math.max(1, analysing.total);
        progress.report({ message: l10n.t`${analysing.done} of ${analysing.total} files`, increment: percent - known });
        known = percent;
      };
      tell(views.current());
      const following = vscode.Disposable.from(
        views.onDidChange(tell),
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
