import type { HunkReview, LinesInView, Review } from '../model/review.ts';
import type { LineSpan } from '../model/text.ts';
import { worded, type Wording } from '../model/wording.ts';

type Spans = NonNullable<HunkReview['mustSee']>;

/** Of one message. What is more is dropped: then lines count as not seen, which costs a look and nothing else. */
const MAX_SPANS = 2_000;

/** What was in view so far and now. Lines that the hunk has not got are left out. */
export function addInView(known: LinesInView | undefined, more: LinesInView, of: Spans): LinesInView {
  return {
    before: joinSpans([...(known?.before ?? []), ...more.before.slice(0, MAX_SPANS)], of.before.lines),
    after: joinSpans([...(known?.after ?? []), ...more.after.slice(0, MAX_SPANS)], of.after.lines),
  };
}

/** In order, none touching the next, all below `lines`. */
function joinSpans(spans: readonly LineSpan[], lines: number): readonly LineSpan[] {
  const joined: { start: number; lines: number }[] = [];
  for (const span of spans.filter(isSpan).toSorted((one, other) => one.start - other.start)) {
    const end = Math.min(lines, span.start + span.lines);
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.start + last.lines)
      last.lines = Math.max(last.lines, end - last.start);
    else if (end > span.start) joined.push({ start: span.start, lines: end - span.start });
  }
  return joined;
}

/** It comes from a page: numbers may be anything. */
function isSpan({ start, lines }: LineSpan): boolean {
  return Number.isSafeInteger(start) && start >= 0 && Number.isSafeInteger(lines) && lines > 0;
}

/** How many lines of both sides were in view, of how many. */
export function countInView(seen: LinesInView, of: Spans): { readonly lines: number; readonly of: number } {
  const { before, after } = addInView(undefined, seen, of);
  const lines = [...before, ...after].reduce((sum, span) => sum + span.lines, 0);
  return { lines, of: of.before.lines + of.after.lines };
}

/** Lines of each side that must be seen and were not, where they stand in the file; none where nobody demands it. */
export function linesNotInView({ mustSee, inView }: Pick<HunkReview, 'mustSee' | 'inView'>): LinesInView {
  if (mustSee === undefined) return { before: [], after: [] };
  return {
    before: gaps(inView?.before ?? [], mustSee.before),
    after: gaps(inView?.after ?? [], mustSee.after),
  };
}

function gaps(seen: readonly LineSpan[], { start, lines }: LineSpan): readonly LineSpan[] {
  const found: LineSpan[] = [];
  let at = 0;
  for (const span of [...joinSpans(seen, lines), { start: lines, lines: 0 }]) {
    if (span.start > at) found.push({ start: start + at, lines: span.start - at });
    at = span.start + span.lines;
  }
  return found;
}

/** Whether it matters to a review what is on screen of it. */
export function isAskedToBeSeen({ hunks }: Pick<Review, 'hunks'>): boolean {
  return hunks.some(({ mustSee, outcome }) => mustSee !== undefined && outcome === null);
}

/** One sentence on what was not seen and one on what to do; null when nothing is missing. */
export function whyNotInView(hunk: HunkReview): Wording | null {
  const missing = linesNotInView(hunk);
  const [after, before] = [spanWords(missing.after), spanWords(missing.before)];
  if (after === null && before === null) return null;
  const earlier = before === null ? null : worded`${before} of the earlier text`;
  const what = after !== null && earlier !== null ? worded`${after} and ${earlier}` : (after ?? earlier!);
  return worded`Not yet in view: ${what}. The policy asks that all of this hunk was; scroll through it, here or in its diff.`;
}

const MAX_NAMED = 3;

/** As people count: from 1. Null: there are none. */
function spanWords(spans: readonly LineSpan[]): Wording | null {
  if (spans.length === 0) return null;
  const shown = spans
    .slice(0, MAX_NAMED)
    .map(({ start, lines }) => (lines === 1 ? String(start + 1) : `${start + 1}–${start + lines}`))
    .join(', ');
  if (spans.length > MAX_NAMED) return worded`lines ${shown} and more`;
  return spans.length === 1 && spans[0]?.lines === 1 ? worded`line ${shown}` : worded`lines ${shown}`;
}
