import { describe, expect, test } from 'vitest';
import type { ReviewedHunk } from '../../../server/src/lsp/file-review.ts';
import type { FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { toCodeLenses } from '../../../server/src/lsp/code-lens.ts';
import { toDiagnostics } from '../../../server/src/lsp/diagnostics.ts';
import { toReviewStatus } from '../../../server/src/lsp/review-status.ts';
import { stateOfHunk } from '../../../server/src/lsp/words.ts';
import { sampleFinding, sampleHunk, sampleSet } from '../../lsp/view-samples.ts';

const asking = (...findings: readonly Partial<FindingView>[]): HunkView =>
  sampleHunk({ findings: findings.map((each, index) => sampleFinding({ fingerprint: String(index), ...each })) });

describe('the line over a hunk', () => {
  test.each([
    ['◇ 2 to acknowledge', [{}, {}]],
    ['◇ 1 to explain', [{ obligation: 'explain' }]],
    ['◇ 1 needs approval', [{ obligation: 'approve', role: 'leads' }]],
    [
      '◇ 2 wait for approval',
      [
        { obligation: 'approve', state: 'waiting' },
        { obligation: 'approve', state: 'waiting' },
      ],
    ],
    ['◇ 1 blocked, 1 to explain, 1 to acknowledge', [{}, { obligation: 'explain' }, { obligation: 'block' }]],
    ['◇ 1 to explain', [{ state: 'settled' }, { obligation: 'explain', state: 'reopened' }]],
    ['✓ 2 acknowledged', [{ state: 'settled' }, { state: 'settled' }]],
    ['✓ 2 settled', [{ state: 'settled' }, { state: 'settled', obligation: 'explain' }]],
    ['✓ no findings', [{ obligation: 'none' }]],
  ] as const)('says %s', (words, findings) => {
    expect(stateOfHunk(asking(...findings))).toBe(words);
  });
});

test('a hunk whose analysis was cancelled asks for another one wherever it is named, and nobody is to acknowledge it', () => {
  const view = sampleHunk({ judged: false, findings: [], notJudged: 'Not analysed: cancelled.', isCancelled: true });
  const changeSet = sampleSet({ hunks: [view], summary: { mayNowDo: [], touches: [], decides: [] } });
  const review = { path: view.path, hunks: [{ changeSet, view, findings: [] } satisfies ReviewedHunk] };
  const titles = toCodeLenses(review, new Set()).map(({ command }) => command?.title);
  expect(titles).toEqual(['◇ analysis cancelled', 'Analyse again', 'Reject']);
  const [diagnostic] = toDiagnostics(review, (path) => path, new Set());
  expect(diagnostic?.message).toBe('The analysis of this edit was cancelled.\nAsks you to analyse it again.');
  expect(JSON.stringify(toReviewStatus('/w', [changeSet], []))).toContain('analyse it again');
  expect(stateOfHunk({ ...view, judged: true, findings: [sampleFinding()] })).toBe(
    '◇ analysis cancelled, 1 to acknowledge',
  );
});
