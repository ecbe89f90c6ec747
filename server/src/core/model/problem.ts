import type { Range } from './text.ts';

/** A user's mistake or a limit that was met, as a value. The texts live in one table (`problems.ts` of the stage that reports). */
export interface Problem {
  /** Stable for ever: `CS1004`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, one sentence. */
  readonly message: string;
  /** Why it matters, one sentence. */
  readonly why: string;
  /** What to do about it, one sentence. */
  readonly fix: string;
  readonly path?: string;
  readonly range?: Range;
}

/** Bad input is a value: what could be understood, and what could not. */
export interface Loaded<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Where the analysis could not answer. The gate and `review` exit 2 when there is one. */
export interface Failure {
  readonly path: string;
  readonly stage: 'ingest' | 'read' | 'parse' | 'facts' | 'detect' | 'policy' | 'records';
  readonly message: string;
}
