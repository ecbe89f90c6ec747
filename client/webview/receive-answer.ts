import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { type Effect, type IntentOf, say, type Step } from './intent.ts';
import { isSlow, type Session } from './session.ts';

/** Answers come in any order, and each ends what waits for it, nothing else: a key may wait for its touch while others are answered. */

/** A refusal is shown where Accept is explained, and said at once. A record comes with the next view. */
export function receiveAnswer(session: Session, answer: IntentOf<'answer'>): Step {
  const { act, refused } = answer;
  const actsOn = new Map([...session.actsOn].filter(([sent]) => sent !== act));
  const left = { ...session, actsOn };
  return refused === null ? done(left, act) : refuse(left, answer, refused, elsewhere(session, act));
}

/** The change set that the act was on, when another one is in sight by now. */
function elsewhere({ actsOn, view, state }: Session, act: number | null): ChangeSetView | undefined {
  const id = act === null ? undefined : actsOn.get(act);
  return id === state.changeSet ? undefined : view.changeSets.find((changeSet) => changeSet.id === id);
}

function refuse(
  session: Session,
  { act, hunk }: IntentOf<'answer'>,
  message: string,
  other: ChangeSetView | undefined,
): Step {
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
      ...(other === undefined
        ? { refused: { hunk, message } }
        : { refusedElsewhere: new Map([...session.refusedElsewhere, [other.id, { hunk, message }]]) }),
    },
    effects: [
      say(other === undefined ? l10n.t`Not done: ${message}` : l10n.t`Not done in ${titleWords(other)}: ${message}`),
    ],
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
