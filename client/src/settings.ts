import * as vscode from 'vscode';
import type { InitializationOptions } from '../../server/src/protocol/messages.ts';
import { clientCommand } from '../../server/src/protocol/messages.ts';
import type { PanelSettings } from '../../server/src/protocol/webview.ts';

const section = 'countersign';
const bytesInKilobyte = 1024;

/** Settings that only the editor's own drawing needs. */
export function hasLineNotes(): boolean {
  return vscode.workspace.getConfiguration(section).get('lineNotes', true);
}

export function hasThreads(): boolean {
  return vscode.workspace.getConfiguration(section).get('commentThreads', false);
}

/** What the panel is told when it is drawn, and after every change. */
export function readPanelSettings(): PanelSettings {
  const settings = vscode.workspace.getConfiguration(section);
  return { goesOn: settings.get('goOnAfterAccept', true), hasLetterKeys: settings.get('letterKeys', true) };
}

/** What the server is told at its start and after every change of a setting. Defaults stand in package.json. */
export function readServerOptions(): InitializationOptions {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    trusted: vscode.workspace.isTrusted,
    watch: settings.get('watch', true),
    ignore: settings.get('ignore', []),
    maxFileBytes: settings.get('maxFileSize', 2048) * bytesInKilobyte,
    organisationPolicy: settings.get('organisationPolicy', ''),
    geminiCompanion: wantsCompanion(settings) ? process.ppid : 0,
    codeLens: settings.get('codeLens', true),
    inlayHints: false, // drawn by line-notes: themes draw inlay hints at too low a contrast
    clientCommands: Object.values(clientCommand),
  };
}

/** Google's own companion, which answers Gemini CLI in the same editor. */
const otherCompanion = 'google.gemini-cli-vscode-ide-companion';

/** Two companions would give two answers. Extensions run in a child process of the editor's. */
function wantsCompanion(settings: vscode.WorkspaceConfiguration): boolean {
  return settings.get('geminiCompanion', false) && vscode.extensions.getExtension(otherCompanion) === undefined;
}

export function onSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}
