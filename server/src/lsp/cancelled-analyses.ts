import { Cancelled, type Cancel } from '../core/model/cancel.ts';
import { RESULT_SCHEMA_VERSION, type ReviewResult } from '../core/model/result.ts';

/** Analyses that a person has cancelled, each for the texts it was of: of other texts there is another one. */
export interface CancelledAnalyses {
  readonly add: (id: string, content: string) => void;
  readonly has: (id: string, content: string) => boolean;
  /** It is analysed again. */
  readonly forget: (id: string) => void;
  /** Null: a person has cancelled it, before or meanwhile. @throws Cancelled for any other reason */
  readonly unless: <T>(
    id: string,
    content: string,
    cancel: Cancel,
    act: (cancel: Cancel) => Promise<T>,
  ) => Promise<T | null>;
}

export function createCancelledAnalyses(): CancelledAnalyses {
  const cancelled = new Map<string, string>();
  const has: CancelledAnalyses['has'] = (id, content) => cancelled.get(id) === content;
  return {
    add: (id, content) => void cancelled.set(id, content),
    has,
    forget: (id) => void cancelled.delete(id),
    async unless(id, content, cancel, act) {
      const isCancelled = (): boolean => cancel.isCancelled() || has(id, content);
      if (has(id, content)) return null;
      try {
        return await act({ ...cancel, isCancelled });
      } catch (error) {
        if (error instanceof Cancelled && has(id, content) && !cancel.isCancelled()) return null;
        throw error;
      }
    },
  };
}

/** What is known of texts that nobody has analysed. */
export const nothingFound: ReviewResult = {
  schemaVersion: RESULT_SCHEMA_VERSION,
  files: [],
  facts: [],
  findings: [],
  failures: [],
  problems: [],
  stats: { files: 0, bytes: 0 },
};
