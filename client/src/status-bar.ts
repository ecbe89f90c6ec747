import * as vscode from 'vscode';
import { toStatusWords } from './status-words.ts';
import type { ViewState } from './view-state.ts';

export function showStatus(views: ViewState): vscode.Disposable {
  const count = vscode.window.createStatusBarItem('countersign.count', vscode.StatusBarAlignment.Left, 40);
  const held = vscode.window.createStatusBarItem('countersign.held', vscode.StatusBarAlignment.Left, 41);
  count.name = 'Countersign';
  held.name = 'Countersign: held edits';
  held.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  for (const item of [count, held]) item.command = 'countersign.openReview';

  const draw = (): void => {
    const words = toStatusWords(views.current());
    count.text = `$(workspace-trusted) ${words.text}`;
    count.tooltip = words.tooltip;
    count.accessibilityInformation = { label: words.tooltip, role: 'button' };
    count.show();
    if (words.held === null) return held.hide();
    held.text = `$(debug-pause) ${words.held}`;
    held.tooltip = 'Countersign: not written yet, the agent is waiting.';
    held.show();
  };

  draw();
  return vscode.Disposable.from(count, held, views.onDidChange(draw));
}
