import * as l10n from '@vscode/l10n';
import type { ChangeWord, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { changeWord } from '../../words/view-words.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import { analyseAgain, folderName, lineRange, obligationWord } from '../words.ts';

/** For ears only: what the eye gets from a glyph or a place. */
export const heard = (text: string): VElement => h('span', { class: 'sr-only' }, [text]);

/** For eyes only: said beside it, in the order that ears need. */
export const seen = (name: string, ...children: readonly Child[]): VElement =>
  h('span', { class: name, at: { 'aria-hidden': 'true' } }, children);

/** `src/routes · 41–50`, beside the file's own name. A folder that reads from right to left must not turn the lines round. */
export function hunkPlace(hunk: HunkView): readonly Child[] {
  const apart = (text: string): VElement => h('bdi', { at: { dir: 'ltr' } }, [text]);
  const folder = folderName(hunk.path);
  return [folder !== '' && [apart(folder), ' · '], apart(lineRange(hunk))];
}

/** Glyph and word; the glyph alone carries colour. */
export function changeMark(change: ChangeWord): VElement {
  return h('span', { class: `change-mark is-${change}` }, [icon(change), changeWord(change)]);
}

/** Where the filter leaves no row. */
export const nothingPasses = h('p', { key: 'nothing', class: 'nothing dim' }, [l10n.t('Nothing passes the filter.')]);

/** The only boxed word in a row, so a glance down the right edge is the work left. Settled ones lose the box. */
export function obligationMark({ outcome }: HunkView, finding: FindingView): VElement | null {
  const { obligation, state } = finding;
  const isSettled = state === 'settled';
  if (obligation === 'none' || (outcome !== null && !isSettled)) return null; // decided without it: no work is left
  const glyph: IconName = isSettled ? 'check' : obligation;
  return h('span', { class: classes('obligation-mark', isSettled && 'is-settled') }, [
    icon(glyph),
    h('span', { class: 'clip' }, [obligationWord(finding)]),
  ]);
}

/** What is left to do about it: where its analysis was cancelled, that nobody can acknowledge. */
export function notJudgedMark({ outcome, isCancelled, notJudgedAcknowledged }: HunkView): VElement | null {
  if (isCancelled) return h('span', { class: 'obligation-mark' }, [icon('refresh'), analyseAgain]);
  if (outcome !== null && !notJudgedAcknowledged) return null;
  return h('span', { class: classes('obligation-mark', notJudgedAcknowledged && 'is-settled') }, [
    icon(notJudgedAcknowledged ? 'check' : 'acknowledge'),
    notJudgedAcknowledged ? l10n.t('Acknowledged') : l10n.t('Acknowledge'),
  ]);
}
