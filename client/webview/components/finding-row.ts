import type { FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { withoutFullStop } from '../sentence.ts';
import { findingKinds, spokenFinding } from '../words.ts';
import { heard, obligationMark, seen } from './marks.ts';

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
      at: { type: 'button', 'data-row': hunk.id },
      on: { click: () => dispatch({ kind: 'open-hunk', hunk: hunk.id, fingerprint: finding.fingerprint }) },
    },
    findingWords(hunk, finding, isCompact),
  );
}

/** One sentence for ears, in their order; the parts of it for eyes, where they look for them. */
export function findingWords(hunk: HunkView, finding: FindingView, isOneLine: boolean): readonly Child[] {
  const { change, message } = finding;
  return [
    heard(spokenFinding(hunk, finding)),
    icon(change),
    h(
      'span',
      { class: classes('what', isOneLine && 'clip'), at: { 'aria-hidden': 'true', title: isOneLine ? message : null } },
      [withoutFullStop(message)],
    ),
    seen('row-mark', obligationMark(hunk, finding)),
    !isOneLine && seen('meta', findingKinds(finding).join(' · ')),
  ];
}
