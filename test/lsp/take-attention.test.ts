import { expect, test } from 'vitest';
import type { AnalysedHunk } from '../../server/src/core/review.ts';
import type { Wish } from '../../server/src/lsp/decide.ts';
import { takeAttention } from '../../server/src/lsp/take-attention.ts';
import type { Analysed } from '../../server/src/lsp/tracked-set.ts';
import { hunk, review } from '../unit/review/fixtures.ts';

const lines = { start: 0, lines: 2 };
const seen = { before: [], after: [[0, 1]] } as const;

/** What a review is told when these lines of its hunk were on screen. */
async function toldOf(told: object, ...hunks: readonly AnalysedHunk[]): Promise<readonly Wish[]> {
  const wishes: Wish[] = [];
  const analysed = { review: review(...hunks) } as Analysed;
  const attention = { changeSet: analysed.review.id, hunk: 'h-0', visibleMs: 300, ...told };
  await takeAttention(attention, {
    reviewed: () => [analysed],
    decide: (_, wish) => {
      wishes.push(wish);
      return Promise.resolve({ done: true, refused: null, record: null });
    },
  });
  return wishes;
}

test('a review is told what was on screen where it wants something in view, and otherwise is left alone', async () => {
  const wanted = { ...hunk('h-0'), mustSee: { before: lines, after: lines } };
  expect(await toldOf({ seen }, wanted)).toEqual([
    { kind: 'seen', hunk: 'h-0', lines: { before: [], after: [{ start: 0, lines: 1 }] } },
  ]);
  expect(await toldOf({ seen }, hunk('h-0'), hunk('h-1'))).toEqual([]);
  expect(await toldOf({}, wanted)).toEqual([]);
  expect(await toldOf({ seen, changeSet: 'another' }, wanted)).toEqual([]);
});
