import * as l10n from '@vscode/l10n';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { leftOf } from '../words/what-is-left.ts';

/** What of a work tree is on disk and waits, to whoever writes a commit message; null: nothing does. No vscode here. */
export function commitWarning(
  { changeSets }: Pick<PanelView, 'changeSets'>,
  isRoot: (uri: string) => boolean,
): string | null {
  const left = changeSets
    .filter(({ rootUri }) => isRoot(rootUri))
    .flatMap((changeSet) => leftOf(changeSet, null))
    .filter(({ landing }) => landing === 'landed').length;
  if (left === 0) return null;
  return left === 1
    ? l10n.t('1 hunk on disk waits for your review. What is committed now is not decided.')
    : l10n.t`${left} hunks on disk wait for your review. What is committed now is not decided.`;
}
