import { describe, expect, test } from 'vitest';
import { recallReview } from '../../../server/src/core/recall-review.ts';
import type { DecisionBody, LedgerRecord } from '../../../server/src/core/model/record.ts';
import { requestId } from '../../../server/src/core/record.ts';
import { awaitingApproval } from '../../../server/src/core/review.ts';
import { finding, hunk, review, step } from './fixtures.ts';

const ledger = 'a'.repeat(32);
const at = '2026-11-21T10:00:00Z';
const words = { obligation: 'explain', reason: 'needed', words: 'The gateway checks it.', at } as const;

function record(outcome: DecisionBody['outcome'], more: Partial<DecisionBody> = {}, print = 'f'): LedgerRecord {
  const recorded = { ...finding(print, 'approve'), obligation: 'approve: identity-team', evidenceHash: 'e' };
  const spans = { before: { start: 0, lines: 1 }, after: { start: 0, lines: 1 }, beforeBlob: null, afterBlob: null };
  return {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: 'set',
    outcome,
    hunks: [{ id: 'h-0', path: 'a.ts', ...spans, judged: true, findings: [{ ...recorded, acknowledgement: words }] }],
    origin: { kind: 'unknown', channel: 'git', held: false, claimedBy: 'none' },
    policy: { digest: '', base: null },
    decidedBy: { name: null, email: null, key: null, basis: 'claimed', surface: 'terminal' },
    decidedAt: at,
    tool: { name: 'countersign', version: '1' },
    seq: 1,
    prev: null,
    hash: 'h',
    ...more,
  };
}

const opened = review(hunk('h-0', [finding('f', 'approve')]), hunk('h-1'));
const recall = (...records: readonly LedgerRecord[]) => recallReview(opened, records, ledger).hunks[0]!;

describe('a review that is opened again', () => {
  test('goes on where its records left it', () => {
    const put = recallReview(opened, [record('submitted')], ledger);
    expect(awaitingApproval(put).map(({ submitted }) => submitted)).toEqual([
      { at, request: requestId({ ledger, changeSet: 'set' }) },
    ]);
    expect(step(put, { kind: 'accept', hunk: 'h-0', as: 'accepted' }).refused).toContain('waits for');
    expect(recall(record('accepted')).outcome).toBe('accepted');
    expect(recall(record('rejected', { rejectReason: 'No.' }))).toMatchObject({
      outcome: 'rejected',
      rejectReason: 'No.',
    });
    const undone = recall(record('rejected', { rejectReason: 'No.' }), record('undone'));
    expect(undone.outcome).toBeNull();
    expect(undone.rejectReason).toBeUndefined();
    expect(undone.acknowledgements).toHaveLength(1);
  });

  test('knows nothing of other change sets, other findings and other content', () => {
    expect(recall(record('accepted', { changeSet: 'other' }))).toEqual(opened.hunks[0]);
    expect(recall(record('submitted', {}, 'g')).acknowledgements).toEqual([]);
    const [, second] = recallReview(opened, [record('accepted')], ledger).hunks;
    expect(second).toEqual(opened.hunks[1]);
  });
});
