import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { folderWords, titleWords } from '../../words/work-tree-words.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { currentChangeSet } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { capital, allOf, number, timeOfDay } from '../in-language.ts';
import { sentence } from '../sentence.ts';
import { phrase } from '../phrase.ts';
import { originWords } from '../words.ts';
import { iconButton } from './button.ts';
import { heard, seen } from './marks.ts';
import { progress } from './progress.ts';

/** Whose change it is, what was asked, and how much is left. */
export function changeSetHeader(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const { isLinked } = changeSet;
  return h('header', { key: 'header', class: 'change-set-header' }, [
    h('div', { class: 'change-set-title' }, [
      icon(changeSet.request === null ? (changeSet.agent === null ? 'unknown' : 'agent') : 'approve'),
      h(
        'h1',
        { class: 'grow clip', at: { title: titleWords(changeSet) } },
        whose(isLinked ? { ...changeSet, folder: null } : changeSet),
      ),
      h('span', { class: 'small dim nowrap nums' }, [timeOfDay(changeSet.landedAt)]),
      otherSets(session, dispatch),
    ]),
    isLinked && workTree(changeSet),
    changeSet.request === null ? asked(changeSet, session.state.hunk !== null || session.isWide) : writtenBy(changeSet),
    progress(changeSet),
  ]);
}

/** Never a guess: without evidence the title is all there is. */
export function whose(changeSet: ChangeSetView): readonly Child[] {
  const { agent, model, turn, title, request } = changeSet;
  const folder = folderWords(changeSet);
  if (request !== null) {
    const by = h('b', {}, [request.by]);
    const what =
      request.roles.length === 0
        ? phrase(l10n.t('{0} asks for a review'), by)
        : phrase(l10n.t('{0} asks {1}'), by, allOf(request.roles));
    return [what, folder !== null && ` · ${folder}`];
  }
  const parts = agent === null ? [folder] : [model, turn, folder];
  return [h('b', {}, [agent ?? title]), parts.filter((part) => part !== null).map((part) => ` · ${part}`)];
}

/** In a line of its own: what is at the end of the title is the first to be cut off. */
function workTree(changeSet: ChangeSetView): VElement {
  const words = capital(folderWords(changeSet) ?? '');
  return h('p', { key: 'work-tree', class: 'asked one-line', at: { title: words } }, [
    icon('folder'),
    h('span', {}, [words]),
  ]);
}

const staysHere = l10n.t('Stays on this machine.');

function asked(changeSet: ChangeSetView, isOneLine: boolean): VElement {
  const { asked, askedIsPrivate } = changeSet;
  const origin = sentence(originWords(changeSet));
  if (asked === null) {
    return h('p', { class: 'asked', at: { title: origin } }, [
      icon('info'),
      h('span', { class: 'dim' }, [originWords(changeSet)]),
    ]);
  }
  const title = [asked, askedIsPrivate ? staysHere : '', origin].filter(Boolean).join('\n');
  return h('p', { class: classes('asked', isOneLine && 'one-line'), at: { title } }, [
    icon(askedIsPrivate ? 'lock' : 'info'),
    h('span', { class: 'dim' }, [
      askedIsPrivate && heard(`${staysHere} `),
      phrase(l10n.t('Asked: {0}'), h('q', {}, [asked])),
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

/** Which of several this is, and the way to the others. */
export function otherSets(session: Session, dispatch: Dispatch): readonly Child[] {
  const { changeSets } = session.view;
  if (changeSets.length < 2) return [];
  const index = changeSets.findIndex(({ id }) => id === currentChangeSet(session)?.id);
  const [at, of] = [number(index + 1), number(changeSets.length)];
  return [
    h('span', { class: 'position small dim nowrap nums' }, [
      heard(l10n.t`Change set ${at} of ${of}`),
      seen('', l10n.t`${at} of ${of}`),
    ]),
    iconButton(
      'up',
      l10n.t('Previous change set'),
      dispatch,
      { kind: 'step-change-set', by: -1 },
      { isOff: index <= 0 },
    ),
    iconButton(
      'down',
      l10n.t('Next change set'),
      dispatch,
      { kind: 'step-change-set', by: 1 },
      { isOff: index >= changeSets.length - 1 },
    ),
  ];
}
