import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../server/src/protocol/view.ts';
import { wantsWords } from '../words/obligation-words.ts';
import { decidedAlready } from '../words/outcome-words.ts';
import { leftOf } from '../words/what-is-left.ts';
import { setIsGone } from './announce.ts';
import { type Effect, focus, type IntentOf, say, type Step } from './intent.ts';
import { focusOnPage } from './navigate.ts';
import { currentChangeSet, currentHunk, findHunk, isOpen } from './queue-order.ts';
import {
  findDraft,
  findingKey,
  putDraft,
  type KeptWords,
  type PanelState,
  type Session,
  type WordsField,
} from './session.ts';
import { tickedOf } from './sign.ts';
import { nothingLeftIn, openRejectAll } from './together.ts';

/**
 * A form can go while somebody types in it: its change set leaves, its hunk is decided elsewhere, its finding is gone. What is typed on
 * must not become keys, so the words stay where they can be typed on, in a form that decides nothing.
 */

/** Fields of forms by their `data-focus`: words of a finding, its reason, the reason of a rejection, words to sign with. */
const ofFinding = /^(?:words|reason):(.*)$/su;

const fingerprintOf = (field: WordsField): string | null => ofFinding.exec(field)?.[1] ?? null;

/** The words in this field of a form; null: no such form is on the page. */
function wordsIn(session: Session, field: WordsField): string | null {
  const { view, state } = session;
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined || view.state === 'failed' || view.state === 'starting') return null;
  const { signing, rejecting } = state;
  if (field === 'sign-words')
    return signing?.isOpen === true && signing.changeSet === changeSet.id && tickedOf(session, changeSet.id).length > 0
      ? signing.words
      : null;
  const all = openRejectAll(session);
  if (field === 'reject-words' && all !== null) return leftOf(changeSet, all.path).length > 0 ? all.words : null;
  const hunk = currentHunk(session);
  if (hunk === undefined || hunk.outcome !== null) return null;
  if (field === 'reject-words')
    return rejecting?.isOpen === true && rejecting.hunk === hunk.id ? rejecting.words : null;
  const fingerprint = fingerprintOf(field);
  const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
  if (finding === undefined || !hasWordsForm(finding) || changeSet.request !== null) return null;
  return findDraft(state, changeSet.id, hunk.id, finding.fingerprint)?.words ?? '';
}

const hasWordsForm = (finding: FindingView): boolean => isOpen(finding) && wantsWords(finding);

/** It goes because of what was pressed in it. */
function isAnswer({ asked, beingSigned, state }: Session, field: WordsField): boolean {
  const fingerprint = fingerprintOf(field);
  if (fingerprint === null) return beingSigned !== null;
  return state.hunk !== null && asked.has(findingKey(state.hunk, fingerprint));
}

/** `focused`: the field that has focus. Words go into the form for kept ones when theirs is gone, and back when it comes again. */
export function keepWords(before: Session, step: Step, focused: IntentOf<'view'>['field']): Step {
  const back = giveBack(step, focused === 'kept-words');
  const field = focused === 'kept-words' ? null : focused;
  const words = field === null ? null : wordsIn(before, field);
  if (field === null || words === null || wordsIn(back.session, field) !== null) return back;
  if (isAnswer(before, field)) return field === 'sign-words' ? toPage(back) : back;
  const { session } = back;
  const { changeSet, hunk, kept } = before.state;
  const all = [kept?.words ?? '', words].filter(Boolean).join('\n\n');
  const now: KeptWords = { field, changeSet, hunk, words: all, left: words, why: whyGone(before, session, field) };
  const said = back.effects.flatMap((effect) => (effect.kind === 'say' ? [effect.text] : []));
  const why = said.some((text) => text.startsWith(now.why)) ? [] : [now.why];
  return {
    session: { ...session, state: { ...session.state, kept: now } },
    effects: [say([...said, ...why, keptNote].join(' ')), focus('kept-words')],
  };
}

/** What is pressed next are keys again. */
const toPage = ({ session, effects }: Step): Step => ({
  session,
  effects: [...effects, { kind: 'focus', target: focusOnPage(session), onlyFrom: null }],
});

export const keptNote = l10n.t('What you were writing is kept here. Nothing of it is recorded.');

function whyGone(before: Session, after: Session, field: WordsField): string {
  const changeSet = after.view.changeSets.find(({ id }) => id === before.state.changeSet);
  if (after.view.state === 'failed' || after.view.state === 'starting')
    return l10n.t('The review cannot be shown at the moment.');
  if (changeSet === undefined) return setIsGone;
  const all = field === 'reject-words' ? openRejectAll(before) : null;
  if (all !== null && leftOf(changeSet, all.path).length === 0) return nothingLeftIn(all.path);
  if (field === 'sign-words') return l10n.t('What was ticked no longer waits for you.');
  const hunk = findHunk(changeSet, after.state.hunk);
  if (hunk === undefined || after.state.opening !== before.state.opening)
    return l10n.t('This hunk is no longer in the change set.');
  if (hunk.outcome !== null) return decidedAlready(hunk.outcome);
  const fingerprint = fingerprintOf(field);
  const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
  if (finding === undefined) return l10n.t('This finding is no longer on the hunk.');
  return isOpen(finding)
    ? l10n.t('This finding asks for no words any more.')
    : l10n.t('This finding is settled already.');
}

/**
 * As when the server was started again: on in the form itself, if that is where somebody is typing. What was typed anew in the form
 * stays.
 */
function giveBack(step: Step, isTyping: boolean): Step {
  const { session, effects } = step;
  const { kept } = session.state;
  if (kept === null || kept.changeSet !== session.state.changeSet || kept.hunk !== session.state.hunk) return step;
  const there = wordsIn(session, kept.field);
  if (there === null || (there !== '' && there !== kept.left)) return step;
  const onward: readonly Effect[] = isTyping ? [focus(kept.field)] : [];
  return { session: { ...session, state: putBack(session, kept) }, effects: [...effects, ...onward] };
}

function putBack(session: Session, { field, changeSet, hunk, words }: KeptWords): PanelState {
  const { state } = session;
  const rest = { ...state, kept: null };
  const fingerprint = fingerprintOf(field);
  if (fingerprint !== null && changeSet !== null && hunk !== null) {
    const draft = findDraft(state, changeSet, hunk, fingerprint);
    const path = draft?.path ?? currentHunk(session)?.path ?? '';
    return putDraft(rest, { changeSet, hunk, path, fingerprint, reason: draft?.reason ?? null, words });
  }
  if (field === 'sign-words') return { ...rest, signing: state.signing && { ...state.signing, words } };
  const all = openRejectAll(session);
  if (all !== null) return { ...rest, rejectingAll: { ...all, words } };
  return { ...rest, rejecting: state.rejecting && { ...state.rejecting, words } };
}

export function changeKept(session: Session, words: string): Step {
  const { kept } = session.state;
  const state = kept === null ? session.state : { ...session.state, kept: { ...kept, words } };
  return { session: { ...session, state }, effects: [] };
}

export function copyKept(session: Session): Step {
  const { kept } = session.state;
  return { session, effects: kept === null ? [] : [{ kind: 'copy', text: kept.words }, say(l10n.t('Copied.'))] };
}

export function closeKept(session: Session): Step {
  return { session: { ...session, state: { ...session.state, kept: null } }, effects: [focus(focusOnPage(session))] };
}

/** Esc: the words stay, unless there are none. */
export function leaveKept(session: Session): Step {
  return session.state.kept?.words === '' ? closeKept(session) : { session, effects: [focus(focusOnPage(session))] };
}
