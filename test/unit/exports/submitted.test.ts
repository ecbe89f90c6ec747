import { expect, test } from 'vitest';
import type { RecordBody } from '../../../server/src/core/model/record.ts';
import { toStats } from '../../../server/src/core/record.ts';
import { checkOcsf } from './ocsf/check.ts';
import { ana, ben, chainOf, inputOf, recordedFinding, recordedHunk } from './realistic.ts';
import { linesOf, written } from './written.ts';

const at = (minute: number): string => `2026-11-21T10:0${minute}:00.000Z`;
const acknowledgement = {
  obligation: 'explain',
  reason: 'needed',
  words: 'The gateway checks it.',
  at: at(1),
} as const;
const key = ben.key ?? '';
const common = {
  schemaVersion: 1,
  changeSet: 'set-users',
  policy: { digest: 'd'.repeat(64), base: null },
  tool: { name: 'countersign', version: '0.1.0' },
} as const;
const decided = { ...common, kind: 'decision', decidedBy: ana } as const;
const origin = { kind: 'agent', channel: 'disk', held: false, claimedBy: 'hook' } as const;

const submitted: RecordBody = {
  ...decided,
  origin,
  outcome: 'submitted',
  hunks: [recordedHunk({ findings: [recordedFinding({ acknowledgement })] })],
  decidedAt: at(2),
};
const [first] = chainOf([submitted]);
const approval: RecordBody = {
  ...common,
  kind: 'approval',
  role: 'identity-team',
  decidedBy: ben,
  decidedAt: at(3),
  findings: [
    {
      fingerprint: recordedFinding().fingerprint,
      path: recordedHunk().path,
      evidenceHash: 'e'.repeat(64),
      afterBlob: null,
      obligation: 'approve: identity-team',
      decision: { ledger: 'a'.repeat(32), hash: first?.hash ?? '' },
    },
  ],
};
const [, second] = chainOf([submitted, approval]);
const given = {
  role: 'identity-team',
  by: 'ben@example.org',
  key,
  at: at(3),
  ledger: 'b'.repeat(32),
  record: second?.hash ?? '',
};
const accepted: RecordBody = {
  ...decided,
  origin,
  outcome: 'accepted',
  hunks: [recordedHunk({ findings: [recordedFinding({ acknowledgement, approval: given })] })],
  decidedAt: at(4),
};
const waiting = chainOf([submitted]);
const whole = chainOf([submitted, approval, accepted]);
/** As its author exports it: the approval is in the ledger of somebody else. */
const own = chainOf([submitted, accepted]);

test('what is put up for approval is named so in every form, and blesses nothing', () => {
  expect(written('markdown', inputOf(waiting))).toContain('Put up for the approval of another person');
  expect(written('markdown', inputOf(waiting))).toContain('1 submitted');
  expect(written('html', inputOf(waiting))).toContain('put up for approval');
  expect(written('csv', inputOf(waiting))).toContain('submitted');
  expect(written('in-toto', inputOf(waiting))).not.toContain('gitBlob');
  expect(written('agent-trace', inputOf(waiting))).not.toContain('contributor');
  expect(written('sarif', inputOf(waiting))).toMatch(/"status": ?"underReview"/);
  expect(toStats(waiting).outcomes).toMatchObject({ submitted: 1, accepted: 0 });
  const event = linesOf(written('ocsf', inputOf(waiting))).find((line) => 'compliance' in line);
  expect(event).toMatchObject({ status: 'In Progress', compliance: { status: 'Fail' } });
  for (const line of linesOf(written('ocsf', inputOf(waiting)))) expect(checkOcsf(line)).toEqual([]);
});

test.each([
  ['with the record of the approval', whole],
  ['with the author’s records alone', own],
])('what was accepted on an approval says who gave it: %s', (_, records) => {
  const events = linesOf(written('ocsf', inputOf(records))).filter((line) => 'compliance' in line);
  expect(events.at(-1)).toMatchObject({ status: 'Suppressed', compliance: { status: 'Pass' } });
  const sarif = written('sarif', inputOf(records));
  expect(sarif).toContain('ben@example.org');
  expect(written('markdown', inputOf(records))).toMatch(/Approved by ben.+as identity/);
  expect(written('html', inputOf(records))).toContain('ben@example.org');
});

test('who approved is named by key alone where names are kept back', () => {
  const input = inputOf(own, {}, { recordPrompts: 'none', identity: 'key-id' });
  for (const form of ['json', 'ndjson', 'sarif', 'ocsf', 'html', 'markdown', 'csv', 'in-toto'])
    expect(written(form, input), form).not.toContain('ben@example.org');
  expect(written('json', input)).toContain('hunks.findings.approval.by');
});
