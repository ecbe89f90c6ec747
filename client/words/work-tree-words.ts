import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';

type Placed = Pick<ChangeSetView, 'folder' | 'isLinked'>;

/** Which folder a change set is of, where that has to be said; null: there is only one. */
export function folderWords({ folder, isLinked }: Placed): string | null {
  return folder === null || !isLinked ? folder : l10n.t`other work tree ${folder}`;
}

/** Its title, and where it is. */
export function titleWords({ title, ...placed }: Placed & Pick<ChangeSetView, 'title'>): string {
  const folder = folderWords(placed);
  return folder === null ? title : `${title} · ${folder}`;
}
