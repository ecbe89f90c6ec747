import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';
import { leftOf } from '../words/what-is-left.ts';
import { focus, type IntentOf, post, say, type Step } from './intent.ts';
import { currentChangeSet, currentHunk, findHunk, isPlain } from './queue-order.ts';
import type { PanelState, Session } from './session.ts';
import { closeReject, closeSign } from './sign.ts';
import { fileName } from './words.ts';

/** Decisions on several hunks at once, and the last decision whatever it was about. The server takes all of them, or none. */

const stay = (session: Session, ...effects: Step['effects']): Step => ({ session, effects });

/** What can be accepted together of it. */
export const plainOf = (changeSet: ChangeSetView, path: string | null): readonly HunkView[] =>
  leftOf(changeSet, path).filter(isPlain);

/** Until it is refused. Back to what was accepted before leads a link no more. */
function decidingTogether(session: Session, { id }: ChangeSetView, hunks: readonly string[]): Session {
  const { opening } = session.state;
  return {
    ...session,
    refused: null,
    wentOnFrom: null,
    together: { act: session.nextAct, changeSet: id, hunks, opening },
  };
}

/** The form in which all that is left of something is rejected, where it is open: that of a file over a hunk of this file. */
export function openRejectAll(session: Session): NonNullable<PanelState['rejectingAll']> | null {
  const { rejectingAll, changeSet } = session.state;
  if (rejectingAll?.isOpen !== true || rejectingAll.changeSet !== changeSet) return null;
  return rejectingAll.path === null || rejectingAll.path === currentHunk(session)?.path ? rejectingAll : null;
}

export const nothingLeftIn = (path: string | null): string =>
  path === null
    ? l10n.t('Nothing is left to decide in this change set.')
    : l10n.t`Nothing is left to decide in ${fileName(path)}.`;

/** Words that were begun for one hunk go along. */
export function startRejectAll(session: Session, { part }: IntentOf<'start-reject-all'>): Step {
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined) return stay(session);
  if (changeSet.request !== null) return stay(session, say(l10n.t('What others ask about is rejected hunk by hunk.')));
  const { state } = session;
  const path = part === 'set' ? null : (findHunk(changeSet, state.hunk)?.path ?? null);
  if (part === 'file' && path === null) return stay(session, say(l10n.t('Open a hunk first.')));
  if (leftOf(changeSet, path).length === 0) return stay(session, say(nothingLeftIn(path)));
  const { rejectingAll, rejecting } = state;
  const begun = rejecting?.isOpen === true ? rejecting.words : '';
  const words = begun !== '' ? begun : rejectingAll?.changeSet === changeSet.id ? rejectingAll.words : '';
  const next = { changeSet: changeSet.id, path, words, isOpen: true };
  const closed = closeSign(closeReject(state));
  return stay({ ...session, refused: null, state: { ...closed, rejectingAll: next } }, focus('reject-words'));
}

export function closeRejectAll(state: PanelState): PanelState {
  const { rejectingAll } = state;
  return rejectingAll === null ? state : { ...state, rejectingAll: { ...rejectingAll, isOpen: false } };
}

export function keepRejectAllWords(session: Session, words: string): Step {
  const { rejectingAll } = session.state;
  if (rejectingAll === null) return stay(session);
  return stay({ ...session, state: { ...session.state, rejectingAll: { ...rejectingAll, words } } });
}

/** What is shown now is named: when it is not what is there, the server rejects none of it. */
export function rejectAll(session: Session): Step {
  const [form, changeSet] = [openRejectAll(session), currentChangeSet(session)];
  if (form === null || changeSet === undefined) return stay(session);
  const reason = form.words.trim();
  if (reason === '') return stay(session, say(l10n.t('A reason is missing.')), focus('reject-words'));
  const { path } = form;
  const hunks = leftOf(changeSet, path).map(({ id }) => id);
  return stay(
    decidingTogether(session, changeSet, hunks),
    post({ kind: 'reject-all', changeSet: changeSet.id, hunks, reason, ...(path !== null && { path }) }),
    focus(session.state.hunk === null ? 'queue' : 'hunk'),
  );
}

/**
 * A form about which nothing is left is of no use; what was typed for what is still there is kept. A change set that is not in the view
 * may come back: nothing is in it while the server starts.
 */
export function dropRejectAll(session: Session): Session {
  const { rejectingAll } = session.state;
  if (rejectingAll === null) return session;
  const changeSet = session.view.changeSets.find(({ id }) => id === rejectingAll.changeSet);
  if (changeSet === undefined || leftOf(changeSet, rejectingAll.path).length > 0) return session;
  return { ...session, state: { ...session.state, rejectingAll: null } };
}

/** Only what has no open obligation: the server counts, nothing else is touched. */
export function acceptWithoutFindings(session: Session, { part }: IntentOf<'accept-without-findings'>): Step {
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined) return stay(session, say(l10n.t('No hunk without findings is open.')));
  const path = part === 'file' ? (findHunk(changeSet, session.state.hunk)?.path ?? null) : null;
  if (part === 'file' && path === null) return stay(session, say(l10n.t('Open a hunk first.')));
  const hunks = plainOf(changeSet, path).map(({ id }) => id);
  const count = path === null ? changeSet.progress.withoutFindingsOpen : hunks.length;
  if (count === 0) return stay(session, say(l10n.t('No hunk without findings is open.')));
  return stay(
    decidingTogether(session, changeSet, hunks),
    post({ kind: 'accept-without-findings', changeSet: changeSet.id, ...(path !== null && { path }) }),
  );
}

/**
 * The newest decision on a change set, as its records have it: hunks that one record accepts, or that were rejected for one reason,
 * record after record. Empty: there is none that can be taken back.
 */
export function lastDecided({ hunks, request, answer }: ChangeSetView): readonly HunkView[] {
  if (request !== null || answer !== null) return [];
  const decided = hunks
    .flatMap((hunk) => (hunk.outcome === null || hunk.record === null ? [] : [{ hunk, seq: hunk.record.seq }]))
    .toSorted((one, other) => other.seq - one.seq);
  const [newest] = decided;
  if (newest === undefined) return [];
  const { outcome, rejectReason } = newest.hunk;
  const end = decided.findIndex(({ hunk, seq }, at) => {
    const earlier = decided[at - 1]?.seq ?? seq;
    if (hunk.outcome !== outcome || hunk.rejectReason !== rejectReason) return true;
    return outcome === 'rejected' ? earlier - seq > 1 : seq !== newest.seq;
  });
  return decided.slice(0, end === -1 ? decided.length : end).map(({ hunk }) => hunk);
}

/** What was decided together here, a moment ago. */
export function justTogether(session: Session, changeSet: ChangeSetView): readonly HunkView[] {
  const { together } = session;
  if (together?.changeSet !== changeSet.id || together.hunks.length < 2) return [];
  const [last, asked] = [lastDecided(changeSet), new Set(together.hunks)];
  return last.length === asked.size && last.every(({ id }) => asked.has(id)) ? last : [];
}

/** Right after deciding together `u` is about all of that, whichever hunk is in sight; later, where none is. */
export function isAboutTogether(session: Session, changeSet: ChangeSetView): boolean {
  const { state, together } = session;
  const isLast = together?.opening === state.opening || findHunk(changeSet, state.hunk) === undefined;
  return isLast && justTogether(session, changeSet).length > 0;
}

export function undoLast(session: Session): Step {
  const changeSet = currentChangeSet(session);
  const last = changeSet === undefined ? [] : lastDecided(changeSet);
  if (changeSet === undefined || last.length === 0)
    return stay(session, say(l10n.t('Nothing that was decided here can be taken back.')));
  return stay(
    { ...session, refused: null },
    post({ kind: 'undo-all', changeSet: changeSet.id, hunks: last.map(({ id }) => id) }),
  );
}
