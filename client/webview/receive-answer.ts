import * as l10n from '@vscode/l10n';
import { type Effect, type IntentOf, say, type Step } from './intent.ts';
import { isSlow, type Session } from './session.ts';

/** Answers come in any order, and each ends what waits for it, nothing else: a key may wait for its touch while others are answered. */

/** A refusal is shown where Accept is explained, and said at once. A record comes with the next view. */
export function receiveAnswer(session: Session, answer: IntentOf<'answer'>): Step {
  return answer.refused === null ? done(session, answer.act) : refuse(session, answer, answer.refused);
}

function refuse(session: Session, { act, hunk }: IntentOf<'answer'>, message: string): Step {
  const unless = <Sent extends { readonly act: number }>(sent: Sent | null): Sent | null =>
    sent?.act === act ? null : sent;
  return {
    session: {
      ...session,
      beingSigned: unless(session.beingSigned),
      accepting: unless(session.accepting),
      together: unless(session.together),
      takenBack: unless(session.takenBack),
      asked: new Map([...session.asked].filter(([, sent]) => sent !== act)),
      refused: { hunk, message },
    },
    effects: [say(l10n.t`Not done: ${message}`)],
  };
}

function done(session: Session, act: number | null): Step {
  const { beingSigned, state } = session;
  // What settles a finding waits for its view, which may come later; asking for an approval again need not change it.
  const asked = new Map([...session.asked].filter(([key, sent]) => sent !== act || !isSlow(key)));
  const next = { ...session, asked };
  if (beingSigned === null || beingSigned.act !== act) return { session: next, effects: [] };
  const { hunk } = beingSigned;
  if (hunk === null) {
    const afterwards = state.signing === null ? null : { ...beingSigned, isAnswered: true };
    return { session: { ...next, beingSigned: afterwards }, effects: [] };
  }
  const signed = { ...next, beingSigned: null };
  if (state.rejecting?.hunk !== hunk) return { session: signed, effects: [] };
  const effects: readonly Effect[] = state.hunk === hunk ? [{ kind: 'focus', target: 'hunk', onlyFrom: null }] : [];
  return { session: { ...signed, state: { ...state, rejecting: null } }, effects };
}
