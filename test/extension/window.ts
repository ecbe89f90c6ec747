/** The window under test: the extension's view, and edits by another process. */
import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CountersignApi } from '../../client/src/extension.ts';
import type { ChangeSetView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { eventually } from './eventually.ts';

export async function activate(): Promise<CountersignApi> {
  const extension = vscode.extensions.getExtension<CountersignApi>('countersign.countersign');
  assert.ok(extension, 'the extension is not installed in this window');
  return extension.activate();
}

export function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'no folder is open');
  return first.uri;
}

export function fileUri(file: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), file);
}

/** Another process writes the file, as an agent's tool does. */
export function writeOutside(file: string, text: string): void {
  const script = `const fs = require('node:fs'); fs.mkdirSync(require('node:path').dirname(process.argv[1]), { recursive: true }); fs.writeFileSync(process.argv[1], process.argv[2]);`;
  execFileSync(process.execPath, ['-e', script, path.join(folder().fsPath, file), text], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

export function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder().fsPath, encoding: 'utf8' });
}

export interface Waiting {
  readonly view: PanelView;
  readonly changeSet: ChangeSetView;
  readonly hunk: HunkView;
}

/** The undecided hunk on a file, once the view has it. */
export function hunkOn(
  api: CountersignApi,
  file: string,
  wanted: (hunk: HunkView) => boolean = () => true,
): Promise<Waiting> {
  return eventually(`a hunk on ${file}`, () => {
    const view = api.currentView();
    for (const changeSet of view.changeSets) {
      const hunk = changeSet.hunks.find(
        (candidate) => candidate.path === file && candidate.outcome === null && wanted(candidate),
      );
      if (hunk) return { view, changeSet, hunk };
    }
    return null;
  });
}

export function hasHunks(api: CountersignApi, file: string): boolean {
  return api
    .currentView()
    .changeSets.some(({ hunks }) => hunks.some(({ path: own, outcome }) => own === file && outcome === null));
}
