import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';
import { hasWork } from '../words/what-is-left.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { nextWords } from './announce.ts';
import { type Effect, focus, type FocusTarget, type IntentOf, say, type Step } from './intent.ts';
import {
  currentChangeSet,
  currentHunk,
  findFirstChangeSet,
  findHunk,
  findReady,
  firstOpen,
  isOpen,
  type OpenPlace,
  toOpenPlaces,
  toWalk,
} from './queue-order.ts';
import { number } from './in-language.ts';
import { closeRejectAll, openRejectAll } from './together.ts';
import { noFilter, type Filter, type Session, toggle } from './session.ts';
import { sentence } from './sentence.ts';
import { fileName } from './words.ts';

/** Moves about the review. Nothing here decides anything. */

const stay = (session: Session, ...effects: readonly Effect[]): Step => ({ session, effects });

/** Opens a hunk at its first open finding, or at the one asked for. Details of what is settled start folded. */
export function openHunk(session: Session, id: string, fingerprint?: string): Step {
  const hunk = findHunk(currentChangeSet(session), id);
  if (hunk === undefined) return stay(session);
  const target = fingerprint ?? firstOpen(hunk);
  if (session.state.hunk === id) return stay(session, focus(target === undefined ? 'hunk' : `card:${target}`));
  const folded = hunk.findings
    .filter((finding) => !isOpen(finding) || hunk.outcome !== null)
    .map((finding) => finding.fingerprint);
  const { state } = session;
  return stay(
    {
      ...session,
      refused: null,
      accepting: null,
      wentOnFrom: null,
      heights: new Map(),
      state: {
        ...state,
        hunk: id,
        opening: state.opening + 1,
        folded: folded.filter((other) => other !== fingerprint),
        foldable: folded,
        scroll: { ...state.scroll, hunk: 0 },
      },
    },
    focus(target === undefined ? 'hunk' : `card:${target}`),
  );
}

/** An entry of the summary stands for several hunks; narrow, the queue was in between: then it goes on from where it was. */
export function openNextOf(session: Session, { hunks }: IntentOf<'open-next-of'>): Step {
  const known = hunks.filter((id) => findHunk(currentChangeSet(session), id) !== undefined);
  const at = known.indexOf(session.state.hunk ?? session.activeRow ?? '');
  const next = known[(at + 1) % known.length];
  if (next === undefined) return stay(session, say(l10n.t('Its hunks are no longer in this change set.')));
  const step = openHunk(session, next);
  if (known.length === 1) return step;
  return {
    ...step,
    effects: [...step.effects, say(l10n.t`${number(known.indexOf(next) + 1)} of ${number(known.length)}`)],
  };
}

/** Where focus is on whatever is shown. */
export const focusOnPage = (session: Session): FocusTarget =>
  currentHunk(session) !== undefined ? 'hunk' : session.view.state === 'done' ? 'summary' : 'queue';

/** A form for more than the hunk closes. Side by side there is nothing to go back from: only focus goes. */
export function backToQueue(before: Session): Step {
  const hasForm = openRejectAll(before) !== null;
  const session = hasForm ? { ...before, state: closeRejectAll(before.state) } : before;
  const { hunk } = session.state;
  if (hunk === null) return hasForm ? stay(session, focus(focusOnPage(session))) : stay(session);
  const isDone = session.view.state === 'done';
  const target: FocusTarget = isDone ? 'summary' : `row:${hunk}`;
  if (session.isWide && !isDone) return stay({ ...session, activeRow: hunk }, focus(target));
  return stay(
    { ...session, activeRow: hunk, refused: null, wentOnFrom: null, state: { ...session.state, hunk: null } },
    focus(target),
  );
}

/** The next open finding, round the corner if need be; then what is ready; then the next change set. */
export function stepFinding(session: Session, { by, from }: IntentOf<'step-finding'>): Step {
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined) return stay(session);
  const places = toOpenPlaces(changeSet, session.state.filter);
  if (places.length === 0) return stepPastFindings(session, changeSet);
  const at = indexOfPlace(places, session.state.hunk, from);
  const next = at === -1 ? firstPlace(session, changeSet, places, by) : (at + by + places.length) % places.length;
  const place = places[next];
  if (place === undefined) return stay(session);
  const wraps = at !== -1 && (by === 1 ? next <= at : next >= at);
  const step = openHunk(session, place.hunk.id, place.fingerprint);
  if (!wraps) return step;
  const only =
    places.length === 1
      ? l10n.t('The only open finding.')
      : by === 1
        ? l10n.t('Started again at the first open finding.')
        : l10n.t('Started again at the last open finding.');
  return { ...step, effects: [...step.effects, say(only)] };
}

const indexOfPlace = (places: readonly OpenPlace[], hunk: string | null, fingerprint: string | null): number =>
  places.findIndex((place) => place.hunk.id === hunk && place.fingerprint === fingerprint);

/** With no finding in focus: the first open one on this hunk or after it. */
function firstPlace(session: Session, changeSet: ChangeSetView, places: readonly OpenPlace[], by: 1 | -1): number {
  const walk = toWalk(session, changeSet).map(({ hunk }) => hunk.id);
  const here = session.state.hunk === null ? -1 : walk.indexOf(session.state.hunk);
  if (here === -1) return by === 1 ? 0 : places.length - 1;
  const isPast = ({ hunk }: OpenPlace): boolean =>
    by === 1 ? walk.indexOf(hunk.id) >= here : walk.indexOf(hunk.id) < here;
  const index = by === 1 ? places.findIndex(isPast) : places.findLastIndex(isPast);
  return index === -1 ? (by === 1 ? 0 : places.length - 1) : index;
}

function stepPastFindings(session: Session, changeSet: ChangeSetView): Step {
  if (session.state.filter !== null && toOpenPlaces(changeSet).length > 0) {
    return stay(session, say(l10n.t('No open finding passes the filter.')));
  }
  const ready = findReady(changeSet);
  if (ready !== undefined && ready.id !== session.state.hunk) return openHunk(session, ready.id);
  if (ready !== undefined || changeSet.progress.withoutFindingsOpen > 0) {
    const step = session.isWide ? stay(session) : backToQueue(session);
    return { ...step, effects: [...step.effects, say(nextWords(changeSet))] };
  }
  const other = findFirstChangeSet(session.view);
  if (other !== undefined && other.id !== changeSet.id && hasWork(other)) return showChangeSet(session, other);
  const step = backToQueue(session);
  return { ...step, effects: [...step.effects, say(nextWords(changeSet))] };
}

/** In a narrow queue the row moves; with a hunk open the next one is opened. */
export function stepHunk(session: Session, { kind, by, row }: IntentOf<'step-hunk'>): Step {
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined) return stay(session);
  const walk = toWalk(session, changeSet).map(({ hunk }) => hunk);
  const current = session.state.hunk ?? row;
  const at = walk.findIndex(({ id }) => id === current);
  const next =
    kind === 'step-file' ? findOtherFile(walk, at, by) : walk[at === -1 ? (by === 1 ? 0 : walk.length - 1) : at + by];
  if (next === undefined)
    return stay(session, say(by === 1 ? l10n.t('This is the last one.') : l10n.t('This is the first one.')));
  if (session.state.hunk === null) return stay({ ...session, activeRow: next.id }, focus(`row:${next.id}`));
  return openHunk(session, next.id);
}

function findOtherFile(walk: readonly HunkView[], at: number, by: 1 | -1): HunkView | undefined {
  const path = walk[at]?.path;
  for (let index = at + by; index >= 0 && index < walk.length; index += by) {
    if (walk[index]?.path !== path) return walk[index];
  }
  return undefined;
}

export function stepChangeSet(session: Session, { by }: IntentOf<'step-change-set'>): Step {
  const { changeSets } = session.view;
  const next = changeSets[changeSets.findIndex(({ id }) => id === session.state.changeSet) + by];
  if (next !== undefined) return showChangeSet(session, next);
  return stay(
    session,
    say(by === 1 ? l10n.t('This is the last change set.') : l10n.t('This is the first change set.')),
  );
}

/**
 * After Accept: to the next hunk of the change set that waits for somebody, and to no other change set. Null when none does; then
 * the accepted hunk stays in sight with its record.
 */
export function goOn(session: Session, changeSet: ChangeSetView): Session | null {
  const places = toOpenPlaces(changeSet, session.state.filter);
  const place = places[firstPlace(session, changeSet, places, 1)];
  const next = place?.hunk ?? findReady(changeSet);
  if (next === undefined) return null;
  return { ...openHunk(session, next.id, place?.fingerprint).session, wentOnFrom: session.state.hunk };
}

function showChangeSet(session: Session, changeSet: ChangeSetView): Step {
  const state = { ...session.state, changeSet: changeSet.id, hunk: null, filter: null, scroll: { queue: 0, hunk: 0 } };
  return stay(
    { ...session, activeRow: null, refused: null, accepting: null, wentOnFrom: null, state },
    say(titleWords(changeSet)),
  );
}

export function toggleDetails(session: Session, fingerprint: string): Step {
  const { folded, foldable } = session.state;
  return stay({
    ...session,
    state: {
      ...session.state,
      folded: toggle(folded, fingerprint),
      foldable: [...new Set([...foldable, fingerprint])],
    },
  });
}

export function toggleGroup(session: Session, name: string): Step {
  return stay({ ...session, state: { ...session.state, unfolded: toggle(session.state.unfolded, name) } });
}

export function changeFilter(session: Session, change: (filter: Filter) => Filter | null): Step {
  const filter = change(session.state.filter ?? noFilter);
  const scroll = { ...session.state.scroll, queue: 0 };
  return stay({ ...session, activeRow: null, state: { ...session.state, filter, scroll } });
}

/** The filter is over the queue, so a narrow panel leaves its hunk for it. */
export function startFilter(session: Session): Step {
  const { session: queue } = session.isWide ? stay(session) : backToQueue(session);
  return stay({ ...queue, state: { ...queue.state, filter: queue.state.filter ?? noFilter } }, focus('filter'));
}

export function leaveFilter(session: Session): Step {
  const changeSet = currentChangeSet(session);
  const first = changeSet === undefined ? undefined : toWalk(session, changeSet)[0]?.hunk;
  if (first === undefined) return stay(session, focus('queue'));
  return stay({ ...session, activeRow: first.id }, focus(`row:${first.id}`), say(sentence(fileName(first.path))));
}
