import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { askWords } from '../../words/obligation-words.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { isOpen, isPlain, isSettled, type QueueRow } from '../queue-order.ts';
import { capital, number, spokenTime } from '../in-language.ts';
import { sentence, withoutFullStop } from '../sentence.ts';
import { fileName, outcomeWord, spokenHunk, spokenNotJudged, spokenState } from '../words.ts';
import { atZero, countdown } from './countdown.ts';
import { findingRow } from './finding-row.ts';
import { heard, hunkPlace, notJudgedMark, seen } from './marks.ts';

/** A landed hunk: its file, then a row a finding. */
export function hunkItem({ hunk, findings }: QueueRow, isSelected: boolean, dispatch: Dispatch): VElement {
  return h(
    'li',
    {
      key: hunk.id,
      class: classes('hunk-item', isSelected && 'is-selected', isSettled(hunk) && !isSelected && 'is-settled'),
      at: { 'aria-current': isSelected ? 'true' : null },
    },
    [
      hunkLine(hunk, dispatch),
      findings.map((finding, index) =>
        findingRow(hunk, finding, String(index), !isOpenRow(hunk, finding.state) && !isSelected, dispatch),
      ),
    ],
  );
}

const isOpenRow = (hunk: HunkView, state: FindingView['state']): boolean =>
  hunk.outcome === null && state !== 'settled';

/** A held edit is a card, a landed one is not: the shape says which. */
export function heldCard(
  { hunk, findings }: QueueRow,
  changeSet: ChangeSetView,
  seconds: number | null,
  isSelected: boolean,
  dispatch: Dispatch,
): VElement {
  return h(
    'article',
    {
      key: hunk.id,
      class: classes('held-card', isSelected && 'is-selected'),
      at: { 'aria-label': spokenHeld(hunk, seconds), 'aria-current': isSelected ? 'true' : null },
    },
    [
      h('div', { key: 'held-line', class: 'held-line' }, [
        hunkLine(hunk, dispatch),
        seconds !== null && hunk.outcome === null && countdown(seconds),
      ]),
      hunk.judged
        ? findings.map((finding, index) =>
            findingRow(hunk, finding, String(index), !isOpenRow(hunk, finding.state) && !isSelected, dispatch),
          )
        : notJudgedRow(hunk, dispatch),
      hunk.outcome === null && atZero(changeSet, seconds),
    ],
  );
}

/** "Held, not written. release.yml line 9. 4 minutes 47 seconds left, then denied. 1 finding: explain." Decided: what became of it. */
function spokenHeld(hunk: HunkView, seconds: number | null): string {
  const isUndecided = hunk.outcome === null;
  const open = isUndecided ? hunk.findings.filter(isOpen) : [];
  const asked = [...new Set(open.map(({ obligation }) => askWords[obligation]))].join(', ');
  return [
    isUndecided && l10n.t('Held, not written'),
    l10n.t`${fileName(hunk.path)} line ${hunk.firstLine}`,
    isUndecided && seconds !== null && l10n.t`${spokenTime(seconds)} left, then denied`,
    open.length === 0
      ? spokenState(hunk)
      : open.length === 1
        ? l10n.t`1 finding: ${asked}`
        : l10n.t`${number(open.length)} findings: ${asked}`,
  ]
    .filter((part) => part !== false)
    .map(sentence)
    .join(' ');
}

const outcomeGlyphs = { accepted: 'record', amended: 'edit', rejected: 'undo' } as const satisfies Record<
  string,
  IconName
>;

/** Name, folder, lines, and what became of it. */
export function hunkLine(hunk: HunkView, dispatch: Dispatch): VElement {
  return h(
    'button',
    {
      key: 'line',
      class: 'hunk-line',
      at: { type: 'button', 'data-row': hunk.id, 'data-focus': `row:${hunk.id}`, title: hunk.path },
      on: { click: () => dispatch({ kind: 'open-hunk', hunk: hunk.id }) },
    },
    hunkWords(hunk),
  );
}

/** Where nothing was asked nothing is ready: only a decision is shown. */
export function hunkWords(hunk: HunkView): readonly Child[] {
  const outcome = isPlain(hunk) && hunk.outcome === null ? null : outcomeWord(hunk);
  const glyph = hunk.outcome === null ? 'pass' : outcomeGlyphs[hunk.outcome];
  return [
    heard(spokenHunk(hunk)),
    seen('file-name grow', h('b', {}, [fileName(hunk.path)]), h('span', {}, hunkPlace(hunk))),
    outcome !== null && seen('outcome', icon(glyph), outcome),
  ];
}

/** Its own class of row: nothing was analysed, and nothing is counted as clean. */
export function notJudgedItem(hunk: HunkView, isSelected: boolean, dispatch: Dispatch): VElement {
  return h(
    'li',
    {
      key: hunk.id,
      class: classes('hunk-item', isSelected && 'is-selected'),
      at: { 'aria-current': isSelected ? 'true' : null },
    },
    [hunkLine(hunk, dispatch), notJudgedRow(hunk, dispatch)],
  );
}

function notJudgedRow(hunk: HunkView, dispatch: Dispatch): VElement {
  return h(
    'button',
    {
      key: 'not-judged',
      class: 'finding-row',
      at: { type: 'button', 'data-row': hunk.id },
      on: { click: () => dispatch({ kind: 'open-hunk', hunk: hunk.id }) },
    },
    notJudgedWords(hunk),
  );
}

export function notJudgedWords(hunk: HunkView): readonly Child[] {
  return [
    heard(spokenNotJudged(hunk)),
    icon('unknown'),
    seen('what', withoutFullStop(capital(hunk.notJudged ?? l10n.t('nothing was analysed')))),
    seen('row-mark', notJudgedMark(hunk)),
    seen('meta', l10n.t('not judged')),
  ];
}
