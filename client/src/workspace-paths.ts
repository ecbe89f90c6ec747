import * as vscode from 'vscode';

/** The open folder: the first one on disk. */
export function openFolder(): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
}

/** From the reviewed root to the open folder, `packages/api/` or empty. The server says so once it has asked git. */
let reviewPrefix = '';

export function setReviewPrefix(prefix: string): void {
  reviewPrefix = prefix;
}

/** The folder that the server's paths start at: the open one, or the work tree around it. */
export function reviewedRoot(): vscode.Uri | undefined {
  const up = reviewPrefix
    .split('/')
    .filter((part) => part !== '')
    .map(() => '..');
  const folder = openFolder()?.uri;
  return folder && vscode.Uri.joinPath(folder, ...up);
}

/** Undefined when no folder is open or the path leaves the root. */
export function toFileUri(path: string): vscode.Uri | undefined {
  const root = reviewedRoot();
  if (!root || path.split('/').includes('..')) return undefined;
  return vscode.Uri.joinPath(root, ...path.split('/'));
}

/** Undefined for files outside of the root and for documents that are not on disk. */
export function toReviewedPath(uri: vscode.Uri): string | undefined {
  const root = reviewedRoot();
  if (!root || uri.scheme !== root.scheme) return undefined;
  const start = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : undefined;
}
