import * as l10n from '@vscode/l10n';
import type { FindingView, HunkView, RequestView } from '../../server/src/protocol/view.ts';
import { approver, wantsWords } from '../words/obligation-words.ts';
import { agentHasAnswer, decidedAlready, undoFirst } from '../words/outcome-words.ts';
import { type Effect, focus, type IntentOf, post, say, type Step } from './intent.ts';
import { focusOnPage, openHunk } from './navigate.ts';
import { asking, type Here, onHunk } from './on-hunk.ts';
import {
  currentChangeSet,
  currentHunk,
  findAlike,
  findHunk,
  firstOpen,
  isOpen,
  isYours,
  notJudgedPart,
  toSendBack,
} from './queue-order.ts';
import { closeReject, closeSign, startSign, startSigning, tick } from './sign.ts';
import { closeRejectAll, isAboutTogether, keepRejectAllWords, openRejectAll, rejectAll, undoLast } from './together.ts';
import { findDraft, findingKey, putDraft, type Session } from './session.ts';

/** Acts on the open hunk, one finding or one hunk at a time. The server decides; this asks it, or says why not. */

const stay = (session: Session, ...effects: readonly Effect[]): Step => ({ session, effects });

function onFinding(session: Session, fingerprint: string, act: (finding: FindingView, here: Here) => Step): Step {
  return onHunk(session, (here) => {
    const finding = here.hunk.findings.find((other) => other.fingerprint === fingerprint);
    if (finding === undefined || here.hunk.outcome !== null) return stay(session);
    if (!isOpen(finding)) return goOn(session, here.hunk);
    return act(finding, here);
  });
}

/** The key that settles, on what is settled: on to what is open on this hunk, which the next press then settles. */
function goOn(session: Session, hunk: HunkView): Step {
  const next = firstOpen(hunk);
  const effects = next === undefined ? [] : [focus(`card:${next}`)];
  return stay(session, say(l10n.t('Nothing is open on this finding.')), ...effects);
}

/** One tick, one finding; or, where nothing was analysed, the hunk that says so. */
export function acknowledge(session: Session, { fingerprint, alike }: IntentOf<'acknowledge'>): Step {
  if (fingerprint === notJudgedPart) return acknowledgeNotJudged(session);
  return onFinding(session, fingerprint, (finding, { changeSet, hunk, named }) => {
    if (changeSet.request !== null) return tick(session, changeSet, hunk.id, finding);
    if (finding.obligation !== 'acknowledge') return stay(session, say(howToSettle(finding)), ...goTo(finding));
    if (session.asked.has(findingKey(hunk.id, fingerprint))) return stay(session);
    const action = { kind: 'acknowledge', ...named, fingerprint, ...(alike !== undefined && { alike }) } as const;
    return stay(asking(session, hunk.id, fingerprint), post(action));
  });
}

/** One press for what says the very same in several places; how many they are stands beside it. */
export function acknowledgeAlike(session: Session, { fingerprint }: IntentOf<'acknowledge-alike'>): Step {
  return onHunk(session, ({ changeSet, hunk }) => {
    const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
    const group = finding === undefined ? undefined : findAlike(changeSet, finding);
    if (finding === undefined || group === undefined)
      return stay(session, say(l10n.t('No other finding says the same as this one.')));
    return acknowledge(session, { kind: 'acknowledge', fingerprint: finding.fingerprint, alike: group.id });
  });
}

function acknowledgeNotJudged(session: Session): Step {
  return onHunk(session, ({ changeSet, hunk, named }) => {
    if (changeSet.request !== null) return stay(session, say(l10n.t('Whoever asks answers what was not analysed.')));
    if (hunk.judged || hunk.notJudgedAcknowledged || hunk.outcome !== null) return stay(session);
    if (hunk.isCancelled) return stay(session, say(hunk.blockedBecause ?? ''), focus('analyse-again'));
    if (session.asked.has(findingKey(hunk.id, notJudgedPart))) return stay(session);
    return stay(asking(session, hunk.id, notJudgedPart), post({ kind: 'acknowledge-not-judged', ...named }));
  });
}

/** Half-typed words: kept, not sent. */
export function keepDraft(session: Session, { fingerprint, reason, words }: IntentOf<'draft'>): Step {
  return onFinding(session, fingerprint, (_, { changeSet, hunk }) => {
    const known = findDraft(session.state, changeSet.id, hunk.id, fingerprint);
    const draft = {
      changeSet: changeSet.id,
      hunk: hunk.id,
      path: hunk.path,
      fingerprint,
      reason: reason === undefined ? (known?.reason ?? null) : reason,
      words: words ?? known?.words ?? '',
    };
    return stay({ ...session, state: putDraft(session.state, draft) });
  });
}

export function explain(session: Session, { fingerprint, alike }: IntentOf<'explain'>): Step {
  return onFinding(session, fingerprint, (finding, { changeSet, hunk, named }) => {
    if (changeSet.request !== null) return stay(session, ...whoExplains(changeSet.request, finding));
    const draft = findDraft(session.state, changeSet.id, hunk.id, fingerprint);
    if (draft?.reason == null)
      return stay(session, say(l10n.t('A reason is missing.')), focus(`reason:${fingerprint}`));
    const words = draft.words.trim();
    if (words === '') return stay(session, say(l10n.t('A few words are missing.')), focus(`words:${fingerprint}`));
    return stay(
      asking(session, hunk.id, fingerprint),
      post({
        kind: 'explain',
        ...named,
        fingerprint,
        reason: draft.reason,
        words,
        ...(alike !== undefined && { alike }),
      }),
    );
  });
}

/** `e`: to the words of the focused finding, or of the first that needs words. */
export function goToWords(session: Session, fingerprint: string | null): Step {
  return onHunk(session, ({ changeSet, hunk }) => {
    const open = hunk.findings.filter((finding) => isOpen(finding) && hunk.outcome === null);
    const finding = open.find((other) => other.fingerprint === fingerprint) ?? open.find(wantsWords);
    if (finding === undefined) return stay(session, say(l10n.t('No finding on this hunk needs words.')));
    if (changeSet.request !== null) return stay(session, ...whoExplains(changeSet.request, finding));
    return wantsWords(finding)
      ? stay(session, ...goTo(finding))
      : stay(session, say(howToSettle(finding)), ...goTo(finding));
  });
}

/** The words on somebody else's request are theirs. */
function whoExplains({ by }: RequestView, finding: FindingView): readonly Effect[] {
  const { fingerprint } = finding;
  const target = isYours(finding) ? (`acknowledge:${fingerprint}` as const) : (`card:${fingerprint}` as const);
  return [say(l10n.t`Explaining is for ${by}. Here it is approved or rejected.`), focus(target)];
}

function goTo(finding: FindingView): readonly Effect[] {
  const { obligation, fingerprint, state } = finding;
  if (state === 'waiting') return [focus(`request:${fingerprint}`)];
  if (wantsWords(finding)) return [focus(`words:${fingerprint}`)];
  return [focus(obligation === 'acknowledge' ? `acknowledge:${fingerprint}` : `card:${fingerprint}`)];
}

function howToSettle(finding: FindingView): string {
  const { obligation, state } = finding;
  if (obligation === 'explain') return l10n.t('This finding asks for a reason and words.');
  const who = approver(finding);
  if (state === 'waiting') return l10n.t`This finding is explained, and waits for the approval of ${who}.`;
  if (obligation === 'approve')
    return l10n.t`This finding asks for a reason and words, and for the approval of ${who}.`;
  return obligation === 'block'
    ? l10n.t('The policy blocks this finding.')
    : l10n.t('This finding asks to be acknowledged.');
}

const isOfOthers = (session: Session): boolean => (currentChangeSet(session)?.request ?? null) !== null;

/** When it cannot: says why and goes to the first open form. */
export function accept(session: Session): Step {
  if (isOfOthers(session)) return startSign(session);
  return onHunk(session, ({ hunk, named }) => {
    if (hunk.outcome !== null) return stay(session, say(decidedAlready(hunk.outcome)));
    if (hunk.blockedBecause === null)
      return stay(
        { ...session, refused: null, accepting: { act: session.nextAct, hunk: hunk.id } },
        post({ kind: 'accept', ...named }),
      );
    const open = hunk.findings.find(isOpen);
    const target: readonly Effect[] = open === undefined ? whereBlocked(hunk) : goTo(open);
    return stay(session, say(`${l10n.t('Cannot be accepted yet.')} ${hunk.blockedBecause}`), ...target);
  });
}

function whereBlocked({ judged, notJudgedAcknowledged, unseen, isCancelled }: HunkView): readonly Effect[] {
  if (isCancelled) return [focus('analyse-again')];
  if (!judged && !notJudgedAcknowledged) return [focus(`acknowledge:${notJudgedPart}`)];
  return unseen === null ? [focus('hunk')] : [{ kind: 'show-unseen' }];
}

/** A screenful further each time, until all of it was in view. */
export function readOn(session: Session): Step {
  return onHunk(session, ({ hunk }) =>
    hunk.unseen === null
      ? stay(session, say(l10n.t('All of this hunk was in view.')))
      : stay(session, { kind: 'show-unseen' }),
  );
}

/** What was rejected, as one message. An agent that waited has been told already. */
export function sendBack(session: Session): Step {
  const changeSet = currentChangeSet(session);
  if (changeSet === undefined || toSendBack(changeSet) === 0)
    return stay(session, say(l10n.t('Nothing was rejected that its agent does not know of.')));
  return stay(session, post({ kind: 'send-back', changeSet: changeSet.id }));
}

export function startReject(session: Session): Step {
  return onHunk(session, ({ hunk }) => {
    if (hunk.outcome !== null) return stay(session, say(undoFirst(hunk.outcome)));
    const { rejecting } = session.state;
    const words = rejecting?.hunk === hunk.id ? rejecting.words : '';
    const state = { ...closeRejectAll(closeSign(session.state)), rejecting: { hunk: hunk.id, words, isOpen: true } };
    return stay({ ...session, refused: null, state }, focus('reject-words'));
  });
}

export function keepRejectWords(session: Session, words: string): Step {
  if (openRejectAll(session) !== null) return keepRejectAllWords(session, words);
  const { rejecting } = session.state;
  return stay(
    rejecting === null ? session : { ...session, state: { ...session.state, rejecting: { ...rejecting, words } } },
  );
}

export function cancelReject(session: Session): Step {
  if (openRejectAll(session) !== null)
    return stay(
      { ...session, state: closeRejectAll(session.state) },
      focus(currentHunk(session)?.outcome === null ? 'reject' : focusOnPage(session)),
    );
  if (session.state.rejecting === null) return stay(session);
  return stay({ ...session, state: closeReject(session.state) }, focus('reject'));
}

export function reject(session: Session): Step {
  if (openRejectAll(session) !== null) return rejectAll(session);
  return onHunk(session, ({ changeSet, hunk, named }) => {
    const { rejecting } = session.state;
    const reason = rejecting?.hunk === hunk.id ? rejecting.words.trim() : '';
    if (reason === '') return stay(session, say(l10n.t('A reason is missing.')), focus('reject-words'));
    const action = { kind: 'reject', ...named, reason } as const;
    if (changeSet.request !== null) return startSigning(session, hunk.id, action);
    return stay({ ...session, refused: null }, post(action), focus('hunk'));
  });
}

/** The key: of what was decided last, where no decided hunk is in sight. */
export function undo(session: Session): Step {
  const changeSet = currentChangeSet(session);
  const isTogether = changeSet !== undefined && isAboutTogether(session, changeSet);
  if (isTogether || findHunk(changeSet, session.state.hunk) === undefined) return undoLast(session);
  return undoHunk(session);
}

/** On the hunk that the panel has gone on to by itself: back to the one that was accepted. */
export function undoHunk(session: Session): Step {
  return onHunk(session, ({ changeSet, hunk, named }) => {
    if (changeSet.answer !== null) return stay(session, say(agentHasAnswer));
    if (hunk.outcome === null) {
      const left = findHunk(changeSet, session.wentOnFrom);
      if (left === undefined || left.outcome === null)
        return stay(session, say(l10n.t('Nothing was decided on this hunk.')));
      const back = openHunk(session, left.id);
      return { ...back, effects: [...back.effects, post({ kind: 'undo', changeSet: changeSet.id, hunk: left.id })] };
    }
    return stay({ ...session, refused: null }, post({ kind: 'undo', ...named }));
  });
}

export function openDiff(session: Session): Step {
  return onHunk(session, ({ hunk, named }) =>
    stay(session, post({ kind: 'open-diff', changeSet: named.changeSet, path: hunk.path, line: hunk.firstLine })),
  );
}
