import { expect, test } from 'vitest';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { checkCase } from '../../server/src/core/fixtures/check-case.ts';
import { lineKey, parseNdiff } from '../../server/src/core/fixtures/ndiff.ts';

const text = `# facets: identity
## First
=== a.ts
  const a = 1;
- remove(a);
? ^^^^^^ guard-removed "It is gone."
+ keep(a);

=== old.ts -> new.ts
  same();
## Second
=== only-after.py
+ x = 1
`;

test('sides, files, marks and headers are read', () => {
  const [first, second] = parseNdiff(text, 'none');
  expect(first?.title).toBe('First');
  expect(first?.texts.before).toEqual({ 'a.ts': 'const a = 1;\nremove(a);\n', 'old.ts': 'same();\n' });
  expect(first?.texts.after).toEqual({ 'a.ts': 'const a = 1;\nkeep(a);\n', 'new.ts': 'same();\n' });
  expect(first?.marks).toEqual([{ detector: 'guard-removed', message: 'It is gone.', line: 4, start: 0, end: 6 }]);
  expect(first?.lines.get(lineKey('a.ts', 'after'))?.slice(0, 2)).toEqual([3, 6]);
  expect(second?.texts).toEqual({ before: {}, after: { 'only-after.py': 'x = 1\n' } });
  expect(second?.facets).toEqual(['identity']);
});

test('a header says whose the changes below are, until another does', () => {
  const cases = ['agent lab-agent lab-model-1', 'human', ''].map((who) => `# origin: ${who}\n## x\n=== a.ts\n  x\n`);
  expect(parseNdiff(cases.join(''), 'none').map(({ origin }) => origin)).toEqual([
    { kind: 'agent', agent: 'lab-agent', model: 'lab-model-1' },
    { kind: 'human' },
    null,
  ]);
});

test.each([
  ['=== a.ts\nx', 'two blanks'],
  ['? ^^^ guard-removed', 'without a line'],
  ['=== a.ts\n  x\n? guard-removed', 'a mark is'],
  ['# facet: identity', 'no header'],
  ['# origin: robot', 'an origin is'],
  ['# origin: human bob', 'an origin is'],
  ['## Nothing\n## More\n=== a.ts\n  x', 'no file'],
])('%j is refused', (bad, message) => {
  expect(() => parseNdiff(bad, 'none')).toThrow(message);
});

// The checker is shown to fail: a mark without finding, a finding without mark, a mark in the wrong place, a failure.
const [one] = parseNdiff(text, 'none');
const lines = text.split('\n');
const finding = {
  detectorId: 'guard-removed',
  facet: 'identity',
  message: 'It is gone.',
  obligation: { kind: 'none' },
  path: 'a.ts',
  side: 'before',
  range: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } },
};
const result = (...findings: object[]): ReviewResult =>
  ({ findings, failures: [], files: [] }) as unknown as ReviewResult;

test('what is found as marked is right', () => {
  expect(checkCase(one!, lines, result(finding))).toEqual([]);
  expect(checkCase(one!, lines, result(finding, { ...finding, facet: 'data' }))).toEqual([]);
});

test.each([
  ['a mark without a finding', result()],
  ['a finding without a mark', result(finding, { ...finding, detectorId: 'guard-weakened' })],
  [
    'another place',
    result({ ...finding, range: { start: { line: 1, character: 1 }, end: { line: 1, character: 6 } } }),
  ],
  ['another side', result({ ...finding, side: 'after' })],
  ['another message', result({ ...finding, message: 'Gone.' })],
  ['a failure', { ...result(finding), failures: [{ path: 'a.ts', stage: 'facts', message: 'bug' }] }],
] satisfies readonly (readonly [string, ReviewResult])[])('%s is wrong', (_what, wrong: ReviewResult) => {
  expect(checkCase(one!, lines, wrong)).not.toEqual([]);
});
