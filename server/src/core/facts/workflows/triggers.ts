/**
 * Who can start a workflow by an event, from 0: by hand or by another workflow, by time, who may write to the repository, who
 * opens a pull request (their code, a token that only reads, no secrets), who comments or opens an issue (the repository's
 * code, its secrets), and who opens a pull request where secrets and a token that writes are at hand.
 * @see https://docs.github.com/actions/reference/events-that-trigger-workflows (2026-11)
 */
export function triggerRank(event: string): number {
  return RANKS.get(event) ?? WRITERS;
}

const WRITERS = 2;
const RANKS: ReadonlyMap<string, number> = new Map([
  ['workflow_dispatch', 0],
  ['workflow_call', 0],
  ['schedule', 1],
  ['pull_request', 3],
  ['pull_request_review', 3],
  ['pull_request_review_comment', 3],
  ['issues', 4],
  ['issue_comment', 4],
  ['discussion', 4],
  ['discussion_comment', 4],
  ['fork', 4],
  ['watch', 4],
  ['workflow_run', 5],
  ['pull_request_target', 5],
  // Of whatever else runs by itself.
  ['manual', 0],
  ['pull-request', 3],
  ['public-comment', 4],
  ['public-event', 4],
  ['public-pull-request', 4],
  ['public-webhook', 4],
]);

/** The ranks in words, as `accessLevel` of a trigger. */
export const STARTERS = [
  'by hand',
  'by time',
  'by writers',
  'by pull requests',
  'by anybody',
  'by anybody, with secrets',
];
