import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Open documents by URI, synchronised by the edits that the client sends. */
export interface Documents {
  readonly all: () => readonly TextDocument[];
}

export interface DocumentListener {
  readonly opened: (document: TextDocument) => void;
  readonly changed: (document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]) => void;
  readonly saved: (document: TextDocument) => void;
  readonly closed: (document: TextDocument) => void;
}

export function listenToDocuments(connection: Connection, listener: DocumentListener): Documents {
  const documents = new Map<string, TextDocument>();
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const document = TextDocument.create(uri, languageId, version, text);
    documents.set(uri, document);
    listener.opened(document);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const old = documents.get(uri);
    if (old === undefined) return;
    const document = TextDocument.update(old, contentChanges, version);
    documents.set(uri, document);
    listener.changed(document, contentChanges);
  });
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const document = documents.get(uri);
    if (document !== undefined) listener.saved(document);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const document = documents.get(uri);
    documents.delete(uri);
    if (document !== undefined) listener.closed(document);
  });
  return { all: () => [...documents.values()] };
}

const keystrokeCharacters = 40;

/** For clients that do not say how a document was edited: small changes in place are a person's, all others may be a program's. */
export function isKeystrokeScale(changes: readonly TextDocumentContentChangeEvent[]): boolean {
  return changes.every((change) => {
    const { text } = change;
    return 'range' in change && text.length <= keystrokeCharacters && text.trim().split('\n').length <= 1;
  });
}
