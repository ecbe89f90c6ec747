import * as vscode from 'vscode';

/** The folder under review: the first one on disk. The server's paths are relative to it, with forward slashes. */
export function reviewedFolder(): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
}

/** Undefined when no folder is open or the path leaves it. */
export function toFileUri(path: string): vscode.Uri | undefined {
  const folder = reviewedFolder();
  if (!folder || path.split('/').includes('..')) return undefined;
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
}

/** Undefined for files outside the reviewed folder and for documents that are not on disk. */
export function toReviewedPath(uri: vscode.Uri): string | undefined {
  const folder = reviewedFolder();
  if (!folder || uri.scheme !== folder.uri.scheme) return undefined;
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : undefined;
}
