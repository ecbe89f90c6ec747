import type { LinesSeen } from '../../server/src/protocol/messages.ts';

/** What has come into sight. */
export interface InView {
  /** Null: no line. */
  readonly seen: LinesSeen | null;
  /** Fingerprints of the findings whose Details stood unfolded. */
  readonly expanded: readonly string[];
}

/** Which lines of a hunk's change, and which Details, have come into sight. One counts when all of it was on screen at some time. */
export interface PartsWatch {
  /** The element that holds them; those that are new in it are watched as well. */
  readonly watch: (page: Element | null) => void;
  /** Nothing can be seen, whatever its place on the page; `watch` goes on. What was seen so far is kept. */
  readonly pause: () => void;
  /** Another hunk: nothing of it was seen. */
  readonly restart: () => void;
  /** What was seen since the last time. */
  readonly take: () => InView;
}

/** A row that is higher than the screen tells its top and its bottom one after the other. In parts of its height. */
const steps = Array.from({ length: 11 }, (_, step) => step / 10);
/** Layout rounds: this much of an edge may be missing. In pixels. */
const slack = 1;

export function watchParts(onSeen: () => void): PartsWatch {
  const watched = new Set<Element>();
  const done = new Set<Element>();
  const edges = new Map<Element, { top: boolean; bottom: boolean }>();
  let fresh: Element[] = [];

  const observer = new IntersectionObserver(
    (entries) => {
      const before = fresh.length;
      for (const entry of entries) note(entry);
      if (fresh.length > before) onSeen();
    },
    { threshold: steps },
  );

  function note({ target, isIntersecting, intersectionRect, boundingClientRect }: IntersectionObserverEntry): void {
    if (!isIntersecting || intersectionRect.height === 0) return;
    const known = edges.get(target) ?? { top: false, bottom: false };
    edges.set(target, known);
    known.top ||= intersectionRect.top <= boundingClientRect.top + slack;
    known.bottom ||= intersectionRect.bottom >= boundingClientRect.bottom - slack;
    if (!known.top || !known.bottom) return;
    observer.unobserve(target);
    done.add(target);
    fresh.push(target);
  }

  return {
    watch(page) {
      for (const row of page?.querySelectorAll('[data-before], [data-after], [data-details]') ?? []) {
        if (watched.has(row)) continue;
        watched.add(row);
        observer.observe(row);
      }
    },
    pause() {
      observer.disconnect();
      for (const row of watched) if (!done.has(row)) watched.delete(row);
    },
    restart() {
      observer.disconnect();
      watched.clear();
      done.clear();
      edges.clear();
      fresh = [];
    },
    take() {
      const seen = { before: toRanges(fresh, 'before'), after: toRanges(fresh, 'after') };
      const expanded = fresh.flatMap((part) => part.getAttribute('data-details') ?? []);
      fresh = [];
      return { seen: seen.before.length + seen.after.length === 0 ? null : seen, expanded };
    },
  };
}

function toRanges(rows: readonly Element[], side: 'before' | 'after'): LinesSeen['before'] {
  const numbers = rows.flatMap((row) => {
    const text = row.getAttribute(`data-${side}`);
    return text === null ? [] : [Number(text)];
  });
  const ranges: [number, number][] = [];
  for (const line of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last[1]) last[1] = Math.max(last[1], line + 1);
    else ranges.push([line, line + 1]);
  }
  return ranges;
}
