import type { Problem } from '../core/model/problem.ts';

const maxProblems = 100;

/** Each once. */
export function keepProblems(): {
  readonly add: (problems: readonly Problem[]) => void;
  readonly list: () => readonly Problem[];
} {
  const kept = new Map<string, Problem>();
  return {
    add: (problems) => {
      for (const problem of problems)
        if (kept.size < maxProblems) kept.set(`${problem.code} ${problem.message}`, problem);
    },
    list: () => [...kept.values()],
  };
}
