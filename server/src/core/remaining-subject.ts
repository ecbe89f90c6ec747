import type { FileFacts } from './facts/read-facts.ts';
import type { Detected } from './model/finding.ts';

/** A class or a file holds more than what its guard stood before: any edit in it would be another answer. */
const ASKED: ReadonlySet<Detected['subject']['type']> = new Set(['route', 'function']);

/**
 * With what is left of the function or route that lost something: an answer for the loss is an answer for that, too.
 * @param after facts of the after-side, by the path of each file now
 */
export function withRemaining(one: Detected, path: string, after: ReadonlyMap<string, FileFacts>): Detected {
  const { side, subject } = one;
  if (side !== 'before' || !ASKED.has(subject.type)) return one;
  const left =
    after.get(path)?.subjects.filter(({ symbol, type }) => symbol === subject.symbol && ASKED.has(type)) ?? [];
  // Nothing left is an answer's content as well: what comes back later is not what was answered for.
  return { ...one, remaining: left.flatMap(({ lines }) => lines) };
}
