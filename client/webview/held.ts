import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { secondsLeft } from './components/countdown.ts';
import { spokenTime } from './in-language.ts';
import { say, type Step } from './intent.ts';
import { openHunk } from './navigate.ts';
import type { Session } from './session.ts';
import { fileName } from './words.ts';

/** Edits that agents wait for, while somebody reviews something else. */

const isHeldOpen = ({ landing, outcome }: HunkView): boolean => landing === 'held' && outcome === null;

const heldHunk = ({ hunks }: ChangeSetView): HunkView | undefined => hunks.find(isHeldOpen);

/** Change sets other than the one shown whose agent waits now, as the queue has them. */
export function heldElsewhere({ view, state }: Session): readonly ChangeSetView[] {
  return view.changeSets.filter((changeSet) => changeSet.id !== state.changeSet && isWaited(changeSet));
}

const isWaited = (changeSet: ChangeSetView): boolean =>
  changeSet.heldUntil !== null && heldHunk(changeSet) !== undefined;

/** "Codex waits: release.yml is held. 4 minutes 47 seconds left. Press h to go there." Empty when nothing else has come. */
export function heldArrivalWords(before: PanelView, after: Session): string {
  const known = new Set(before.changeSets.filter(isWaited).map(({ id }) => id));
  const first = heldElsewhere(after).find(({ id }) => !known.has(id));
  const hunk = first === undefined ? undefined : heldHunk(first);
  if (before.state === 'starting' || first === undefined || hunk === undefined) return '';
  const left = secondsLeft(first, after.now) ?? 0;
  return [
    heldWords(first),
    l10n.t`${fileName(hunk.path)} is held, not written. ${spokenTime(left)} left.`,
    after.settings.hasLetterKeys ? l10n.t('Press h to go there.') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export const heldWords = ({ agent }: ChangeSetView): string =>
  agent === null ? l10n.t('An agent waits in another change set.') : l10n.t`${agent} waits in another change set.`;

/** To the next change set with a held edit, round the corner if need be; in the only one, to its edit. */
export function stepHeld(session: Session): Step {
  const { changeSets } = session.view;
  const at = changeSets.findIndex(({ id }) => id === session.state.changeSet);
  const inTurn = [...changeSets.slice(at + 1), ...changeSets.slice(0, at + 1)];
  const next = inTurn.find(isWaited) ?? inTurn.find((changeSet) => heldHunk(changeSet) !== undefined);
  const hunk = next === undefined ? undefined : heldHunk(next);
  if (next === undefined || hunk === undefined) return { session, effects: [say(l10n.t('No edit is held.'))] };
  if (next.id === session.state.changeSet) return openHunk(session, hunk.id);
  const { scroll } = session.state;
  const state = { ...session.state, changeSet: next.id, hunk: null, filter: null, scroll: { ...scroll, queue: 0 } };
  const step = openHunk({ ...session, activeRow: null, state }, hunk.id);
  return { ...step, effects: [...step.effects, say(titleWords(next))] };
}
