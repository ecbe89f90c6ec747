import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { arePlainListed, isLarge, toQueue } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { fileName } from '../words.ts';
import { filterBar } from './filter-bar.ts';
import { secondsLeft } from './countdown.ts';
import { heldCard, hunkItem, hunkLine, notJudgedItem } from './hunk-item.ts';
import { largeQueue } from './large-queue.ts';
import { nothingPasses } from './marks.ts';
import {
  failuresHead,
  heldHead,
  landedHead,
  notJudgedHead,
  type SectionHead,
  withoutFindingsHead,
} from './queue-heads.ts';

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
      section(heldHead(changeSet, held), [
        held.map((row) => heldCard(row, changeSet, seconds, isSelected(row.hunk.id), dispatch)),
      ]),
    landed.length > 0 &&
      section(landedHead(changeSet, landed), [
        h('ul', {}, [landed.map((row) => hunkItem(row, isSelected(row.hunk.id), dispatch))]),
      ]),
    plain.length > 0 &&
      withoutFindings(changeSet, state.filter === null, arePlainListed(state, changeSet), plain, dispatch),
    notJudged.length > 0 &&
      section(notJudgedHead(notJudged), [
        h('ul', {}, [notJudged.map(({ hunk }) => notJudgedItem(hunk, isSelected(hunk.id), dispatch))]),
      ]),
    changeSet.failures.length > 0 && failures(changeSet.failures),
    held.length + landed.length + plain.length + notJudged.length === 0 && nothingPasses,
  ];
}

function section({ name, glyph, title, note }: SectionHead, rows: readonly Child[]): VElement {
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
  const { glyph, title, note } = withoutFindingsHead(changeSet, rows, { isWhole, isUnfolded });
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
        [icon(glyph), h('span', {}, [title, h('small', {}, note)])],
      ),
      isUnfolded &&
        h('ul', { class: 'plain-list' }, [
          rows.map(({ hunk }) => h('li', { key: hunk.id }, [hunkLine(hunk, dispatch)])),
        ]),
    ],
  );
}

/** A failed analysis is said, never an empty result. */
function failures(list: ChangeSetView['failures']): VElement {
  return section(failuresHead(list), [
    h('ul', { class: 'failure-list' }, [
      list.map(({ path, message }, index) =>
        h('li', { key: String(index) }, [
          h('b', { at: { title: path } }, [fileName(path)]),
          h('span', { class: 'dim' }, [` ${message}`]),
        ]),
      ),
    ]),
  ]);
}
