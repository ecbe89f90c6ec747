import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../../server/src/protocol/view.ts';
import { hasWork } from '../../words/what-is-left.ts';
import { nextWords } from '../announce.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { currentHunk, findReady, toOpenPlaces, toSendBack } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { count, number } from '../in-language.ts';
import { button, iconButton } from './button.ts';
import { isAboutTogether, openRejectAll } from '../together.ts';
import { diffButton, keysButton, rejectAllLink, rejectButton, reviewNextButton, spacer } from './foot-buttons.ts';
import { moreToReject, rejectAllForm } from './reject-all-form.ts';
import { rejectForm } from './reject-form.ts';
import { requestBar } from './request-bar.ts';
import { togetherLine } from './together-line.ts';
import { notDone, whyLine } from './why-line.ts';

/** Always at the foot: one line that says why, then what can be done. It means the hunk you see. */
export function actionBar(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const hunk = currentHunk(session);
  const { request } = changeSet;
  const at = { 'aria-label': l10n.t('Decision') };
  if (request !== null)
    return h(
      'footer',
      { key: 'actions', class: 'action-bar', at },
      requestBar(session, changeSet, request, hunk, dispatch),
    );
  const rejecting = openRejectAll(session);
  if (rejecting !== null)
    return h('footer', { key: 'actions', class: 'action-bar', at }, [
      rejectAllForm(session, changeSet, rejecting, dispatch),
    ]);
  return h('footer', { key: 'actions', class: 'action-bar', at }, [
    session.isWide && setActions(session, changeSet, dispatch),
    hunk === undefined
      ? !session.isWide && queueActions(session, changeSet, dispatch)
      : hunkActions(session, changeSet, hunk, dispatch),
  ]);
}

/** Where the policy wants every line in view: on to the first that was not. */
function readOn({ unseen }: HunkView, dispatch: Dispatch): Child {
  if (unseen === null) return null;
  const left = [...unseen.before, ...unseen.after].reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const name = count(left, l10n.t('Read on, 1 line left'), l10n.t('Read on, {0} lines left'));
  return h(
    'button',
    {
      key: 'read-on',
      class: 'link nowrap',
      at: { type: 'button', 'aria-label': name, title: name },
      on: { click: () => dispatch({ kind: 'read-on' }) },
    },
    [l10n.t('Read on')],
  );
}

const allDiffsButton = (dispatch: Dispatch): VElement =>
  iconButton('diffs', l10n.t('Open all diffs'), dispatch, { kind: 'open-all-diffs' });

/** Where nothing else is left to do it is what to do next. */
function acceptTogether(changeSet: ChangeSetView, isNext: boolean, dispatch: Dispatch): Child {
  const { withoutFindingsOpen } = changeSet.progress;
  if (withoutFindingsOpen === 0) return null;
  const isLong = withoutFindingsOpen >= 1000 && 'is-long';
  const words = l10n.t`Accept ${number(withoutFindingsOpen)} without findings`;
  return button(
    isNext ? 'primary' : 'secondary',
    [
      h('span', { class: classes('wide', isLong) }, [words]),
      h('span', {
        class: classes('short', isLong),
        at: { 'aria-hidden': 'true', 'data-words': l10n.t`Accept ${number(withoutFindingsOpen)}` },
      }),
    ],
    dispatch,
    { kind: 'accept-without-findings', part: 'set' },
    { press: 'Shift+a', title: words },
  );
}

/** A person's own work that they put up: it can leave the queue undecided. */
function dismissButton(changeSet: ChangeSetView, dispatch: Dispatch): Child {
  const label = hasWork(changeSet) ? l10n.t('Close without deciding') : l10n.t('Close');
  return changeSet.isDismissible && iconButton('close', label, dispatch, { kind: 'dismiss' });
}

function sendBackIcon(changeSet: ChangeSetView, dispatch: Dispatch): Child {
  const rejected = toSendBack(changeSet);
  return rejected > 0 && iconButton('reply', sendBackLabel(rejected), dispatch, { kind: 'send-back' }, { press: 's' });
}

function sendBackLabel(rejected: number): string {
  return count(rejected, l10n.t('Send back 1 rejected hunk'), l10n.t('Send back {0} rejected hunks'));
}

/** Where there is room for words. */
export function sendBackButton(changeSet: ChangeSetView, dispatch: Dispatch): Child {
  const rejected = toSendBack(changeSet);
  if (rejected === 0) return null;
  return button('secondary', [l10n.t`Send back ${number(rejected)}`], dispatch, { kind: 'send-back' }, { press: 's' });
}

function setActions(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const { withoutFindingsOpen } = changeSet.progress;
  const together = togetherLine(session, changeSet, dispatch);
  const words = together?.words ?? (withoutFindingsOpen === 0 ? nextWords(changeSet) : l10n.t('The whole change set'));
  const act = together === null ? rejectAllLink(changeSet, dispatch) : together.undo;
  return h('div', { key: 'set', class: 'set-actions' }, [
    h('p', { class: 'small dim clip', at: { title: words } }, [words, ' ', act]),
    h('div', { class: 'buttons' }, [
      acceptTogether(changeSet, false, dispatch),
      spacer,
      sendBackIcon(changeSet, dispatch),
      dismissButton(changeSet, dispatch),
      allDiffsButton(dispatch),
      keysButton(dispatch),
    ]),
  ]);
}

function queueActions(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const { refused } = session;
  const together = togetherLine(session, changeSet, dispatch);
  const hasNext = toOpenPlaces(changeSet).length > 0 || findReady(changeSet) !== undefined;
  return h('div', { key: 'queue' }, [
    refused !== null
      ? whyLine('warning', notDone(refused))
      : together === null
        ? whyLine('info', nextWords(changeSet), '', rejectAllLink(changeSet, dispatch))
        : whyLine('pass', together.words, 'good', together.undo),
    h('div', { class: 'buttons is-queue' }, [
      hasNext && reviewNextButton(dispatch),
      acceptTogether(changeSet, !hasNext, dispatch),
      spacer,
      sendBackIcon(changeSet, dispatch),
      dismissButton(changeSet, dispatch),
      keysButton(dispatch),
    ]),
  ]);
}

function hunkActions(session: Session, changeSet: ChangeSetView, hunk: HunkView, dispatch: Dispatch): VElement {
  const { rejecting } = session.state;
  if (rejecting?.isOpen === true && rejecting.hunk === hunk.id)
    return rejectForm(session, null, hunk, rejecting.words, dispatch, moreToReject(changeSet, hunk, dispatch));
  return h('div', { key: 'hunk' }, [
    hunkWhy(session, changeSet, hunk, dispatch),
    hunk.outcome === null ? openButtons(hunk, dispatch) : decidedButtons(session, changeSet, dispatch),
  ]);
}

function hunkWhy(session: Session, changeSet: ChangeSetView, hunk: HunkView, dispatch: Dispatch): VElement {
  const { refused, isWide } = session;
  if (refused !== null) return whyLine('warning', notDone(refused));
  if (hunk.outcome !== null) {
    const together = !isWide && isAboutTogether(session, changeSet) ? togetherLine(session, changeSet, dispatch) : null;
    if (together !== null) return whyLine('pass', together.words, 'good', together.undo);
    const { total, settled } = changeSet.progress;
    const record =
      hunk.record === null ? l10n.t('Decided.') : l10n.t`Record No. ${number(hunk.record.seq)} is on disk.`;
    const left =
      total - settled === 0
        ? nextWords(changeSet)
        : count(total - settled, l10n.t('1 finding left in this set.'), l10n.t('{0} findings left in this set.'));
    return whyLine('pass', `${record} ${left}`, 'good');
  }
  if (hunk.blockedBecause !== null) return whyLine('info', hunk.blockedBecause, '', readOn(hunk, dispatch));
  return whyLine('pass', l10n.t('Nothing open on this hunk. Accepting writes a record.'), 'good');
}

function openButtons(hunk: HunkView, dispatch: Dispatch): VElement {
  const isOff = hunk.blockedBecause !== null;
  return h('div', { key: 'buttons', class: 'buttons' }, [
    button(
      'primary',
      [l10n.t('Accept hunk')],
      dispatch,
      { kind: 'accept' },
      { key: 'primary', press: 'a', focus: 'accept', isOff, describedBy: 'why-line', ...(isOff && { icon: 'lock' }) },
    ),
    rejectButton(dispatch),
    spacer,
    diffButton(dispatch),
  ]);
}

/** In the places of the buttons they follow, so that focus on Accept goes on to what comes next. */
function decidedButtons(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  // The key is about all of them, the button about the one that is in sight.
  const press = isAboutTogether(session, changeSet) ? {} : { press: 'u' };
  const isDone = session.view.state === 'done';
  return h('div', { key: 'buttons', class: 'buttons' }, [
    isDone
      ? button(
          'primary',
          [l10n.t('Show summary')],
          dispatch,
          { kind: 'back-to-queue' },
          { key: 'primary', press: 'Esc' },
        )
      : button(
          'primary',
          [l10n.t('Next hunk')],
          dispatch,
          { kind: 'step-finding', by: 1, from: null },
          { key: 'primary', press: 'n' },
        ),
    changeSet.answer === null &&
      button('secondary', [l10n.t('Undo')], dispatch, { kind: 'undo-hunk' }, { key: 'secondary', ...press }),
    spacer,
    diffButton(dispatch),
  ]);
}
