import { describe, expect, test } from 'vitest';
import { toGateRecords } from '../../../server/src/core/gate.ts';
import type { CheckedLedger } from '../../../server/src/core/model/ledger.ts';
import type { DecisionBody, LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { appendRecord, loadSigners, type Head } from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { findUnsealed } from '../../../server/src/host/seal-ledger.ts';
import { build, decider, ledgerId, makeKey, problem, sealBody, toText } from './sealed.ts';
import { makeToken, tokenSeal } from './soft-token.ts';

const ana = makeKey('ana-touch');
const [token, other] = [makeToken(), makeToken()];
const allowed = `ana@example.org ${ana.line}\nana@example.org ${token.line}\n`;
const signers = loadSigners({ file: 'allowed_signers', text: allowed }, null).value;

function decision(obligation: string, outcome: DecisionBody['outcome'] = 'accepted'): RecordBody {
  const span = { start: 0, lines: 1 };
  const finding = {
    fingerprint: 'f',
    detectorId: 'd',
    kind: 'identity.guard',
    change: 'removed',
    message: 'The check is gone.',
    obligation,
    presence: true,
    rule: { id: 'r', layer: 'repository' },
    tags: [],
    evidenceHash: 'e',
    acknowledgement: { obligation: 'explain', reason: 'needed', words: 'w', at: '2026-11-21T10:00:00.000Z' },
  } as const;
  const hunk = { id: 'h', path: 'a', before: span, after: span, beforeBlob: null, afterBlob: null, judged: true };
  return {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: 's',
    outcome,
    hunks: [{ ...hunk, findings: [finding] }],
    origin: { kind: 'agent', channel: 'disk', held: false, claimedBy: 'hook' },
    policy: { digest: 'd', base: null },
    decidedBy: decider(),
    decidedAt: '2026-11-21T10:00:00.000Z',
    tool: { name: 'countersign', version: '0.1.0' },
  };
}

const later = '2026-11-21T11:00:00.000Z';

function then(records: readonly LedgerRecord[], ...bodies: readonly RecordBody[]): readonly LedgerRecord[] {
  const all = [...records];
  for (const body of bodies) all.push(appendRecord(body, all.at(-1) as Head));
  return all;
}

async function check(records: readonly LedgerRecord[]): Promise<CheckedLedger> {
  const [ledger] = await checkLedgers([{ id: ledgerId, source: 'test', bytes: Buffer.from(toText(records)) }], {
    signers,
    keygen: null,
    repository: null,
    now: Date.parse('2026-11-22T00:00:00Z'),
    anchors: [],
  });
  return ledger!;
}

const faultsOf = async (records: readonly LedgerRecord[]): Promise<readonly string[]> =>
  (await check(records)).faults.map(({ kind, seq }) => `${kind} ${seq ?? ''}`);

const one = build([decision('explain')]);

describe('a record that demands a touch of the key', () => {
  test('is told when its seal was made without, and names itself', async () => {
    const ledger = await check(then(one, sealBody(one, ana, later)));
    expect(ledger.faults).toMatchObject(
      [{ kind: 'not-touched', of: 'seal', severity: 'error', seq: 1, message: /demands a touch of the key/ }].map(
        (fault) => ({ ...fault, message: expect.stringMatching(fault.message) as string }),
      ),
    );
  });

  test('is sound once a key was touched for it, also by a later seal of all that is sealed', async () => {
    const touched = { flags: 1, claims: 'touch', at: later } as const;
    expect(await faultsOf(then(one, tokenSeal(one, token, touched)))).toEqual([]);
    const sealed = then(one, sealBody(one, ana, later));
    const again = then(sealed, tokenSeal(sealed, token, touched));
    expect(await faultsOf(again)).toEqual([]);
    const [first] = toGateRecords([await check(again)]);
    expect([first?.signer?.key, first?.toucher?.key]).toEqual([ana.fingerprint, token.fingerprint]);
  });

  test('is not, by a claim without the flag, by a flag of a key that may not sign, or of another record', async () => {
    const claim = { flags: 0, claims: 'touch', at: later } as const;
    expect(await faultsOf(then(one, tokenSeal(one, token, claim)))).toEqual(['presence-not-proven 2']);
    const sealed = then(one, sealBody(one, ana, later));
    const stranger = tokenSeal(sealed, other, { flags: 1, claims: 'touch', at: later });
    expect(await faultsOf(then(sealed, stranger))).toEqual(['unknown-signer 3', 'not-touched 1']);
    const [first] = toGateRecords([await check(then(sealed, stranger))]);
    expect(first?.toucher).toBeNull();
    const early = build([problem('before')]);
    const touchedEarly = then(early, tokenSeal(early, token, { flags: 1, claims: 'touch', at: later }));
    const late = then(touchedEarly, { ...decision('explain'), decidedAt: later });
    expect(await faultsOf(then(late, sealBody(late, ana, later)))).toEqual(['not-touched 3']);
  });

  test('without an answer of its own demands none: what is put up, what another person approves, a step of a chain', async () => {
    const others = [decision('approve: team'), decision('explain', 'submitted'), decision('explain', 'rejected')];
    for (const body of [...others, decision('none')]) {
      const records = build([body]);
      expect(await faultsOf(then(records, sealBody(records, ana, later)))).toEqual([]);
    }
    const block = build([decision('block')]);
    expect(await faultsOf(then(block, sealBody(block, ana, later)))).toEqual(['not-touched 1']);
  });

  test('waits for a security key, however often another one sealed it', async () => {
    const sealed = then(one, sealBody(one, ana, later));
    const { open, untouched } = await findUnsealed(sealed, ledgerId, signers, null);
    expect([open.length, untouched.map(({ seq }) => seq)]).toEqual([0, [1]]);
  });
});
