import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toStatusWords } from './status-words.ts';
import type { ViewState } from './view-state.ts';

export function showStatus(views: ViewState): vscode.Disposable {
  const count = vscode.window.createStatusBarItem('countersign.count', vscode.StatusBarAlignment.Left, 40);
  const held = vscode.window.createStatusBarItem('countersign.held', vscode.StatusBarAlignment.Left, 41);
  const drift = vscode.window.createStatusBarItem('countersign.agents', vscode.StatusBarAlignment.Left, 39);
  drift.name = l10n.t('Countersign: agents');
  drift.text = l10n.t('$(warning) Agents do not ask');
  drift.command = 'countersign.setUpAgents';
  count.name = 'Countersign';
  held.name = l10n.t('Countersign: held edits');
  held.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  for (const item of [count, held]) item.command = 'countersign.openReview';

  const draw = (): void => {
    const words = toStatusWords(views.current());
    count.text = `$(workspace-trusted) ${words.text}`;
    count.tooltip = words.tooltip;
    count.accessibilityInformation = { label: words.tooltip, role: 'button' };
    count.show();
    drift.tooltip = ['Countersign:', words.drift ?? '', l10n.t('Select to set them up again.')].join('\n');
    drift.accessibilityInformation = { label: `Countersign: ${words.drift}`, role: 'button' };
    if (words.drift === null) drift.hide();
    else drift.show();
    if (words.held === null) return held.hide();
    held.text = `$(debug-pause) ${words.held.text}`;
    held.tooltip = words.held.tooltip;
    held.accessibilityInformation = { label: `${words.held.text}. ${words.held.tooltip}`, role: 'button' };
    held.show();
  };

  draw();
  return vscode.Disposable.from(count, held, drift, views.onDidChange(draw));
}
