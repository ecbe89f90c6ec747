import { expect, test } from 'vitest';
import { readLeave, showLeave } from '../../../server/src/cli/show-leave.ts';
import type { BypassBody } from '../../../server/src/core/model/record.ts';
import { indexRecords, loadSigners } from '../../../server/src/core/record.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { build, decider, ledgerId, makeKey, toText } from '../records/sealed.ts';

const ana = makeKey('ana-leave');
const bypass = (until: string): BypassBody => ({
  kind: 'bypass',
  schemaVersion: 1,
  reason: 'An outage.',
  until,
  paths: [],
  fingerprints: [],
  decidedBy: decider(),
  decidedAt: '',
  tool: { name: 'countersign', version: '0.1.0' },
});
const policy = (until: string): string => `version: 1
roles: { team: ["SHA256:a"] }
exceptions:
  - { id: legacy, match: { path: old/ }, reason: It is replaced., role: team, until: ${until} }
`;

test('what may pass unanswered is listed, and what lasts for more than thirty days is told', async () => {
  const signers = loadSigners({ file: 'a', text: `ana@example.org ${ana.line}\n` }, null).value;
  const days = ['2026-11-21T12:00:00Z', '2026-12-20T00:00:00Z', '2027-12-20T00:00:00Z', 'never'];
  const records = build([...days.map(bypass), ana]);
  const ledgers = await checkLedgers([{ id: ledgerId, source: 'test', bytes: Buffer.from(toText(records)) }], {
    signers,
    keygen: null,
    now: Date.parse('2026-11-22T00:00:00Z'),
    anchors: [],
  });
  const file = '.countersign/policy.yaml';
  const { value } = loadPolicy({ packs: {}, repository: { file, text: policy('2027-06-01') } });
  const governing = { policy: value } as Parameters<typeof readLeave>[0]['governing'];
  const leave = readLeave({ index: indexRecords(ledgers), governing }, '2026-11-22T00:00:00Z');
  expect(leave.map(({ kind, by, until, isTooLong }) => [kind, by, until, isTooLong])).toEqual([
    ['bypass', 'ana@example.org', days[1], false],
    ['bypass', 'ana@example.org', days[2], true],
    ['bypass', 'ana@example.org', 'never', true],
    ['exception', 'team', '2027-06-01', true],
  ]);
  const shown = showLeave(leave);
  expect(shown).toContain('for 394 days: longer than 30 days, so that the gate does not count it. An outage.');
  expect(shown).toContain('exception legacy, by team, until 2027-06-01, 192 days from now');
  expect(showLeave([])).toBe('');
});
