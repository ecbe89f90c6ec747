import { expect, test } from 'vitest';
import { readLeave, showLeave, type Leave } from '../../../server/src/cli/show-leave.ts';
import type { BypassBody } from '../../../server/src/core/model/record.ts';
import { indexRecords, loadSigners } from '../../../server/src/core/record.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { build, decider, ledgerId, makeKey, toText, type TestKey } from '../records/sealed.ts';

const [ana, ben] = [makeKey('ana-leave'), makeKey('ben-leave')];
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
const policy = (until: string, gate: string): string => `version: 1
roles: { team: ["SHA256:a"], leads: [ana@example.org] }
${gate}
exceptions:
  - { id: legacy, match: { path: old/ }, reason: It is replaced., role: team, until: ${until} }
`;

const allowed = [ana, ben].map((key, index) => `${['ana', 'ben'][index]}@example.org ${key.line}\n`).join('');
const signers = loadSigners({ file: 'a', text: allowed }, null).value;
const days = ['2026-11-21T12:00:00Z', '2026-12-20T00:00:00Z', '2027-12-20T00:00:00Z', 'never'];

async function leaveOf(by: TestKey, gate = 'gate: { bypass: leads }'): Promise<readonly Leave[]> {
  const records = build([...days.map(bypass), by]);
  const ledgers = await checkLedgers([{ id: ledgerId, source: 'test', bytes: Buffer.from(toText(records)) }], {
    signers,
    keygen: null,
    repository: null,
    now: Date.parse('2026-11-22T00:00:00Z'),
    anchors: [],
  });
  const file = '.countersign/policy.yaml';
  const { value } = loadPolicy({ packs: {}, repository: { file, text: policy('2027-06-01', gate) } });
  const governing = { policy: value, signers } as Parameters<typeof readLeave>[0]['governing'];
  return readLeave({ index: indexRecords(ledgers), governing }, '2026-11-22T00:00:00Z');
}

test('what may pass unanswered is listed, and what lasts for more than thirty days is told', async () => {
  const leave = await leaveOf(ana);
  expect(leave.map(({ kind, by, until, isTooLong }) => [kind, by, until, isTooLong])).toEqual([
    ['bypass', 'ana@example.org', days[1], false],
    ['bypass', 'ana@example.org', days[2], true],
    ['exception', 'team', '2027-06-01', true],
  ]);
  const shown = showLeave(leave);
  expect(shown).toContain('for 394 days: longer than 30 days, so that the gate does not count it. An outage.');
  expect(shown).toContain('exception legacy, by team, until 2027-06-01, 192 days from now');
  expect(showLeave([])).toBe('');
});

test.each<[string, TestKey, string | undefined]>([
  ['of a key that does not hold the role', ben, undefined],
  ['where the policy names no role', ana, ''],
])('a bypass counts for nothing %s, as before the gate', async (_, key, gate) => {
  const leave = (await leaveOf(key, gate)).filter(({ kind }) => kind === 'bypass');
  expect(leave.map(({ by, until }) => [by, until])).toEqual([
    [null, days[1]],
    [null, days[2]],
  ]);
  expect(showLeave(leave)).toContain(
    'signed by nobody who may bypass, so that the gate does not count it, until 2026-12-20',
  );
});
