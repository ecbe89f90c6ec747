import type { Policy } from '../core/model/policy.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { ExitCode } from './define.ts';

/** Blind is not clean: what could not be judged outranks what is open. */
export function exitCodeOf(result: ReviewResult, policy: Pick<Policy, 'mode'>): ExitCode {
  if (!isJudged(result)) return 2;
  return policy.mode === 'enforce' && result.findings.some(({ obligation }) => obligation.kind !== 'none') ? 1 : 0;
}

function isJudged({ failures, problems, files }: ReviewResult): boolean {
  return (
    failures.length === 0 &&
    !problems.some(({ severity }) => severity === 'error') &&
    files.every(({ notJudged }) => notJudged === undefined)
  );
}

export function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}
