import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinesInView, Review } from '../../../server/src/core/model/review.ts';
import {
  addInView,
  advance,
  blockedBecause,
  countInView,
  isAskedToBeSeen,
  linesNotInView,
  type ReviewEvent,
  toAnalysedHunks,
} from '../../../server/src/core/review.ts';
import { reviewTexts } from '../../golden/review-texts.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { finding, hunk, review, step } from './fixtures.ts';

const at = '2026-11-21T10:00:00Z';
/** Stands at line 11 of both sides: three lines before, ten after. */
const spans = { before: { start: 10, lines: 3 }, after: { start: 10, lines: 10 } };
const demanded = { ...hunk('h-0', [finding('a', 'acknowledge')]), mustSee: spans };
const tick: ReviewEvent = { kind: 'acknowledge', hunk: 'h-0', fingerprint: 'a', at };
const accept: ReviewEvent = { kind: 'accept', hunk: 'h-0', as: 'accepted' };
const span = (start: number, lines: number) => ({ start, lines });
const saw = (before: LinesInView['before'], after: LinesInView['after']): ReviewEvent => ({
  kind: 'seen',
  hunk: 'h-0',
  lines: { before, after },
});
const after = (start: Review, ...events: readonly ReviewEvent[]): Review =>
  events.reduce((state, event) => advance(state, event, 'enforce').review, start);
const why = (state: Review): string | null => step(state, accept).refused;

describe('a hunk that the policy wants fully in view', () => {
  test('matters to its review until it is decided, and no other hunk does', () => {
    expect(isAskedToBeSeen(review(hunk('h-1', [finding('a', 'acknowledge', 'h-1')])))).toBe(false);
    const start = after(review(demanded, hunk('h-1')), tick, saw([span(0, 3)], [span(0, 10)]));
    expect(isAskedToBeSeen(start)).toBe(true);
    expect(isAskedToBeSeen(after(start, accept))).toBe(false);
  });

  test('is accepted when every line of both sides was in view at some time, and says which were not', () => {
    const start = after(review(demanded), tick);
    expect(why(start)).toBe(
      'Not yet in view: lines 11–20 and lines 11–13 of the earlier text. The policy asks that all of this hunk was; scroll through it, here or in its diff.',
    );
    const half = after(start, saw([span(0, 3)], [span(0, 4), span(6, 1)]));
    expect(why(half)).toContain('Not yet in view: lines 15–16, 18–20. ');
    const most = after(half, saw([], [span(4, 3), span(7, 2)]));
    expect(why(most)).toContain('Not yet in view: line 20. ');
    expect(why(after(most, saw([], [span(9, 1)])))).toBeNull();
  });

  test('names its open findings first', () => {
    expect(why(review(demanded))).toBe('1 open on this hunk: the finding is not acknowledged.');
  });

  test('is not held up where the policy only observes, nor where nobody demands it', () => {
    const start = after(review(demanded), tick);
    expect(advance(start, accept, 'observe').refused).toBeNull();
    expect(why(after(review(hunk('h-0', [finding('a', 'acknowledge')])), tick))).toBeNull();
  });

  test('keeps what was in view while its content is the same, wherever it moves, and after undo', () => {
    const seen = after(review(demanded), tick, saw([span(0, 3)], [span(0, 10)]));
    const moved = { ...demanded, mustSee: { before: { start: 40, lines: 3 }, after: { start: 44, lines: 10 } } };
    expect(why(after(seen, { kind: 'analysed', hunks: [moved] }))).toBeNull();
    expect(after(seen, accept, { kind: 'undo', hunk: 'h-0' })).toEqual(seen);
    const changed = { ...demanded, id: 'x-0' };
    const again = after(seen, { kind: 'analysed', hunks: [changed] });
    expect(again.hunks[0]?.inView).toBeUndefined();
  });

  test('is asked for no more when the policy no longer does', () => {
    const start = after(review(demanded), tick);
    const { mustSee: _, ...plain } = demanded;
    expect(why(after(start, { kind: 'analysed', hunks: [plain] }))).toBeNull();
  });
});

test('what was in view of a hunk before, or of one that is decided, gone or not to be seen changes nothing', () => {
  const plain = review(hunk('h-0'));
  expect(advance(plain, saw([], [span(0, 1)]), 'enforce').review).toBe(plain);
  const half = after(review(demanded), saw([span(0, 3)], [span(0, 4), span(6, 1)]));
  for (const again of [saw([], []), saw([span(1, 1)], [span(2, 2)]), saw([span(0, 9)], [span(6, 1), span(0, 3)])])
    expect(advance(half, again, 'enforce').review).toBe(half);
  expect(advance(half, saw([], [span(4, 1)]), 'enforce').review).not.toBe(half);
  const accepted = after(review(demanded, hunk('i-0')), tick, saw([span(0, 3)], [span(0, 10)]), accept);
  expect(advance(accepted, saw([], [span(0, 1)]), 'enforce').review).toBe(accepted);
});

test('any lines in any order are joined, and those that the hunk has not got are left out', () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 15 }), fc.constantFrom(NaN, Infinity, 1.5, 2 ** 53));
  const some = fc.array(fc.record({ start: number, lines: number }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.record({ before: some, after: some }), { maxLength: 6 }), (told) => {
      const seen = told.reduce<LinesInView | undefined>((known, more) => addInView(known, more, spans), undefined);
      const lines = new Set<number>();
      for (const { start, lines: count } of told.flatMap((it) => it.after)) {
        if (!Number.isSafeInteger(start) || start < 0 || !Number.isSafeInteger(count)) continue;
        for (let line = start; line < Math.min(start + count, spans.after.lines); line += 1) lines.add(line);
      }
      const missing = linesNotInView({ mustSee: spans, ...(seen !== undefined && { inView: seen }) }).after;
      const gone = missing.flatMap((it) => Array.from({ length: it.lines }, (_, index) => it.start + index));
      expect(gone).toEqual(Array.from({ length: 10 }, (_, line) => line + 10).filter((line) => !lines.has(line - 10)));
      const counted = countInView(seen ?? { before: [], after: [] }, spans);
      expect(counted.of).toBe(13);
      expect(counted.lines).toBeLessThanOrEqual(13);
    }),
  );
});

describe('the policy', () => {
  const texts = { before: { 'a.py': 'import os\n' }, after: { 'a.py': "import os\nos.system('ls ' + input())\n" } };
  const load = (attention: string) => {
    const text = `version: 1\n${attention}rules: [ { match: { kind: "*" }, obligation: explain } ]\n`;
    return loadPolicy({ packs: {}, repository: { file: '.countersign/policy.yaml', text } });
  };
  const demandedBy = async (attention: string): Promise<readonly boolean[]> => {
    const { value } = load(attention);
    const result = await reviewTexts(texts, value);
    expect(result.findings.length).toBeGreaterThan(0);
    return toAnalysedHunks(result, value).map(({ mustSee }) => mustSee !== undefined);
  };

  test('demands it from an obligation on', async () => {
    expect(await demandedBy('')).toEqual([false]);
    expect(await demandedBy('attention: { fullyInView: acknowledge }\n')).toEqual([true]);
    expect(await demandedBy('attention: { fullyInView: explain }\n')).toEqual([true]);
    expect(await demandedBy('attention: { fullyInView: approve }\n')).toEqual([false]);
  });

  test('is another one with it, and says what is wrong with a word it does not know', () => {
    expect(load('attention: { fullyInView: explain }\n').value.digest).not.toBe(load('').value.digest);
    const { problems, value } = load('attention: { fullyInView: everything }\n');
    expect(problems.some(({ message }) => message.includes('acknowledge, explain, approve'))).toBe(true);
    expect(value.attention).toBeUndefined();
  });
});

test('a hunk in the view is blocked by what was not in view', () => {
  const state = after(review(demanded), tick);
  expect(state.hunks[0] && blockedBecause(state.hunks[0], 'enforce')?.message).toContain('Not yet in view');
});
