import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { arePlainListed, isLarge, toQueue, type QueueRow } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { count, number } from '../in-language.ts';
import { fileName } from '../words.ts';
import { failuresHead } from './failures-head.ts';
import { filterBar } from './filter-bar.ts';
import { secondsLeft } from './countdown.ts';
import { heldCard, hunkItem, hunkLine, notJudgedItem } from './hunk-item.ts';
import { largeQueue } from './large-queue.ts';
import { nothingPasses } from './marks.ts';

/** All hunks of the change set, by what has to be done with them. */
export function queue(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const { state } = session;
  const isLong = isLarge(changeSet);
  const bar = isLong || state.filter !== null ? filterBar(changeSet, state.filter, dispatch) : null;
  const rows = isLong ? largeQueue(session, changeSet, dispatch) : wholeQueue(session, changeSet, dispatch);
  const at = {
    tabindex: -1,
    role: 'group',
    'aria-label': l10n.t('Queue'),
    'data-focus': 'queue',
    'data-scroll': session.isWide ? 'queue' : null,
  };
  return h('div', { key: 'queue', class: 'queue', at }, [bar, rows]);
}

function wholeQueue({ state, now }: Session, changeSet: ChangeSetView, dispatch: Dispatch): readonly Child[] {
  const { held, landed, plain, notJudged } = toQueue(changeSet, state.filter);
  const isSelected = (id: string): boolean => id === state.hunk;
  const seconds = secondsLeft(changeSet, now);
  return [
    held.length > 0 &&
      section(
        'held',
        'hold',
        l10n.t('Held'),
        held.every(({ hunk }) => hunk.outcome !== null)
          ? [l10n.t('the agent has its answer')]
          : [l10n.t('not written yet'), wide(waiting(changeSet))],
        [held.map((row) => heldCard(row, changeSet, seconds, isSelected(row.hunk.id), dispatch))],
      ),
    landed.length > 0 &&
      section('landed', 'landed', ...landedHead(changeSet, landed), [
        h('ul', {}, [landed.map((row) => hunkItem(row, isSelected(row.hunk.id), dispatch))]),
      ]),
    plain.length > 0 &&
      withoutFindings(changeSet, state.filter === null, arePlainListed(state, changeSet), plain, dispatch),
    notJudged.length > 0 &&
      section(
        'not-judged',
        'unknown',
        count(notJudged.length, l10n.t('1 hunk not judged'), l10n.t('{0} hunks not judged')),
        [l10n.t('not counted as clean')],
        [h('ul', {}, [notJudged.map(({ hunk }) => notJudgedItem(hunk, isSelected(hunk.id), dispatch))])],
      ),
    changeSet.failures.length > 0 && failures(changeSet.failures),
    held.length + landed.length + plain.length + notJudged.length === 0 && nothingPasses,
  ];
}

/** Where these hunks are, and what deciding does to files. */
function landedHead({ request }: ChangeSetView, rows: readonly QueueRow[]): readonly [string, readonly Child[]] {
  const changesNothing = wide(l10n.t('deciding changes no file'));
  if (request !== null) return [l10n.t('To approve'), [l10n.t`put up by ${request.by}`, changesNothing]];
  return isOffered(rows)
    ? [l10n.t('Offered'), [l10n.t('commits or a patch'), changesNothing]]
    : [l10n.t('Landed'), [l10n.t('already on disk'), wide(l10n.t('reject restores the file'))]];
}

const isOffered = (rows: readonly QueueRow[]): boolean => rows[0]?.hunk.landing === 'offered';

const wide = (text: string): VElement => h('span', { class: 'wide' }, [text === '' ? '' : `, ${text}`]);
const waiting = ({ agent, heldUntil }: ChangeSetView): string =>
  agent === null || heldUntil === null ? '' : l10n.t`${agent} is waiting`;

function section(
  name: string,
  glyph: IconName,
  title: string,
  note: readonly Child[],
  rows: readonly Child[],
): VElement {
  return h('section', { key: name, class: 'queue-section', at: { 'aria-labelledby': `queue-${name}` } }, [
    h('h2', { at: { id: `queue-${name}` } }, [
      icon(glyph),
      h('span', { class: 'nowrap' }, [title]),
      h('small', { class: 'clip' }, note),
    ]),
    rows,
  ]);
}

/** Folded: what needs no acknowledgement needs no room. Unfolded it lists every hunk, each to be looked at on its own. */
function withoutFindings(
  changeSet: ChangeSetView,
  isWhole: boolean,
  isUnfolded: boolean,
  rows: ReturnType<typeof toQueue>['plain'],
  dispatch: Dispatch,
): VElement {
  const { withoutFindingsOpen } = changeSet.progress;
  const files = new Set(rows.map(({ hunk }) => hunk.path)).size;
  const isAllOpen = isWhole && withoutFindingsOpen === rows.length;
  return h(
    'section',
    { key: 'without-findings', class: 'queue-group', at: { 'aria-label': l10n.t('Without findings') } },
    [
      h(
        'button',
        {
          key: 'group-line',
          class: 'group-line',
          at: { type: 'button', 'aria-expanded': String(isUnfolded) },
          on: { click: () => dispatch({ kind: 'toggle-group', name: 'without-findings' }) },
        },
        [
          icon(isUnfolded ? 'down' : 'right'),
          h('span', {}, [
            count(rows.length, l10n.t('1 hunk without findings'), l10n.t('{0} hunks without findings')),
            h('small', {}, [plainNote(files, withoutFindingsOpen, isAllOpen)]),
          ]),
        ],
      ),
      isUnfolded &&
        h('ul', { class: 'plain-list' }, [
          rows.map(({ hunk }) => h('li', { key: hunk.id }, [hunkLine(hunk, dispatch)])),
        ]),
    ],
  );
}

function plainNote(files: number, open: number, isAllOpen: boolean): string {
  if (open === 0) return count(files, l10n.t('in 1 file, all decided'), l10n.t('in {0} files, all decided'));
  if (isAllOpen)
    return count(
      files,
      l10n.t('in 1 file, accepted together in one action'),
      l10n.t('in {0} files, accepted together in one action'),
    );
  return files === 1
    ? l10n.t`in 1 file, ${number(open)} open, accepted together in one action`
    : l10n.t`in ${number(files)} files, ${number(open)} open, accepted together in one action`;
}

/** A failed analysis is said, never an empty result. */
function failures(list: ChangeSetView['failures']): VElement {
  const { title, note } = failuresHead(list);
  return section(
    'failures',
    'warning',
    title,
    [note],
    [
      h('ul', { class: 'failure-list' }, [
        list.map(({ path, message }, index) =>
          h('li', { key: String(index) }, [
            h('b', { at: { title: path } }, [fileName(path)]),
            h('span', { class: 'dim' }, [` ${message}`]),
          ]),
        ),
      ]),
    ],
  );
}
