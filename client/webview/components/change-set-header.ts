import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { currentChangeSet } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { eitherOf, number, timeOfDay } from '../in-language.ts';
import { sentence } from '../sentence.ts';
import { originWords } from '../words.ts';
import { iconButton } from './button.ts';
import { heard } from './marks.ts';
import { progress } from './progress.ts';

/** Whose change it is, what was asked, and how much is left. */
export function changeSetHeader(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  return h('header', { key: 'header', class: 'change-set-header' }, [
    h('div', { class: 'change-set-title' }, [
      icon(changeSet.request === null ? (changeSet.agent === null ? 'unknown' : 'agent') : 'approve'),
      h('h1', { class: 'grow clip', at: { title: changeSet.title } }, whose(changeSet)),
      h('span', { class: 'small dim nowrap nums' }, [timeOfDay(changeSet.landedAt)]),
      ...(session.view.changeSets.length > 1 ? others(session, dispatch) : []),
    ]),
    changeSet.request === null ? asked(changeSet, session.state.hunk !== null || session.isWide) : writtenBy(changeSet),
    progress(changeSet),
  ]);
}

/** Never a guess: without evidence the title is all there is. */
export function whose({ agent, model, turn, title, folder, request }: ChangeSetView): readonly Child[] {
  if (request !== null) {
    const who = request.roles.length === 0 ? l10n.t('asks for a review') : l10n.t`asks ${eitherOf(request.roles)}`;
    return [h('b', {}, [request.by]), ` ${who}`, folder !== null && ` · ${folder}`];
  }
  const parts = agent === null ? [folder] : [model, turn, folder];
  return [h('b', {}, [agent ?? title]), parts.filter((part) => part !== null).map((part) => ` · ${part}`)];
}

function asked(changeSet: ChangeSetView, isOneLine: boolean): VElement {
  const { asked, askedIsPrivate } = changeSet;
  const origin = sentence(originWords(changeSet));
  if (asked === null) {
    return h('p', { class: 'asked', at: { title: origin } }, [
      icon('info'),
      h('span', { class: 'dim' }, [originWords(changeSet)]),
    ]);
  }
  const title = [asked, askedIsPrivate ? l10n.t('Stays on this machine.') : '', origin].filter(Boolean).join('\n');
  return h('p', { class: classes('asked', isOneLine && 'one-line'), at: { title } }, [
    icon(askedIsPrivate ? 'lock' : 'info'),
    h('span', {}, [
      h('span', { class: 'dim' }, [`${l10n.t('Asked:')} `]),
      askedIsPrivate && h('span', { class: 'sr-only' }, [`${l10n.t('(stays on this machine)')} `]),
      h('q', {}, [asked]),
    ]),
  ]);
}

/** Of what somebody else puts up: whose edit it is. */
function writtenBy(changeSet: ChangeSetView): VElement {
  const { agent, model, claimedBy } = changeSet;
  const who = [agent, model].filter((part) => part !== null).join(' · ');
  const words =
    agent === null
      ? l10n.t('Nothing says whether an agent wrote it')
      : l10n.t`Edit by ${who}, as the ${claimedBy} says`;
  return h('p', { class: 'asked one-line', at: { title: words } }, [
    icon(agent === null ? 'unknown' : 'agent'),
    h('span', { class: 'dim' }, [words]),
  ]);
}

function others(session: Session, dispatch: Dispatch): readonly Child[] {
  const { changeSets } = session.view;
  const index = changeSets.findIndex(({ id }) => id === currentChangeSet(session)?.id);
  return [
    h('span', { class: 'position small dim nowrap nums' }, [
      heard(`${l10n.t('Change set')} `),
      l10n.t`${number(index + 1)} of ${number(changeSets.length)}`,
    ]),
    iconButton('up', l10n.t('Previous change set'), dispatch, { kind: 'step-change-set', by: -1 }, index <= 0),
    iconButton(
      'down',
      l10n.t('Next change set'),
      dispatch,
      { kind: 'step-change-set', by: 1 },
      index >= changeSets.length - 1,
    ),
  ];
}
