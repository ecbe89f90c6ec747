import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAct } from '../../../client/src/read-panel-action.ts';
import { receiveAnswer } from '../../../client/webview/receive-answer.ts';
import { findingKey, lookPart, requestPart, type Session, startSession } from '../../../client/webview/session.ts';

const draft = { changeSet: 'c1', hunk: 'h1', path: 'a.ts', fingerprint: 'f3', reason: null, words: '' };

/** Everything that can wait for an answer at once, each sent by the act of its number. */
const waiting: Session = {
  ...startSession(null, 10),
  accepting: { act: 1, hunk: 'h1' },
  together: { act: 2, changeSet: 'c2', hunks: ['h7', 'h8'], opening: 1 },
  takenBack: { act: 3, draft },
  beingSigned: { act: 4, hunk: null, isAnswered: false },
  asked: new Map([
    [findingKey('h1', 'f1'), 5],
    [findingKey('h1', requestPart), 6],
    [findingKey('h2', lookPart), 7],
  ]),
  refused: { hunk: 'h9', message: 'Earlier.' },
};
const open: Session = {
  ...waiting,
  state: { ...waiting.state, signing: { changeSet: 'c3', words: 'Yes.', isOpen: true } },
};

/** What waits for which act; what a success leaves is for the next view to settle. */
const waitsFor = ({ accepting, together, takenBack, beingSigned, asked }: Session): readonly number[] =>
  [accepting, together, takenBack, beingSigned?.isAnswered === true ? null : beingSigned]
    .flatMap((sent) => (sent === null ? [] : [sent.act]))
    .concat([...asked.values()]);

const answers = fc
  .tuple(
    fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 }),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  )
  .map(([acts, areRefused]) =>
    acts.map((act) => ({
      kind: 'answer' as const,
      act,
      hunk: null,
      refused: areRefused[act] === true ? `No ${act}.` : null,
      record: null,
    })),
  );

test('acts are answered in any order, and each answer ends what waits for it alone', () => {
  fc.assert(
    fc.property(answers, (all) => {
      let session = open;
      for (const answer of all) {
        const before = waitsFor(session);
        session = receiveAnswer(session, answer).session;
        const ends = answer.refused !== null || [4, 6, 7].includes(answer.act);
        expect(waitsFor(session)).toEqual(before.filter((act) => !ends || act !== answer.act));
      }
      const sorted = all.toSorted((one, other) => one.act - other.act);
      const inOrder = sorted.reduce((known, answer) => receiveAnswer(known, answer).session, open);
      expect({ ...session, refused: null }).toEqual({ ...inOrder, refused: null });
      const last = all.findLast(({ refused }) => refused !== null);
      expect(session.refused?.message).toBe(last?.refused ?? 'Earlier.');
    }),
  );
});

test('an answer to an act of an earlier page ends nothing, and its refusal is said', () => {
  for (const act of [null, 9]) {
    const done = receiveAnswer(open, { kind: 'answer', act, hunk: null, refused: null, record: 1 });
    expect(done).toEqual({ session: open, effects: [] });
    const refused = receiveAnswer(open, { kind: 'answer', act, hunk: null, refused: 'No.', record: null });
    expect(refused.session).toEqual({ ...open, refused: { hunk: null, message: 'No.' } });
    expect(refused.effects).toEqual([{ kind: 'say', text: 'Not done: No.' }]);
  }
});

test('the number of a message is a number, whatever it holds', () => {
  expect(readAct({ kind: 'accept', act: 7 })).toBe(7);
  for (const message of [null, 7, 'accept', {}, { act: '7' }, { act: null }]) expect(readAct(message)).toBeNull();
});
