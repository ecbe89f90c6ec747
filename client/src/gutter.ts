import * as vscode from 'vscode';
import { glyphs, toSvg, type Mark } from './change-glyphs.ts';
import { groupBy } from './group-by.ts';
import { toLineMarks, type LineMark } from './line-marks.ts';
import { hasLineNotes, onSettingsChange } from './settings.ts';
import { hunksOf } from './hunks-of.ts';
import type { ViewState } from './view-state.ts';

/** Marks in the gutter and the overview ruler, and a note behind the line. No inlay hints: light themes draw those too faintly. */
export function drawMarks(views: ViewState): vscode.Disposable {
  const types = new Map(Object.keys(glyphs).map((mark) => [mark as Mark, createDecoration(mark as Mark)]));

  const draw = (editor: vscode.TextEditor): void => {
    const hunks = hunksOf(views.current(), editor.document.uri).map(({ hunk }) => hunk);
    const marks = groupBy(toLineMarks(hunks), ({ mark }) => mark);
    for (const [mark, type] of types) {
      editor.setDecorations(
        type,
        (marks.get(mark) ?? []).map((line) => toDecoration(line, editor.document)),
      );
    }
  };
  const drawAll = (): void => vscode.window.visibleTextEditors.forEach(draw);

  drawAll();
  return vscode.Disposable.from(
    ...types.values(),
    views.onDidChange(drawAll),
    vscode.window.onDidChangeVisibleTextEditors(drawAll),
    onSettingsChange(drawAll),
  );
}

function createDecoration(mark: Mark): vscode.TextEditorDecorationType {
  const color = mark === 'settled' ? 'descriptionForeground' : 'gitDecoration.modifiedResourceForeground';
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    gutterIconSize: 'contain',
    dark: { gutterIconPath: toIcon(mark, 'dark') },
    light: { gutterIconPath: toIcon(mark, 'light') },
    overviewRulerColor: new vscode.ThemeColor(color),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });
}

function toIcon(mark: Mark, theme: 'dark' | 'light'): vscode.Uri {
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(toSvg(mark, theme)).toString('base64')}`);
}

function toDecoration({ line, note }: LineMark, document: vscode.TextDocument): vscode.DecorationOptions {
  const last = document.lineCount - 1;
  const { range } = document.lineAt(Math.min(Math.max(0, line - 1), last));
  if (note === '' || !hasLineNotes()) return { range };
  const after = {
    contentText: note,
    color: new vscode.ThemeColor('descriptionForeground'),
    margin: '0 0 0 24px',
    fontStyle: 'normal',
  };
  return { range, renderOptions: { after } };
}
