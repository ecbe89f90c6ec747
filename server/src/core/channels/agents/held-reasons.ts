import type { NotJudged } from '../../model/change.ts';
import type { Policy } from '../../model/policy.ts';
import type { ReviewResult } from '../../model/result.ts';

/**
 * A text that no grammar is for lands and is shown as not judged; one that should have been judged must not. Agents write texts:
 * where a side is none, a text takes the place of something that nobody could compare it with.
 */
const inDoubt: ReadonlySet<NotJudged> = new Set([
  'too-large',
  'too-deep',
  'failed',
  'unreadable',
  'undecodable',
  'binary',
]);

/**
 * Why a proposed edit waits before it is written: findings that the policy holds, and whatever could not be judged. Each a line
 * for people and agents; none: nothing is held.
 */
export function heldReasons(result: ReviewResult, mode: Policy['mode']): readonly string[] {
  if (mode === 'observe') return [];
  const findings = result.findings
    .filter(({ hold }) => hold)
    .map(({ path, range, message, rule }) => `${path}:${range.start.line + 1} ${message} (rule ${rule.id})`);
  const unread = result.files.flatMap(({ path, notJudged }) =>
    notJudged !== undefined && inDoubt.has(notJudged.reason)
      ? [`${path} could not be judged: ${notJudged.message}`]
      : [],
  );
  const failed = result.failures.map(({ path, message }) => `${path} could not be judged: ${message}`);
  return [...new Set([...findings, ...unread, ...failed])];
}
