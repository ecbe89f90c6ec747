/** What would be written of a file of a held edit, as clients name the document. */
export interface ProposedDocument {
  readonly changeSet: string;
  /** Workspace-relative path. */
  readonly path: string;
}

const scheme = 'countersign-proposed:';

/** Null: it is another document. Editors encode the query once more than they give it to a client. */
export function readProposedUri(uri: string): ProposedDocument | null {
  if (!uri.startsWith(scheme) || !uri.includes('?')) return null;
  try {
    const query = new URLSearchParams(decodeURIComponent(uri.slice(uri.indexOf('?') + 1)));
    const [changeSet, path] = [query.get('changeSet'), query.get('path')];
    return changeSet === null || path === null ? null : { changeSet, path };
  } catch {
    return null;
  }
}
