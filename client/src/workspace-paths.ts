import * as vscode from 'vscode';

/** The file of a path that starts at a root of the review. Undefined when the path leaves the root. */
export function toFileUri(path: string, rootUri: string): vscode.Uri | undefined {
  if (rootUri === '' || path.split('/').includes('..')) return undefined;
  return vscode.Uri.joinPath(vscode.Uri.parse(rootUri), ...path.split('/'));
}

/** Undefined for files outside of the root and for documents that are not on disk. */
export function toReviewedPath(uri: vscode.Uri, rootUri: string): string | undefined {
  const root = vscode.Uri.parse(rootUri);
  if (rootUri === '' || uri.scheme !== root.scheme) return undefined;
  const start = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : undefined;
}
