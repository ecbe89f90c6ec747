import * as l10n from '@vscode/l10n';
import type { DiffLineView, HunkView, LinesView } from '../../../server/src/protocol/view.ts';
import { changeWord } from '../../words/view-words.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { count, number } from '../in-language.ts';
import { fileName, spokenLines } from '../words.ts';
import { link } from './button.ts';

/** A longer line is minified or generated; the native diff shows all of it. In UTF-16 units. */
const longestLine = 500;

/** The change itself, without syntax colours: a webview has no token colours, and the native diff is one key away. */
export function miniDiff(hunk: HunkView, dispatch: Dispatch): VElement {
  const { diff, diffOmitted, path } = hunk;
  const omitted =
    diff.length === 0
      ? l10n.t('No lines to show here.')
      : count(diffOmitted, l10n.t('1 more line not shown.'), l10n.t('{0} more lines not shown.'));
  return h('div', { key: 'diff', class: 'diff' }, [
    diff.length > 0 &&
      h(
        'div',
        {
          key: 'lines',
          class: 'mini-diff',
          at: { role: 'group', 'aria-label': l10n.t`Change in ${fileName(path)}, ${spokenLines(hunk)}` },
        },
        [h('div', { class: 'rows' }, [diff.map((line, index) => diffRow(hunk, line, index))])],
      ),
    (diff.length === 0 || diffOmitted > 0) &&
      h('p', { key: 'omitted', class: 'diff-omitted small dim' }, [
        `${omitted} `,
        link([l10n.t('Open diff')], dispatch, { kind: 'open-diff' }),
      ]),
  ]);
}

const kinds = {
  context: { row: 'row', sign: '', spoken: '' },
  removed: { row: 'row minus', sign: '−', spoken: changeWord('removed') },
  added: { row: 'row plus', sign: '+', spoken: changeWord('added') },
} as const;

function diffRow({ starts, unseen }: HunkView, line: DiffLineView, index: number): VElement {
  const { row, sign, spoken } = kinds[line.kind];
  const isUnseen = unseen !== null && (isIn(unseen.before, line.before) || isIn(unseen.after, line.after));
  const at = {
    'data-before': fromStart(line.before, starts.before),
    'data-after': fromStart(line.after, starts.after),
  };
  return h('div', { key: String(index), class: classes(row, isUnseen && 'is-unseen'), at }, [
    h('span', { class: 'no' }, [String((line.kind === 'removed' ? line.before : line.after) ?? '')]),
    h('span', { class: 'sign' }, [
      h('span', { at: { 'aria-hidden': 'true' } }, [sign]),
      spoken !== '' && h('span', { class: 'sr-only' }, [`${spoken} `]),
    ]),
    h('span', { class: 'code' }, marked(line)),
  ]);
}

/** As the lines that were in view are told: 0 is the first of the hunk. Lines above it are no part of it. */
const fromStart = (line: number | null, start: number): number | null =>
  line === null || line < start ? null : line - start;

const isIn = (ranges: LinesView, line: number | null): boolean =>
  line !== null && ranges.some(([first, last]) => line >= first && line <= last);

/** The parts that changed within the line are marked; marks outside the text, or overlapping, are cut to fit. */
function marked({ text, marks }: DiffLineView): readonly Child[] {
  const end = Math.min(text.length, longestLine);
  const parts: Child[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    const start = Math.max(at, Math.min(from, end));
    const stop = Math.max(start, Math.min(to, end));
    if (start === stop) continue;
    parts.push(text.slice(at, start), h('mark', {}, [text.slice(start, stop)]));
    at = stop;
  }
  parts.push(text.slice(at, end));
  if (text.length > end)
    parts.push(h('span', { class: 'dim' }, [` … ${l10n.t`${number(text.length - end)} more characters`}`]));
  return parts;
}
