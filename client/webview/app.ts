import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import { actionBar } from './components/action-bar.ts';
import { changeSetHeader } from './components/change-set-header.ts';
import { donePage } from './components/done-page.ts';
import { heldBanner } from './components/held-elsewhere.ts';
import { hunkPage } from './components/hunk-page.ts';
import { keptForm } from './components/kept-form.ts';
import { keysTable } from './components/keys-table.ts';
import {
  analysing,
  analysingLine,
  cancelledLine,
  empty,
  restricted,
  restrictedLine,
  starting,
} from './components/notice.ts';
import { failed, problem } from './components/problem.ts';
import { queue } from './components/queue.ts';
import { summaryColumns } from './components/summary-columns.ts';
import { classes, h, type Child, type VElement } from './dom.ts';
import type { Dispatch } from './intent.ts';
import { currentChangeSet, currentHunk } from './queue-order.ts';
import type { Session } from './session.ts';

/** The whole page from the whole session. */
export function app(session: Session, dispatch: Dispatch): VElement {
  return h(
    'main',
    {
      key: session.settings.hasLetterKeys ? 'panel' : 'panel without letters',
      class: classes('panel', session.isWide && 'is-wide', session.isLow && 'is-low'),
      at: { 'aria-label': l10n.t('Countersign review') },
    },
    [content(session, dispatch), keptForm(session, dispatch), session.areKeysShown && keysTable(session, dispatch)],
  );
}

function content(session: Session, dispatch: Dispatch): readonly Child[] {
  const { view, state } = session;
  const changeSet = currentChangeSet(session);
  switch (view.state) {
    case 'starting':
      return starting();
    case 'failed':
      return failed(session, dispatch);
    case 'restricted':
      return changeSet === undefined ? restricted(dispatch) : review(session, changeSet, dispatch);
    case 'analysing':
      return changeSet === undefined ? analysing(view, dispatch) : review(session, changeSet, dispatch);
    case 'done':
      return changeSet === undefined || state.hunk === null
        ? donePage(session, dispatch)
        : review(session, changeSet, dispatch);
    case 'queue':
    case 'empty':
      return changeSet === undefined ? empty(view, dispatch) : review(session, changeSet, dispatch);
  }
}

/** Narrow: the queue or one hunk. Wide: both. */
function review(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): readonly Child[] {
  const head = h('div', { key: 'head', class: 'head' }, [
    changeSetHeader(session, changeSet, dispatch),
    banners(session, changeSet, dispatch),
  ]);
  return [
    !session.isLow && head,
    session.isWide
      ? columns(session, changeSet, dispatch)
      : column(session, changeSet, session.isLow ? head : null, dispatch),
    actionBar(session, changeSet, dispatch),
  ];
}

function banners(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): readonly Child[] {
  const { view } = session;
  return [
    heldBanner(session, dispatch),
    view.state === 'restricted' && restrictedLine(),
    analysingLine(view, dispatch),
    cancelledLine(changeSet, dispatch),
    view.problem !== null && h('div', { key: 'problem', class: 'banner-problem' }, [problem(view.problem)]),
  ];
}

/** `head`: when it scrolls away with the rest. */
function column(session: Session, changeSet: ChangeSetView, head: VElement | null, dispatch: Dispatch): VElement {
  const hunk = currentHunk(session);
  if (hunk !== undefined) {
    return h('div', { key: `hunk-${session.state.opening}`, class: 'panel-body', at: { 'data-scroll': 'hunk' } }, [
      head,
      hunkPage(session, changeSet, hunk, dispatch),
    ]);
  }
  return h('div', { key: `queue-${changeSet.id}`, class: 'panel-body', at: { 'data-scroll': 'queue' } }, [
    head,
    summaryColumns(changeSet, session.state.unfolded, dispatch),
    queue(session, changeSet, dispatch),
  ]);
}

function columns(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const hunk = currentHunk(session);
  return h('div', { key: `both-${changeSet.id}`, class: 'panel-body two' }, [
    summaryColumns(changeSet, session.state.unfolded, dispatch),
    queue(session, changeSet, dispatch),
    hunk === undefined
      ? h('p', { key: 'no-hunk', class: 'nothing dim' }, [l10n.t('Open a hunk to see it here.')])
      : hunkPage(session, changeSet, hunk, dispatch),
  ]);
}
