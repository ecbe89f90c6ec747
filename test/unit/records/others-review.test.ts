import { expect, test } from 'vitest';
import { othersReview } from '../../../server/src/core/others-review.ts';
import type { ChangeSet } from '../../../server/src/core/model/change.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import type { DecisionBody, RecordBody } from '../../../server/src/core/model/record.ts';
import type { ReviewResult } from '../../../server/src/core/model/result.ts';
import { findingState } from '../../../server/src/core/review.ts';
import { finding, origin } from '../review/fixtures.ts';
import { ben, decision, hers, holders, index } from './explained.ts';
import type { TestKey } from './sealed.ts';

const words = 'The gateway checks it.';
const span = { start: 0, lines: 1 };
const hunks = [{ id: 'h-0', before: span, after: span }];
const changeSet: ChangeSet = { id: 'here', origin, files: [{ path: 'a.ts', status: 'modified', hunks }] };

function result(...findings: readonly Finding[]): ReviewResult {
  const file = { path: 'a.ts', status: 'modified', language: 'typescript', parsed: 'clean', hunks } as const;
  return {
    schemaVersion: 1,
    files: [file],
    facts: [],
    findings,
    failures: [],
    problems: [],
    stats: { files: 1, bytes: 1 },
  };
}

async function opened(own: readonly RecordBody[], by: TestKey | null, analysed: ReviewResult) {
  const known = await index(own, by);
  const decisions = known.decisions.filter(({ ledger }) => ledger.id === hers);
  return othersReview(
    { decisions, changeSet, result: analysed },
    { id: 's', title: 't', landedAt: '2026-11-21T10:00:00Z' },
    { mode: 'enforce' },
    { index: known, holders: () => holders },
  );
}

test('what was explained waits as its author was asked, whatever the analysis here asks', async () => {
  const { review, recordedOnly, foundOnly } = await opened(
    [decision('submitted', words)],
    null,
    result(finding('f', 'acknowledge')),
  );
  const [hunk] = review.hunks;
  expect(hunk?.acknowledgements).toMatchObject([{ reason: 'needed', words }]);
  expect(hunk?.findings).toMatchObject([
    { impact: finding('f', 'none').impact, obligation: { kind: 'approve', role: 'identity-team' }, rule: { id: 'r' } },
  ]);
  expect(findingState(hunk!, hunk!.findings[0]!)).toBe('waiting');
  expect([recordedOnly, foundOnly]).toEqual([[], []]);
});

test('a signature under it settles it, and what its author accepted is put up all the same', async () => {
  for (const outcome of ['submitted', 'accepted'] satisfies DecisionBody['outcome'][]) {
    const { review } = await opened([decision(outcome, words)], ben, result(finding('f', 'approve')));
    const [hunk] = review.hunks;
    expect(hunk).toMatchObject({ outcome: null, approvals: [{ by: '@acme/identity', key: ben.fingerprint }] });
    expect(findingState(hunk!, hunk!.findings[0]!)).toBe('settled');
  }
});

test('what only the record or only the analysis knows is there, and told apart', async () => {
  const {
    review,
    result: merged,
    recordedOnly,
    foundOnly,
  } = await opened([decision('submitted', words)], null, result(finding('g', 'explain')));
  expect(merged.findings.map(({ fingerprint, message }) => [fingerprint, message])).toEqual([
    ['f', 'The check is gone.'],
    ['g', 'DELETE /users/:id no longer requires admin.'],
  ]);
  expect(recordedOnly).toEqual([{ hunk: 'h-0', fingerprint: 'f' }]);
  expect(foundOnly).toEqual([{ hunk: 'h-0', fingerprint: 'g' }]);
  const [hunk] = review.hunks;
  expect(hunk?.findings.map((each) => findingState(hunk, each))).toEqual(['waiting', 'open']);
});
