import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { hasWork } from '../words/what-is-left.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { announce, arrivedWords, goneWords } from './announce.ts';
import { type Effect, focus, type IntentOf, say, type Step } from './intent.ts';
import { heldArrivalWords } from './held.ts';
import { goOn, openHunk } from './navigate.ts';
import {
  currentChangeSet,
  currentHunk,
  findFirstChangeSet,
  findHunk,
  isOpen,
  toOpenPlaces,
  toQueue,
  firstOpen,
  notJudgedPart,
} from './queue-order.ts';
import { dropDraft, findingKey, slowKeys, type PanelState, type Session } from './session.ts';

/** A new view, whole: what was open stays open, what was typed stays typed, and what happened is said. */
export function receiveView(before: Session, { view, heights, now }: IntentOf<'view'>): Step {
  const changeSet = chooseChangeSet(before, view);
  const isSame = changeSet !== undefined && changeSet.id === before.state.changeSet;
  let state: PanelState = { ...before.state, changeSet: changeSet?.id ?? before.state.changeSet };
  if (changeSet !== undefined && isSame)
    state = followHunks(state, currentChangeSet(before)?.hunks ?? [], changeSet.hunks);
  else if (changeSet !== undefined) state = { ...state, hunk: null };
  state = forgetRejecting(state, view);

  const accepting = isUndecided(view, before.accepting?.hunk ?? null) ? before.accepting : null;
  const session: Session = {
    ...before,
    view,
    state,
    accepting,
    heights,
    now,
    asked: stillAsked(before, view),
    refused: isSame && view.state !== 'failed' && view.state !== 'starting' ? stillRefused(before, changeSet) : null,
  };
  const withHeld = (said: string): string => [said, heldArrivalWords(before.view, session)].filter(Boolean).join(' ');
  const earlier = currentChangeSet(before);
  const after = isSame ? changeSet : undefined;
  const next = after === undefined ? null : goOnAfterAccept(session, after, before.accepting?.hunk ?? null);
  if (after !== undefined && next !== null) {
    const hunk = currentHunk(next);
    const target = hunk === undefined ? undefined : firstOpen(hunk);
    const said = announce(earlier, after, hunk === undefined ? '' : arrivedWords(hunk));
    return { session: next, effects: [say(withHeld(said)), focus(target === undefined ? 'hunk' : `card:${target}`)] };
  }
  const isShownYet = view.changeSets.some(({ id }) => id === earlier?.id);
  const isGone = earlier !== undefined && !isShownYet && view.state !== 'starting' && view.state !== 'failed';
  const isOther = isShownYet && !isSame; // gone on to what came in
  const said = isGone
    ? goneWords(changeSet)
    : isOther && changeSet !== undefined
      ? titleWords(changeSet)
      : announce(earlier, after);
  const step = selectFirst(session);
  const all = withHeld(said);
  return { session: step, effects: [...(all === '' ? [] : [say(all)]), ...focusAfterSettling(before, step)] };
}

/** The one that was shown. From a summary of what is decided, with no hunk open, the panel goes on to what came in. */
function chooseChangeSet({ state, view: known }: Session, view: PanelView): ChangeSetView | undefined {
  const shown = view.changeSets.find(({ id }) => id === state.changeSet);
  if (shown === undefined) return findFirstChangeSet(view);
  if (hasWork(shown) || state.hunk !== null) return shown;
  const fresh = view.changeSets.find((other) => hasWork(other) && known.changeSets.every(({ id }) => id !== other.id));
  return fresh ?? shown;
}

/** Views come for many reasons, and one with each answer: why something was not done is there until what it was about has changed. */
function stillRefused(before: Session, changeSet: ChangeSetView): Session['refused'] {
  const { refused } = before;
  const earlier = currentChangeSet(before);
  if (refused === null || earlier === undefined) return null;
  if (refused.hunk === null)
    return JSON.stringify(earlier.progress) === JSON.stringify(changeSet.progress) ? refused : null;
  const [was, is] = [findHunk(earlier, refused.hunk), findHunk(changeSet, refused.hunk)];
  const isSame = is !== undefined && is.outcome === was?.outcome && is.blockedBecause === was.blockedBecause;
  return isSame ? refused : null;
}

/** A view settles what the server answers by it; what others are asked is answered later. */
function stillAsked({ asked }: Session, { changeSets }: PanelView): ReadonlyMap<string, number> {
  if (asked.size === 0) return asked;
  const slow = new Set(changeSets.flatMap(({ hunks }) => hunks.flatMap(({ id }) => slowKeys(id))));
  return new Map([...asked].filter(([key]) => slow.has(key)));
}

/** Once it is decided, here or elsewhere, its press is answered: what becomes of the hunk later leads nowhere. */
function isUndecided({ changeSets }: PanelView, id: string | null): boolean {
  return changeSets.some((changeSet) => findHunk(changeSet, id)?.outcome === null);
}

/** Only from the hunk whose Accept was pressed here and is answered now, while it is still the open one. */
function goOnAfterAccept(session: Session, changeSet: ChangeSetView, pressed: string | null): Session | null {
  const { settings, state } = session;
  const hunk = findHunk(changeSet, state.hunk);
  if (!settings.goesOn || hunk === undefined || hunk.id !== pressed) return null;
  return hunk.outcome === 'accepted' || hunk.outcome === 'amended' ? goOn(session, changeSet) : null;
}

/** With room for both columns the right one is never empty while there is something to review. */
export function selectFirst(session: Session): Session {
  const changeSet = currentChangeSet(session);
  if (!session.isWide || session.state.hunk !== null || changeSet === undefined || !hasWork(changeSet)) return session;
  const { held, landed, plain, notJudged } = toQueue(changeSet, session.state.filter);
  const rows = [...held, ...landed, ...notJudged, ...plain].map(({ hunk }) => hunk);
  const first =
    toOpenPlaces(changeSet, session.state.filter)[0]?.hunk ?? rows.find(({ outcome }) => outcome === null) ?? rows[0];
  return first === undefined ? session : openHunk(session, first.id).session;
}

/**
 * A hunk is named by path and content, so an edit inside it gives it a new id. The open hunk and unrecorded words go over to
 * the hunk that took its place; nothing that was recorded does, that is the server's to say.
 */
function followHunks(state: PanelState, before: readonly HunkView[], after: readonly HunkView[]): PanelState {
  const ids = new Set(after.map(({ id }) => id));
  const heirs = new Map<string, HunkView | undefined>();
  const heirOf = (id: string): HunkView | undefined => {
    if (!heirs.has(id))
      heirs.set(
        id,
        findHeir(
          before.find((hunk) => hunk.id === id),
          before,
          after,
        ),
      );
    return heirs.get(id);
  };
  const taken = new Set(state.drafts.map(({ hunk, fingerprint }) => findingKey(hunk, fingerprint)));
  const drafts = state.drafts.flatMap((draft) => {
    if (draft.changeSet !== state.changeSet || ids.has(draft.hunk)) return [draft];
    const isFor = (hunk: HunkView): boolean =>
      hunk.path === draft.path && hunk.findings.some(({ fingerprint }) => fingerprint === draft.fingerprint);
    const isFree = (hunk: HunkView): boolean => !taken.has(findingKey(hunk.id, draft.fingerprint));
    const heir = [heirOf(draft.hunk), ...after].find((other) => other !== undefined && isFor(other) && isFree(other));
    if (heir === undefined) return [];
    taken.add(findingKey(heir.id, draft.fingerprint));
    return [{ ...draft, hunk: heir.id }];
  });
  const { hunk, rejecting } = state;
  const follow = (id: string): string | null => (ids.has(id) ? id : (heirOf(id)?.id ?? null));
  const rejected = rejecting === null ? null : follow(rejecting.hunk);
  return {
    ...state,
    drafts,
    hunk: hunk === null ? null : follow(hunk),
    rejecting: rejecting === null || rejected === null ? null : { ...rejecting, hunk: rejected },
  };
}

/** The new hunk of the same file that shares most findings, then the nearest. */
function findHeir(
  gone: HunkView | undefined,
  before: readonly HunkView[],
  after: readonly HunkView[],
): HunkView | undefined {
  if (gone === undefined) return undefined;
  const known = new Set(before.map(({ id }) => id));
  const fingerprints = new Set(gone.findings.map(({ fingerprint }) => fingerprint));
  const shared = (hunk: HunkView): number =>
    hunk.findings.filter(({ fingerprint }) => fingerprints.has(fingerprint)).length;
  const distance = (hunk: HunkView): number => Math.abs(hunk.firstLine - gone.firstLine);
  return after
    .filter(({ id, path }) => path === gone.path && !known.has(id))
    .toSorted((a, b) => shared(b) - shared(a) || distance(a) - distance(b))[0];
}

/** The reason's words are of no use once the hunk is decided. */
function forgetRejecting(state: PanelState, view: PanelView): PanelState {
  if (state.rejecting === null) return state;
  const changeSet = view.changeSets.find(({ id }) => id === state.changeSet);
  const hunk = findHunk(changeSet, state.rejecting.hunk);
  return hunk !== undefined && hunk.outcome !== null ? { ...state, rejecting: null } : state;
}

/** After a finding was settled from here its control is gone: on to the next open one on this hunk, so that Space goes on. */
function focusAfterSettling(before: Session, after: Session): readonly Effect[] {
  const hunk = findHunk(currentChangeSet(after), after.state.hunk);
  if (hunk === undefined || before.asked.size === 0) return [];
  const parts = hunk.judged
    ? hunk.findings
        .filter((finding) => !isOpen(finding) || finding.state === 'waiting')
        .map(({ fingerprint }) => fingerprint)
    : [notJudgedPart];
  const settled = parts.find((part) => before.asked.has(findingKey(hunk.id, part)));
  if (settled === undefined) return [];
  const isWaiting = hunk.findings.some(({ fingerprint, state }) => fingerprint === settled && state === 'waiting');
  const target = isWaiting ? (`request:${settled}` as const) : (`card:${firstOpen(hunk) ?? settled}` as const);
  return [{ kind: 'focus', target, onlyFrom: settled }];
}

/** A settled finding needs its draft no more. */
export function dropSettledDrafts(session: Session): Session {
  let { state } = session;
  for (const { changeSet, hunk, fingerprint } of state.drafts) {
    const view = session.view.changeSets.find(({ id }) => id === changeSet);
    const finding = findHunk(view, hunk)?.findings.find((other) => other.fingerprint === fingerprint);
    if (finding !== undefined && !isOpen(finding)) state = dropDraft(state, changeSet, hunk, fingerprint);
  }
  return state === session.state ? session : { ...session, state };
}

/** A lens or hover in the editor asked for a hunk. */
export function receiveReveal(session: Session, { changeSet: id, hunk }: IntentOf<'reveal'>): Step {
  const changeSet = session.view.changeSets.find((other) => other.id === id);
  if (findHunk(changeSet, hunk) === undefined)
    return { session, effects: [say(l10n.t('That hunk is no longer in the queue.'))] };
  return openHunk({ ...session, state: { ...session.state, changeSet: id, filter: null } }, hunk);
}
