import type { LinesInView } from '../core/model/review.ts';
import { addInView } from '../core/review.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import type { Attention } from '../protocol/messages.ts';

/** What a client said of a hunk on its screen. */
export interface ShownHunk {
  /** ISO 8601: when first. */
  readonly at: string;
  readonly ms: number;
  /** Null: it did not say which lines. */
  readonly inView: LinesInView | null;
  /** Fingerprints of findings whose details were in view. Null: it did not say. */
  readonly expanded: ReadonlySet<string> | null;
}

export interface ShownHunks {
  readonly note: (attention: Attention) => void;
  readonly of: (hunk: string) => ShownHunk | undefined;
}

/** More than anybody looks at in one session; then it starts anew. */
const limit = 10_000;
/** How many lines the hunk has is known where it is decided on. */
const anyLine = { start: 0, lines: Number.MAX_SAFE_INTEGER };

/** For the records, whether or not the policy asks for it. */
export function createShownHunks(): ShownHunks {
  const hunks = new Map<string, ShownHunk>();
  return {
    note({ hunk, visibleMs, seen, expanded }) {
      const known = hunks.get(hunk);
      const lines = toLinesInView(seen);
      if (hunks.size >= limit) hunks.clear();
      hunks.set(hunk, {
        at: known?.at ?? timestamp(systemClock),
        ms: (known?.ms ?? 0) + Math.max(0, Math.round(visibleMs)),
        inView:
          lines === null
            ? (known?.inView ?? null)
            : addInView(known?.inView ?? undefined, lines, { before: anyLine, after: anyLine }),
        expanded: addExpanded(known?.expanded ?? null, expanded),
      });
    },
    of: (hunk) => hunks.get(hunk),
  };
}

/** More findings than a hunk has that anybody reads. */
const maxExpanded = 1_000;

function addExpanded(known: ReadonlySet<string> | null, more: unknown): ReadonlySet<string> | null {
  if (!Array.isArray(more)) return known;
  const texts = more.filter((it): it is string => typeof it === 'string');
  return new Set([...(known ?? []), ...texts].slice(0, maxExpanded));
}

/** Null: no lines were told. What is no pair of numbers is left out. */
export function toLinesInView(seen: unknown): LinesInView | null {
  if (typeof seen !== 'object' || seen === null) return null;
  const { before, after } = seen as { readonly before?: unknown; readonly after?: unknown };
  return { before: toSpans(before), after: toSpans(after) };
}

function toSpans(ranges: unknown): LinesInView['before'] {
  if (!Array.isArray(ranges)) return [];
  return ranges.flatMap((range: unknown) => {
    if (!Array.isArray(range)) return [];
    const [from, to] = range as readonly unknown[];
    return typeof from === 'number' && typeof to === 'number' ? [{ start: from, lines: to - from }] : [];
  });
}
