import { expect, test } from 'vitest';
import type { LabelledCase } from '../../eval/cases.ts';
import { addCase, createScore, ratesOf, type ScoredFact, type ScoredResult } from '../../eval/score.ts';

const fact = (kind: string, change: string, action: string, norm = 'x'): ScoredFact => ({
  kind,
  change,
  action,
  resource: { norm },
  provenance: { path: 'a.py' },
});

const labelled = (more: Partial<LabelledCase>): LabelledCase => ({
  id: 'one',
  before: {},
  after: {},
  expect: [],
  complete: [],
  quiet: false,
  ...more,
});

const result = (facts: readonly ScoredFact[], obligations: readonly string[] = []): ScoredResult => ({
  files: [{ path: 'a.py', language: 'python' }],
  facts,
  findings: obligations.map((kind) => ({ obligation: { kind }, message: 'Something.' })),
  failures: [],
});

test('a found fact answers one expected one, and what is left of a complete kind is wrong', () => {
  const score = createScore();
  const expected = { kind: 'permission.cloud', change: 'added', action: 's3:PutObject' };
  addCase(
    score,
    labelled({ expect: [expected, expected], complete: ['permission'] }),
    result([
      fact('permission.cloud', 'added', 's3:PutObject'),
      fact('permission.network', 'added', 'connect'),
      fact('data.flow', 'added', 'log'),
    ]),
  );
  const row = score.rows.get('permission python');
  expect(row).toMatchObject({ right: 1, missed: 1, wrong: 1 });
  expect(ratesOf(row!)).toEqual({ precision: 0.5, recall: 0.5 });
  expect(score.rows.has('data python')).toBe(false);
});

test('a star stands for anything, a kind for all below it', () => {
  const score = createScore();
  addCase(
    score,
    labelled({ expect: [{ kind: 'permission', change: ['added', 'widened'], resource: 'arn:*:orders' }] }),
    result([fact('permission.cloud', 'widened', 's3:GetObject', 'arn:aws:s3:::orders')]),
  );
  expect(score.notes).toEqual([]);
});

test('on an ordinary change every obligation is a false alarm', () => {
  const score = createScore();
  addCase(score, labelled({ quiet: true }), result([], ['none', 'explain', 'acknowledge']));
  expect(score.quiet).toEqual({ cases: 1, alarms: 2 });
});
