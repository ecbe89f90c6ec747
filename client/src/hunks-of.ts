import type * as vscode from 'vscode';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { fromSideUri, proposedScheme } from './before-documents.ts';
import { hunksOnDisk, hunksProposed, type PlacedHunk } from './placed-hunks.ts';
import { toReviewedPath } from './workspace-paths.ts';

/** Every hunk on a document. */
export function hunksOf(view: PanelView, uri: vscode.Uri): readonly PlacedHunk[] {
  if (uri.scheme === proposedScheme) return hunksProposed(view, fromSideUri(uri));
  return hunksOnDisk(view, (rootUri) => toReviewedPath(uri, rootUri));
}
