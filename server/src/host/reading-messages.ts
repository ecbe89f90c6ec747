import type { FileSummary } from '../core/model/summary.ts';
import type { ReadingJob, ReadingOutcome } from '../core/verbs.ts';

/** What has become known on one side since the last batch, and what is known no more. */
export interface KnownDelta {
  readonly set: readonly (readonly [path: string, summary: FileSummary | null])[];
  readonly dropped: readonly string[];
}

/** To the thread. */
export interface BatchMessage {
  readonly jobs: readonly ReadingJob[];
  readonly before: KnownDelta;
  readonly after: KnownDelta;
}

/** From the thread. */
export interface AnswerMessage {
  /** Of the first jobs; fewer than jobs when a text broke the parser: that one is the last. */
  readonly outcomes: readonly ReadingOutcome[];
  /** The thread is to be replaced: its parser is broken, or holds too much memory, which it never gives back. */
  readonly isSpent: boolean;
  /** What no text is to blame for: a grammar that cannot be loaded. Null: nothing went wrong. */
  readonly fault: string | null;
}
