import { describe, expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import { advance, mergeReviews, type ReviewEvent } from '../../../server/src/core/review.ts';
import { finding, hunk, review } from './fixtures.ts';

const base = review(hunk('h-1', [finding('f', 'acknowledge', 'h-1')]), hunk('h-2'), hunk('h-3'));
const after = (from: Review, event: ReviewEvent): Review => advance(from, event, 'enforce').review;
const accept = (id: string): ReviewEvent => ({ kind: 'accept', hunk: id, as: 'accepted' });
const outcomes = ({ hunks }: Review): Record<string, string | null> =>
  Object.fromEntries(hunks.map(({ id, outcome }) => [id, outcome]));

describe('two windows that went on from one review', () => {
  const mine = after(base, accept('h-2'));
  const theirs = after(base, { kind: 'reject', hunk: 'h-3', reason: 'no' });

  test('keep what both decided', () => {
    const merged = mergeReviews(base, mine, theirs);
    expect(outcomes(merged)).toEqual({ 'h-1': null, 'h-2': 'accepted', 'h-3': 'rejected' });
    expect(merged.status).toBe('open');
    expect(outcomes(mergeReviews(base, theirs, mine))).toEqual(outcomes(merged));
  });

  test('keep what one acknowledged while the other decided', () => {
    const ticked = after(base, { kind: 'acknowledge', hunk: 'h-1', fingerprint: 'f', at: 'now' });
    const merged = mergeReviews(base, mine, ticked);
    expect(merged.hunks[0]?.acknowledgements).toHaveLength(1);
    expect(outcomes(merged)['h-2']).toBe('accepted');
  });

  test('keep a decision on a hunk that the other no longer sees', () => {
    const without = after(base, { kind: 'analysed', hunks: [hunk('h-1'), hunk('h-2')] });
    expect(outcomes(mergeReviews(base, without, theirs))['h-3']).toBe('rejected');
  });

  test('keep a rejection of one and a tick of the other on the same hunk', () => {
    const ticked = after(base, { kind: 'acknowledge', hunk: 'h-1', fingerprint: 'f', at: 'now' });
    const rejected = after(base, { kind: 'reject', hunk: 'h-1', reason: 'no' });
    for (const merged of [mergeReviews(base, ticked, rejected), mergeReviews(base, rejected, ticked)])
      expect(merged.hunks[0]).toMatchObject({ outcome: 'rejected', rejectReason: 'no', acknowledgements: [{}] });
  });

  test('keep an answer of each on one hunk', () => {
    const two = review(hunk('h-1', [finding('f', 'acknowledge', 'h-1'), finding('g', 'explain', 'h-1')]));
    const ticked = after(two, { kind: 'acknowledge', hunk: 'h-1', fingerprint: 'f', at: 'now' });
    const said = { hunk: 'h-1', fingerprint: 'g', reason: 'needed', words: 'For the report.', at: 'now' } as const;
    const explained = after(two, { kind: 'explain', ...said });
    expect(mergeReviews(two, ticked, explained).hunks[0]?.acknowledgements).toHaveLength(2);
  });

  test('keep what a hunk was accepted under, whatever the other took back', () => {
    const ticked = after(base, { kind: 'acknowledge', hunk: 'h-1', fingerprint: 'f', at: 'now' });
    const withdrawn = after(ticked, { kind: 'withdraw', hunk: 'h-1', fingerprint: 'f' });
    const accepted = after(ticked, accept('h-1'));
    for (const merged of [mergeReviews(ticked, withdrawn, accepted), mergeReviews(ticked, accepted, withdrawn)])
      expect(merged.hunks[0]).toMatchObject({ outcome: 'accepted', acknowledgements: [{}] });
  });

  test('of two outcomes keep the one that is saved last, with its own reason', () => {
    const [yes, no] = [after(base, accept('h-2')), after(base, { kind: 'reject', hunk: 'h-2', reason: 'no' })];
    expect(mergeReviews(base, yes, no).hunks[1]).not.toHaveProperty('rejectReason');
    expect(outcomes(mergeReviews(base, yes, no))['h-2']).toBe('accepted');
    expect(mergeReviews(base, no, yes).hunks[1]).toMatchObject({ outcome: 'rejected', rejectReason: 'no' });
  });

  test('undo what only one of them undid', () => {
    const decided = after(base, accept('h-2'));
    const undone = after(decided, { kind: 'undo', hunk: 'h-2' });
    expect(outcomes(mergeReviews(decided, undone, after(decided, accept('h-3'))))).toMatchObject({
      'h-2': null,
      'h-3': 'accepted',
    });
  });

  test('are done when nothing is left', () => {
    const one = review(hunk('h-1'), hunk('h-2'));
    expect(mergeReviews(one, after(one, accept('h-1')), after(one, accept('h-2'))).status).toBe('done');
  });

  test('are one window when nobody else saved', () => {
    expect(mergeReviews(base, mine, base)).toBe(mine);
    expect(mergeReviews(null, mine, theirs)).toBe(mine);
    expect(mergeReviews(base, mine, null)).toBe(mine);
  });
});
