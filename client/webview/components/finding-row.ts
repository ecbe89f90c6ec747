import type { FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { classes, h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { findingMeta, spokenFinding } from '../words.ts';
import { obligationMark } from './marks.ts';

/** Two lines while open, one when settled. `isCompact` waits until the hunk is left, so that nothing folds under the eye. */
export function findingRow(
  hunk: HunkView,
  finding: FindingView,
  key: string,
  isCompact: boolean,
  dispatch: Dispatch,
): VElement {
  return h(
    'button',
    {
      key,
      class: classes('finding-row', isCompact && 'is-settled'),
      at: { type: 'button', 'aria-label': spokenFinding(hunk, finding), 'data-row': hunk.id },
      on: { click: () => dispatch({ kind: 'open-hunk', hunk: hunk.id, fingerprint: finding.fingerprint }) },
    },
    [
      icon(finding.change),
      h('span', { class: 'what', at: isCompact ? { title: finding.message } : {} }, [finding.message]),
      obligationMark(finding),
      !isCompact && h('span', { class: 'meta' }, [findingMeta(finding)]),
    ],
  );
}
