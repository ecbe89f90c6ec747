import type { Finding } from '../model/finding.ts';
import { rolesAsked } from '../model/obligation.ts';
import type { ReviewResult } from '../model/result.ts';
import { defineReviewExport } from './define.ts';

/** A result as it is published: an obligation is its word, and the role that may approve stands beside it. */
export type PublishedFinding = Omit<Finding, 'obligation'> & {
  readonly obligation: Finding['obligation']['kind'];
  readonly role?: string;
  /** All of them, where several must approve. */
  readonly roles?: readonly string[];
};
export type PublishedResult = Omit<ReviewResult, 'findings' | 'buildsOn'> & {
  readonly findings: readonly PublishedFinding[];
};

/** The object of `review --format json` and of one line of `--ndjson`. Its JSON Schema is `server/schema/review.schema.json`. */
export function toPublishedResult({ buildsOn: _own, ...result }: ReviewResult): PublishedResult {
  return { ...result, findings: result.findings.map(toPublishedFinding) };
}

function toPublishedFinding(finding: Finding): PublishedFinding {
  const { obligation } = finding;
  return {
    ...finding,
    obligation: obligation.kind,
    ...(obligation.kind === 'approve' ? { role: obligation.role } : {}),
    ...(obligation.kind === 'approve' && obligation.also !== undefined ? { roles: rolesAsked(obligation) } : {}),
  };
}

export const reviewJson = defineReviewExport({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  write: ({ result }) => `${JSON.stringify(toPublishedResult(result), null, 2)}\n`,
});
