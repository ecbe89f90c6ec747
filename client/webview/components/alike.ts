import * as l10n from '@vscode/l10n';
import type { AlikeView, ChangeSetView, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { findAlike } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { number } from '../in-language.ts';
import { fileName } from '../words.ts';
import { button, link } from './button.ts';

/** More are named on request: a hundred places are no help to the eye. */
const mostPlaces = 6;

/** That the very same is said in other places, how many they are, and each of them to go to. */
export function alikePlaces(
  { state }: Session,
  changeSet: ChangeSetView,
  hunk: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): Child {
  const group = hunk.outcome === null ? findAlike(changeSet, finding) : undefined;
  if (group === undefined) return null;
  const name = `alike-${group.id}`;
  const isWhole = state.unfolded.includes(name) || group.places.length <= mostPlaces;
  const shown = isWhole ? group.places : group.places.slice(0, mostPlaces - 1);
  return h('section', { key: 'alike', class: 'alike', at: { 'aria-label': l10n.t('Same finding in other places') } }, [
    h('p', { class: 'alike-count' }, [icon('diffs'), l10n.t`The same in ${number(group.places.length)} places`]),
    h('ul', {}, [
      shown.map((place) =>
        h('li', { key: `${place.hunk} ${place.fingerprint}` }, alikePlace(place, hunk, finding, dispatch)),
      ),
    ]),
    !isWhole &&
      link(
        [l10n.t`${number(group.places.length - shown.length)} more`],
        dispatch,
        { kind: 'toggle-group', name },
        'small',
      ),
  ]);
}

function alikePlace(
  { hunk: id, fingerprint, path, line, isOpen }: AlikeView['places'][number],
  hunk: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): readonly Child[] {
  const label = `${fileName(path)}:${line}`;
  const isHere = id === hunk.id && fingerprint === finding.fingerprint;
  return [
    isHere
      ? h('span', { at: { title: path } }, [label])
      : link([label], dispatch, { kind: 'open-hunk', hunk: id, fingerprint }),
    h('span', { class: 'dim' }, [isHere ? l10n.t('here') : isOpen ? '' : l10n.t('settled')]),
  ];
}

/** A group that a control may be for: two or more of it are open. */
export interface OpenAlike {
  readonly id: string;
  /** How many are open. */
  readonly open: number;
  readonly areAllOpen: boolean;
}

export function openAlike(changeSet: ChangeSetView, finding: FindingView): OpenAlike | null {
  const group = findAlike(changeSet, finding);
  if (group === undefined) return null;
  const open = group.places.filter(({ isOpen }) => isOpen).length;
  if (open < 2) return null;
  return { id: group.id, open, areAllOpen: open === group.places.length };
}

/** Beside the tick for this one alone. Each of them gets an answer of its own in the record. */
export function acknowledgeAll(
  { fingerprint }: FindingView,
  { id, open, areAllOpen }: OpenAlike,
  dispatch: Dispatch,
): VElement {
  const label = areAllOpen
    ? l10n.t`I have seen it in all ${number(open)} places`
    : l10n.t`I have seen it in the ${number(open)} open places`;
  return h('div', { key: 'all', class: 'actions' }, [
    button(
      'secondary',
      [label],
      dispatch,
      { kind: 'acknowledge', fingerprint, alike: id },
      { key: 'acknowledge-alike', press: 'g' },
    ),
  ]);
}

export function explainAll(
  fingerprint: string,
  { id, open, areAllOpen }: OpenAlike,
  isOff: boolean,
  dispatch: Dispatch,
): VElement {
  const label = areAllOpen
    ? l10n.t`Record for all ${number(open)} places`
    : l10n.t`Record for the ${number(open)} open places`;
  return button(
    'secondary',
    [label],
    dispatch,
    { kind: 'explain', fingerprint, alike: id },
    { key: 'explain-alike', isOff, describedBy: `note-${fingerprint}` },
  );
}
