import { describe, expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import { type ReviewEvent, findingState } from '../../../server/src/core/review.ts';
import { approvalBy, at, finding, hunk, review, step } from './fixtures.ts';

const after = (state: Review, ...events: readonly ReviewEvent[]): Review =>
  events.reduce((now, event) => step(now, event).review, state);
const outcomes = ({ hunks }: Review) => Object.fromEntries(hunks.map(({ id, outcome }) => [id, outcome]));

const asked = hunk('a-0', [finding('f', 'explain', 'a-0')]);
const start = review(asked, hunk('a-1'), { ...hunk('b-0'), path: 'b.ts' }, { ...hunk('b-1'), path: 'b.ts' });
const reason = 'Not what was asked.';

describe('rejecting all that is left', () => {
  test('records every hunk with the one reason, and restores each', () => {
    const hunks = ['a-0', 'a-1', 'b-0', 'b-1'];
    const { review: now, effects } = step(start, { kind: 'rejectAll', hunks, reason: ` ${reason} ` });
    expect(outcomes(now)).toEqual({ 'a-0': 'rejected', 'a-1': 'rejected', 'b-0': 'rejected', 'b-1': 'rejected' });
    expect(now.hunks.map(({ rejectReason }) => rejectReason)).toEqual([reason, reason, reason, reason]);
    expect(effects.filter(({ kind }) => kind === 'record')).toEqual(
      hunks.map((id) => ({ kind: 'record', outcome: 'rejected', hunks: [id], rejectReason: reason })),
    );
    expect(effects.filter(({ kind }) => kind === 'restore')).toHaveLength(4);
    expect(effects.findIndex(({ kind }) => kind === 'restore')).toBe(4); // all records first
  });

  test('of one file leaves the others, and what is decided', () => {
    const decided = after(start, { kind: 'accept', hunk: 'b-0', as: 'accepted' });
    const now = after(decided, { kind: 'rejectAll', hunks: ['b-1'], path: 'b.ts', reason });
    expect(outcomes(now)).toEqual({ 'a-0': null, 'a-1': null, 'b-0': 'accepted', 'b-1': 'rejected' });
  });

  test.each([
    ['a hunk came', ['a-0', 'a-1', 'b-0'], undefined],
    ['a hunk went', ['a-0', 'a-1', 'b-0', 'b-1', 'b-2'], undefined],
    ['a hunk is another', ['a-0', 'a-1', 'b-0', 'b-2'], undefined],
    ['nothing was named', [], undefined],
    ['it is another file', ['a-0', 'a-1'], 'b.ts'],
  ])('is refused as a whole when %s', (_name, hunks, path) => {
    const now = step(start, { kind: 'rejectAll', hunks, reason, ...(path !== undefined && { path }) });
    expect(now).toMatchObject({ review: start, effects: [], refused: expect.stringMatching(/changed/) as unknown });
  });

  test('is refused without words', () => {
    const hunks = start.hunks.map(({ id }) => id);
    expect(step(start, { kind: 'rejectAll', hunks, reason: ' ' })).toMatchObject({ review: start, effects: [] });
  });
});

describe('accepting what has no findings', () => {
  test('of one file leaves the others alone, and never answers a finding', () => {
    const event = { kind: 'acceptWithoutFindings', amended: new Set<string>() } as const;
    expect(outcomes(after(start, { ...event, path: 'b.ts' }))).toEqual({
      'a-0': null,
      'a-1': null,
      'b-0': 'accepted',
      'b-1': 'accepted',
    });
    expect(outcomes(after(start, { ...event, path: 'a.ts' }))['a-0']).toBeNull();
    expect(step(start, { ...event, path: 'c.ts' }).refused).toMatch(/No hunk/);
  });
});

describe('taking several decisions back', () => {
  const plain = ['a-1', 'b-0', 'b-1'];
  const accepted = after(start, { kind: 'acceptWithoutFindings', amended: new Set() });

  test('is a record each, the last decision first', () => {
    const { review: now, effects } = step(accepted, { kind: 'undoAll', hunks: plain });
    expect(outcomes(now)).toEqual(outcomes(start));
    expect(effects.flatMap((effect) => (effect.kind === 'record' ? effect.hunks : []))).toEqual(['b-1', 'b-0', 'a-1']);
    expect(effects.filter(({ kind }) => kind === 'rewindBaseline')).toHaveLength(3);
  });

  test('is refused as a whole when one of them is not decided', () => {
    const one = after(accepted, { kind: 'undo', hunk: 'b-0' });
    expect(step(one, { kind: 'undoAll', hunks: plain })).toMatchObject({ review: one, effects: [] });
  });

  test('opens a set again in which nothing was left', () => {
    const done = after(start, { kind: 'rejectAll', hunks: start.hunks.map(({ id }) => id), reason });
    expect(done.status).toBe('done');
    const open = step(done, { kind: 'undoAll', hunks: ['a-0', 'a-1'] });
    expect(open.review.status).toBe('open');
    expect(open.effects.map(({ kind }) => kind)).toEqual(['record', 'record', 'reapply', 'reapply']);
  });
});

describe('taking an answer back', () => {
  const named = { hunk: 'a-0', fingerprint: 'f' } as const;
  const explain: ReviewEvent = { kind: 'explain', ...named, reason: 'needed', words: 'w', at };
  const withdraw: ReviewEvent = { kind: 'withdraw', ...named };

  test('opens the finding again, without a record', () => {
    const answered = after(start, explain);
    const { review: now, effects, refused } = step(answered, withdraw);
    expect([effects, refused]).toEqual([[], null]);
    expect(findingState(now.hunks[0]!, now.hunks[0]!.findings[0]!)).toBe('open');
    expect(step(now, { kind: 'accept', hunk: 'a-0', as: 'accepted' }).refused).toMatch(/not explained yet/);
  });

  test('drops what others signed under it', () => {
    const approve = review(hunk('a-0', [finding('f', 'approve', 'a-0')]));
    const signed = after(
      approve,
      explain,
      { kind: 'submit', request: 'r', at },
      {
        kind: 'approved',
        ...named,
        approval: approvalBy('identity-team'),
        under: { reason: 'needed', words: 'w' },
      },
    );
    expect(step(signed, { kind: 'accept', hunk: 'a-0', as: 'accepted' }).refused).toBeNull();
    const again = after(signed, withdraw, explain);
    expect(step(again, { kind: 'accept', hunk: 'a-0', as: 'accepted' }).refused).not.toBeNull();
    expect(again.hunks[0]).not.toHaveProperty('submitted');
  });

  test('is refused once the hunk is decided, and where nothing was said', () => {
    expect(step(start, withdraw).refused).toMatch(/Nothing was said/);
    const decided = after(start, explain, { kind: 'accept', hunk: 'a-0', as: 'accepted' });
    expect(step(decided, withdraw)).toMatchObject({ review: decided, refused: expect.any(String) as unknown });
  });

  test('takes back that nothing was analysed', () => {
    const blind = review(hunk('a-0', [], false));
    const read = after(blind, { kind: 'acknowledgeNotJudged', hunk: 'a-0' });
    const now = after(read, { kind: 'withdraw', hunk: 'a-0', fingerprint: null });
    expect(step(now, { kind: 'accept', hunk: 'a-0', as: 'accepted' }).refused).toMatch(/Not judged/);
  });
});
