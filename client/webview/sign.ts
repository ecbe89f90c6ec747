import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView } from '../../server/src/protocol/view.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { type Effect, focus, post, say, type Step } from './intent.ts';
import { currentChangeSet, findHunk, isYours } from './queue-order.ts';
import type { PanelState, Session, Signing, Ticked } from './session.ts';

/** Answers to somebody else's request: each finding is ticked on its own, and what is ticked is signed together, with one touch. */

const stay = (session: Session, ...effects: readonly Effect[]): Step => ({ session, effects });

export const beingSignedWords = l10n.t('Being signed.');

/** What is ticked of a change set. */
export function tickedOf({ state }: Session, changeSet: string): readonly Ticked[] {
  return state.ticked.filter((one) => one.changeSet === changeSet);
}

export function isTicked(session: Session, changeSet: string, hunk: string, fingerprint: string): boolean {
  return tickedOf(session, changeSet).some((one) => one.hunk === hunk && one.fingerprint === fingerprint);
}

/** Nothing is recorded by it, so that a slip is taken back by the same press. */
export function tick(session: Session, changeSet: ChangeSetView, hunk: string, finding: FindingView): Step {
  const { fingerprint } = finding;
  const under = findHunk(changeSet, hunk)?.under;
  if (!isYours(finding) || under === undefined)
    return stay(session, say(l10n.t('This finding does not wait for you.')));
  const { ticked } = session.state;
  const rest = ticked.filter(
    (one) => one.changeSet !== changeSet.id || one.hunk !== hunk || one.fingerprint !== fingerprint,
  );
  const isOn = rest.length === ticked.length;
  const next = isOn ? [...rest, { changeSet: changeSet.id, hunk, fingerprint, under }] : rest;
  const state = { ...session.state, ticked: next };
  return stay(
    { ...session, refused: null, state: next.some((one) => one.changeSet === changeSet.id) ? state : closeSign(state) },
    say(isOn ? l10n.t('Ticked. Nothing is signed yet.') : l10n.t('No longer ticked.')),
  );
}

function onRequest(session: Session, act: (changeSet: ChangeSetView) => Step): Step {
  const changeSet = currentChangeSet(session);
  return changeSet === undefined || changeSet.request === null ? stay(session) : act(changeSet);
}

export function startSign(session: Session): Step {
  return onRequest(session, (changeSet) => {
    const known = session.state.signing;
    if (tickedOf(session, changeSet.id).length === 0) return stay(session, ...whereToTick(session, changeSet));
    const words = known?.changeSet === changeSet.id ? known.words : '';
    const signing = { changeSet: changeSet.id, words, isOpen: true };
    return stay(
      { ...session, refused: null, state: { ...closeReject(session.state), signing } },
      focus('sign-words'),
      ...whatIsSigned(session, changeSet),
    );
  });
}

/** The form takes its room from the card that it is about. */
function whatIsSigned(session: Session, { id }: ChangeSetView): readonly Effect[] {
  const first = tickedOf(session, id).find(({ hunk }) => hunk === session.state.hunk);
  return first === undefined ? [] : [{ kind: 'show-card', fingerprint: first.fingerprint }];
}

/** To the first finding of the open hunk that waits for whoever sits here. */
function whereToTick({ state }: Session, changeSet: ChangeSetView): readonly Effect[] {
  const hunk = findHunk(changeSet, state.hunk);
  const waiting = hunk?.findings.find(isYours);
  const why = changeSet.request?.whyNot ?? hunk?.blockedBecause ?? l10n.t('Tick each finding that you approve first.');
  return [say(why), ...(waiting === undefined ? [] : [focus(`acknowledge:${waiting.fingerprint}`)])];
}

export function keepSignWords(session: Session, words: string): Step {
  const { signing } = session.state;
  return stay(signing === null ? session : { ...session, state: { ...session.state, signing: { ...signing, words } } });
}

/** The words stay, for the case that it was a slip. At the foot there is room for one form. */
export function closeSign(state: PanelState): PanelState {
  return state.signing === null ? state : { ...state, signing: { ...state.signing, isOpen: false } };
}

export function closeReject(state: PanelState): PanelState {
  return state.rejecting === null ? state : { ...state, rejecting: { ...state.rejecting, isOpen: false } };
}

export function cancelSign(session: Session): Step {
  const { signing } = session.state;
  if (signing === null) return stay(session);
  return stay({ ...session, state: closeSign(session.state) }, focus('sign'));
}

export function sign(session: Session): Step {
  return onRequest(session, (changeSet) => {
    const { signing } = session.state;
    const findings = tickedOf(session, changeSet.id).map(({ changeSet: _set, ...finding }) => finding);
    if (findings.length === 0) return stay(session);
    const words = signing?.changeSet === changeSet.id ? signing.words.trim() : '';
    return startSigning(session, null, { kind: 'approve', changeSet: changeSet.id, findings, words });
  });
}

/** One at a time: a key waits for one touch. */
export function startSigning(session: Session, hunk: Signing['hunk'], action: PanelAction): Step {
  const said = say(beingSignedWords);
  if (session.beingSigned?.isAnswered === false) return stay(session, said);
  return stay(
    { ...session, refused: null, beingSigned: { act: session.nextAct, hunk, isAnswered: false } },
    post(action),
    said,
  );
}

/**
 * What no longer waits for whoever sits here needs no tick, nor what has other words now; with the last one the words go too. A change
 * set that is not in the view may come back: nothing is in it while the server starts.
 */
export function dropSignedTicks(session: Session): Session {
  const { ticked, signing } = session.state;
  const left = ticked.filter(({ changeSet, hunk: id, fingerprint, under }) => {
    const set = session.view.changeSets.find((each) => each.id === changeSet);
    if (set === undefined) return true;
    const hunk = findHunk(set, id);
    return hunk?.under === under && hunk.findings.some((other) => other.fingerprint === fingerprint && isYours(other));
  });
  if (left.length === ticked.length) return session;
  const isDone = signing !== null && !left.some(({ changeSet }) => changeSet === signing.changeSet);
  const beingSigned = isDone && session.beingSigned?.isAnswered === true ? null : session.beingSigned;
  return { ...session, beingSigned, state: { ...session.state, ticked: left, signing: isDone ? null : signing } };
}
