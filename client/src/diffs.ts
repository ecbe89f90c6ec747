import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ChangeSetView, HunkView, PlaceView } from '../../server/src/protocol/view.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { isOnDisk, toSideUri } from './before-documents.ts';
import { toFileUri } from './workspace-paths.ts';

type DiffedFile = Pick<HunkView, 'path' | 'previousPath' | 'status'>;

/** The native diff of a file, before against what is on disk, which can be edited: amending is editing its right side. */
export async function openFileDiff(changeSet: ChangeSetView, file: DiffedFile, line: number): Promise<void> {
  const { before, after } = toSides(changeSet, file);
  const selection = lineSelection(line);
  await vscode.commands.executeCommand(
    'vscode.diff',
    before,
    after,
    `${fileName(file.path)} (${titleWords(changeSet)})`,
    {
      selection,
      preview: true,
    },
  );
}

/** The multi-diff editor of the whole change set. */
export async function openAllDiffs(changeSet: ChangeSetView): Promise<void> {
  const files = [...new Map(changeSet.hunks.map((hunk) => [hunk.path, hunk])).values()];
  const resources = files.map((file) => {
    const { before, after } = toSides(changeSet, file);
    const right = isOnDisk(changeSet) ? toFileUri(file.path, changeSet.rootUri) : after;
    const added = file.status === 'added';
    const deleted = file.status === 'deleted';
    return [right, added ? undefined : before, deleted ? undefined : after];
  });
  await vscode.commands.executeCommand('vscode.changes', titleWords(changeSet), resources);
}

export async function openPlace(place: PlaceView, changeSet: ChangeSetView): Promise<void> {
  const uri =
    place.side === 'before' || !isOnDisk(changeSet)
      ? toSideUri(place.path, place.side, changeSet)
      : toFileUri(place.path, changeSet.rootUri);
  if (!uri) throw new Error(l10n.t`${place.path} is not in the open folder.`);
  await vscode.window.showTextDocument(uri, { selection: lineSelection(place.line), preview: true });
}

function toSides(
  changeSet: ChangeSetView,
  file: DiffedFile,
): { readonly before: vscode.Uri; readonly after: vscode.Uri } {
  const onDisk =
    file.status === 'deleted' || !isOnDisk(changeSet) ? undefined : toFileUri(file.path, changeSet.rootUri);
  return {
    before: toSideUri(file.previousPath ?? file.path, 'before', changeSet),
    after: onDisk ?? toSideUri(file.path, 'after', changeSet),
  };
}

function lineSelection(line: number): vscode.Range {
  const start = Math.max(0, line - 1);
  return new vscode.Range(start, 0, start, 0);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
