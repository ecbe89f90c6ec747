import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageWords } from './localise.ts';
import { toPanelHtml } from './panel-html.ts';

interface Page {
  readonly viewType: string;
  readonly title: string;
  /** Its script and style sheet, in `client/dist`. */
  readonly bundle: 'agent' | 'inventory';
  readonly column: vscode.ViewColumn;
  /** Half-written words survive when the tab is out of sight. */
  readonly isKept: boolean;
}

/** A tab with a page of ours, which may load its own bundle and nothing else. */
export function createPagePanel(
  extension: vscode.Uri,
  { viewType, title, bundle, column, isKept }: Page,
): vscode.WebviewPanel {
  const dist = vscode.Uri.joinPath(extension, 'client', 'dist');
  const panel = vscode.window.createWebviewPanel(viewType, title, column, {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [dist],
    retainContextWhenHidden: isKept,
  });
  const { webview } = panel;
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
  webview.html = toPanelHtml({
    cspSource: webview.cspSource,
    script: String(webview.asWebviewUri(vscode.Uri.joinPath(dist, `${bundle}.js`))),
    style: String(webview.asWebviewUri(vscode.Uri.joinPath(dist, `${bundle}.css`))),
    nonce: randomBytes(16).toString('base64'),
    words: pageWords,
  });
  return panel;
}
