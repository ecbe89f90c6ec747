import type { ChangeSet } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { obligationRank } from '../model/obligation.ts';
import type { Policy } from '../model/policy.ts';
import type { ReviewResult } from '../model/result.ts';
import type { Review } from '../model/review.ts';
import { start } from './carry-over.ts';
import type { AnalysedHunk } from './define.ts';

/** A new review. `id` is the change set's; several analyses of one turn keep it. */
export function openReview(
  named: Pick<Review, 'id' | 'origin' | 'title' | 'landedAt'>,
  hunks: readonly AnalysedHunk[],
): Review {
  return {
    ...named,
    hunks: hunks.map((hunk) => start(hunk, {})),
    status: hunks.length === 0 ? 'done' : 'open',
  };
}

/**
 * The hunks of a result with their findings. A file that was not analysed, or in which a step failed, is not judged; a
 * failure that names no file (a crashed detector) leaves no hunk judged. No finding is lost: one that names no hunk of its
 * file is put on the file's first. `attention`: what the policy demands of the eye.
 */
export function toAnalysedHunks(
  result: ReviewResult,
  { attention }: Pick<Policy, 'attention'>,
): readonly AnalysedHunk[] {
  const failed = new Set(result.failures.map((failure) => failure.path));
  const isBlind = failed.has('');
  const known = new Set(result.files.flatMap((file) => file.hunks.map((hunk) => hunk.id)));
  const byHunk = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    const file = result.files.find((it) => it.path === finding.path) ?? result.files[0];
    const hunk = known.has(finding.hunk) ? finding.hunk : (file?.hunks[0]?.id ?? '');
    byHunk.set(hunk, [...(byHunk.get(hunk) ?? []), finding]);
  }
  return result.files.flatMap((file) => {
    const judged = file.parsed !== 'no' && file.notJudged === undefined && !failed.has(file.path) && !isBlind;
    return file.hunks.map(({ id, before, after }) => {
      const findings = byHunk.get(id) ?? [];
      const mustSee = isToBeSeen(findings, attention) ? { mustSee: { before, after } } : {};
      return { id, path: file.path, judged, findings, ...mustSee };
    });
  });
}

/** The hunks of texts whose analysis was cancelled. */
export function toCancelledHunks({ files }: ChangeSet): readonly AnalysedHunk[] {
  return files.flatMap(({ path, hunks }) =>
    hunks.map(({ id }) => ({ id, path, judged: false, isCancelled: true, findings: [] }) as const),
  );
}

function isToBeSeen(findings: readonly Finding[], attention: Policy['attention']): boolean {
  const from = attention?.fullyInView;
  return (
    from !== undefined &&
    findings.some(({ obligation }) => obligationRank(obligation) >= obligationRank({ kind: from }))
  );
}
