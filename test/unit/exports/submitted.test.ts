import { expect, test } from 'vitest';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { toStats } from '../../../server/src/core/record.ts';
import { checkOcsf } from './ocsf/check.ts';
import {
  ana,
  ben,
  bensKey,
  chainOf,
  checkedChain,
  inputOf,
  inputOfChains,
  recordedFinding,
  recordedHunk,
} from './realistic.ts';
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
/** In the approver's own ledger. */
const [second] = chainOf([approval]);
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
const approved = chainOf([
  approval,
  bensKey.seal({
    kind: 'seal',
    schemaVersion: 1,
    ledger: 'b'.repeat(32),
    head: { seq: 1, hash: second?.hash ?? '' },
    changeSets: ['set-users'],
    decidedBy: ben,
    presence: 'none',
    decidedAt: at(4),
    tool: common.tool,
  }),
]);
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

const ledgers = (theirs: readonly LedgerRecord[]) =>
  inputOfChains([checkedChain(own), checkedChain(theirs, { source: 'theirs' })]);

test('what was accepted on an approval stands with it, from the ledger of whoever gave and signed it', () => {
  const input = ledgers(approved);
  const events = linesOf(written('ocsf', input)).filter((line) => 'compliance' in line);
  expect(events.at(-1)).toMatchObject({ status: 'Suppressed', compliance: { status: 'Pass' } });
  expect(written('sarif', input)).toMatch(/"status":"accepted".*"signedBy":"ben@example\.org/u);
  for (const form of ['markdown', 'html'])
    expect(written(form, input)).toMatch(/Approved by Ben Osei as identity.+signed by ben@example.org/u);
  const [line] = linesOf(written('in-toto', input));
  expect(line).toMatchObject({
    subject: [{ digest: { gitBlob: '2'.repeat(40) } }, {}, {}, {}, { name: `countersign:record/${'b'.repeat(32)}/2` }],
  });
});

test.each([
  ['that nobody signed', ledgers(approved.slice(0, 1)), /not signed by anybody who may, so that it does not count/u],
  ['whose record is elsewhere', inputOf(own), /names an approval by ben.+whose record .+ is not here/u],
])('an approval %s closes nothing', (_, input, words) => {
  const events = linesOf(written('ocsf', input)).filter((line) => 'compliance' in line);
  expect(events.at(-1)).toMatchObject({ status: 'In Progress', compliance: { status: 'Fail' } });
  expect(written('sarif', input)).not.toMatch(/"status":"accepted"/u);
  for (const form of ['markdown', 'html']) expect(written(form, input)).toMatch(words);
});

test('who approved is named by key alone where names are kept back', () => {
  const input = inputOf(own, {}, { recordPrompts: 'none', identity: 'key-id' });
  for (const form of ['json', 'ndjson', 'sarif', 'ocsf', 'html', 'markdown', 'csv', 'in-toto'])
    expect(written(form, input), form).not.toContain('ben@example.org');
  expect(written('json', input)).toContain('hunks.findings.approval.by');
});
