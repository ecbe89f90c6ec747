import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toWorkspacePath } from '../host/workspace-path.ts';

/** Open documents, by workspace path. A client's own spelling of a URI is kept, because it compares them as text. */
export interface Documents {
  readonly texts: TextDocuments<TextDocument>;
  /** Null for files outside of the folder, inside `.git`, and documents that are no files. */
  readonly toPath: (uri: string) => string | null;
  readonly toUri: (path: string) => string;
  readonly find: (path: string) => TextDocument | undefined;
  readonly openPaths: () => readonly string[];
}

/** `root`: the folder as the client names it, links not resolved. */
export function createDocuments(root: string | null): Documents {
  const texts = new TextDocuments(TextDocument);
  const toPath = (uri: string): string | null => {
    const file = toFile(uri);
    return root === null || file === null ? null : toWorkspacePath(root, file);
  };
  const find = (path: string): TextDocument | undefined => texts.all().find(({ uri }) => toPath(uri) === path);
  return {
    texts,
    toPath,
    find,
    toUri: (path) => find(path)?.uri ?? pathToFileURL(join(root ?? '/', path)).href,
    openPaths: () => texts.all().flatMap(({ uri }) => toPath(uri) ?? []),
  };
}

/** Null when the URI is malformed or names no file of this machine. */
export function toFile(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

export function listenToDocuments(documents: Documents, connection: Connection): void {
  documents.texts.listen(connection);
}

/** An editor shows one kind of line ending: a file with mixed ones differs from its document only in that. */
export function isSameText(a: string, b: string): boolean {
  return a === b || a.replaceAll(/\r\n?/g, '\n') === b.replaceAll(/\r\n?/g, '\n');
}
