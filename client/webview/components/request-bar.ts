import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView, RequestView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import type { IconName } from '../icons.ts';
import { count, number } from '../in-language.ts';
import type { Dispatch, IntentOf } from '../intent.ts';
import { isYours } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { tickedOf } from '../sign.ts';
import { button } from './button.ts';
import { diffButton, keysButton, rejectButton, reviewNextButton, spacer } from './foot-buttons.ts';
import { rejectForm } from './reject-form.ts';
import { signForm } from './sign-form.ts';
import { notDone, whyLine } from './why-line.ts';

/** At the foot of what somebody else asks to have approved: what is signed is signed together; a hunk is refused by itself. */
export function requestBar(
  session: Session,
  changeSet: ChangeSetView,
  request: RequestView,
  hunk: HunkView | undefined,
  dispatch: Dispatch,
): readonly Child[] {
  const { signing, rejecting } = session.state;
  const ticked = tickedOf(session, changeSet.id).length;
  if (signing?.isOpen === true && signing.changeSet === changeSet.id && ticked > 0)
    return [signForm(session, request, ticked, signing.words, dispatch)];
  if (hunk !== undefined && rejecting?.isOpen === true && rejecting.hunk === hunk.id)
    return [rejectForm(session, request, hunk, rejecting.words, dispatch)];
  const { refused } = session;
  const state = stateOf(session, changeSet, request, hunk);
  return [
    h('div', { key: 'request' }, [
      refused === null ? whyLine(state.glyph, state.why, state.extra ?? '') : whyLine('warning', notDone(refused)),
      h('div', { key: 'buttons', class: 'buttons' }, [
        primary(state.next, changeSet, ticked, dispatch),
        hunk !== undefined && rejectButton(dispatch),
        (hunk === undefined || session.isWide) &&
          state.next !== 'close' &&
          button('secondary', [l10n.t('Close')], dispatch, { kind: 'dismiss' }, { key: 'close' }),
        spacer,
        hunk === undefined ? keysButton(dispatch) : diffButton(dispatch),
      ]),
    ]),
  ];
}

interface BarState {
  readonly glyph: IconName;
  readonly extra?: string;
  readonly why: string;
  readonly next: 'sign' | 'seal' | 'publish' | 'review' | 'close' | 'nothing';
}

/** What there is to do next, most pressing first. */
function stateOf(
  session: Session,
  changeSet: ChangeSetView,
  request: RequestView,
  hunk: HunkView | undefined,
): BarState {
  const ticked = tickedOf(session, changeSet.id).length;
  const left = changeSet.hunks.flatMap(({ findings }) => findings.filter(isYours)).length - ticked;
  if (ticked > 0) return { glyph: 'pass', extra: 'good', why: tickedWords(ticked, left), next: 'sign' };
  if (request.unsealed > 0) return { glyph: 'warning', why: unsealedWords(request.unsealed), next: 'seal' };
  if (request.unsent > 0)
    return {
      glyph: 'pass',
      extra: 'good',
      why: l10n.t`Signed. ${request.by} sees it once it is published.`,
      next: 'publish',
    };
  if (left > 0)
    return {
      glyph: 'info',
      why: count(
        left,
        l10n.t('1 finding waits for your signature: tick it where it is right.'),
        l10n.t('{0} findings wait for your signature: tick each that is right.'),
      ),
      next: hunk === undefined ? 'review' : 'sign',
    };
  // What is missing of a hunk is said on its cards.
  if (request.whyNot !== null) return { glyph: 'info', why: request.whyNot, next: 'nothing' };
  return { glyph: 'info', why: l10n.t('Nothing of it waits for your signature.'), next: 'close' };
}

function tickedWords(ticked: number, left: number): string {
  const what = count(
    ticked,
    l10n.t('1 finding ticked, not signed yet.'),
    l10n.t('{0} findings ticked, not signed yet.'),
  );
  return left === 0
    ? what
    : `${what} ${count(left, l10n.t('1 more waits for you.'), l10n.t('{0} more wait for you.'))}`;
}

function unsealedWords(unsealed: number): string {
  return count(
    unsealed,
    l10n.t('An answer of yours is recorded and not sealed: it counts once it is.'),
    l10n.t('{0} answers of yours are recorded and not sealed: they count once they are.'),
  );
}

/** Of the folder that the change set is of. */
const recordsButton = (label: string, intent: IntentOf<'command'>, dispatch: Dispatch): VElement =>
  button('primary', [label], dispatch, intent, { key: 'primary' });

function primary(next: BarState['next'], { id: changeSet }: ChangeSetView, ticked: number, dispatch: Dispatch): Child {
  switch (next) {
    case 'seal':
      return recordsButton(l10n.t('Seal'), { kind: 'command', command: 'seal', changeSet }, dispatch);
    case 'publish':
      return recordsButton(l10n.t('Publish'), { kind: 'command', command: 'publish', changeSet }, dispatch);
    case 'close':
      return button('primary', [l10n.t('Close')], dispatch, { kind: 'dismiss' }, { key: 'primary' });
    case 'review':
      return reviewNextButton(dispatch);
    case 'sign':
    case 'nothing': {
      const isOff = ticked === 0;
      return button(
        'primary',
        [isOff ? l10n.t('Approve…') : l10n.t`Approve ${number(ticked)}…`],
        dispatch,
        { kind: 'start-sign' },
        { key: 'primary', press: 'a', focus: 'sign', isOff, describedBy: 'why-line', ...(isOff && { icon: 'lock' }) },
      );
    }
  }
}
