import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../server/src/protocol/view.ts';

/** When an answer can be taken back, to the panel that offers it and to the extension that is asked for it. */

export const nothingToChange = l10n.t('Nothing was answered here that could be changed.');

/** An answer can be changed while nothing of it is recorded: until its hunk is decided. What others explain is theirs. */
export function canChange({ request }: ChangeSetView, { outcome }: HunkView, finding: FindingView): boolean {
  return (
    request === null &&
    outcome === null &&
    finding.acknowledgement !== null &&
    ['settled', 'waiting'].includes(finding.state)
  );
}

/** Of a hunk that nobody analysed: that it was said to be known. */
export const canChangeNotJudged = ({ request }: ChangeSetView, hunk: HunkView): boolean =>
  request === null && hunk.outcome === null && hunk.notJudgedAcknowledged;
