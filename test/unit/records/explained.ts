/** What Ana explained and put up for approval, and what Ben signed under it, as their ledgers have it. */
import type { ApprovalBody, DecisionBody, RecordBody } from '../../../server/src/core/model/record.ts';
import { indexRecords, keysOfRole, loadSigners } from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { build, decider, makeKey, toText, type TestKey } from './sealed.ts';
import { makeToken } from './soft-token.ts';

export const [ana, ben, cleo] = [makeKey('ana-a'), makeKey('ben-a'), makeKey('cleo-a')];
export const [bens, shared] = [makeToken(), makeToken()];
export const allowed = `ana@example.org ${ana.line}\n@acme/identity,ben@example.org ${ben.line}\ncleo@example.org ${cleo.line}\n`;
export const tokens = `ben@example.org ${bens.line}\n@acme/identity ${shared.line}\n`;
export const signers = loadSigners({ file: 'allowed_signers', text: allowed }, null).value;
export const holders = keysOfRole(['ben@example.org', 'ana@example.org'], signers);
export const [hers, his] = ['a'.repeat(32), 'b'.repeat(32)];
export const stamp = {
  schemaVersion: 1,
  decidedAt: '2026-11-21T10:00:00.000Z',
  tool: { name: 'countersign', version: '0.1.0' },
  policy: { digest: 'd', base: null },
} as const;

export function decision(outcome: DecisionBody['outcome'], words: string, evidence = 'e'): DecisionBody {
  const span = { start: 0, lines: 1 };
  return {
    ...stamp,
    kind: 'decision',
    changeSet: 's',
    outcome,
    hunks: [
      {
        id: 'h-0',
        path: 'a.ts',
        before: span,
        after: span,
        beforeBlob: '1'.repeat(40),
        afterBlob: '2'.repeat(40),
        judged: true,
        findings: [
          {
            fingerprint: 'f',
            detectorId: 'guard-removed',
            kind: 'identity.guard',
            change: 'removed',
            message: 'The check is gone.',
            obligation: 'approve: identity-team',
            rule: { id: 'r', layer: 'repository' },
            tags: [],
            evidenceHash: evidence,
            acknowledgement: { obligation: 'explain', reason: 'needed', words, at: stamp.decidedAt },
          },
        ],
      },
    ],
    origin: { kind: 'agent', channel: 'disk', held: false, claimedBy: 'hook' },
    decidedBy: decider(null, { name: 'Ana', email: 'ana@example.org' }),
  };
}

export const approval = (hash: string, email = 'ben@example.org', role = 'identity-team'): ApprovalBody => ({
  ...stamp,
  kind: 'approval',
  changeSet: 's',
  role,
  findings: [
    {
      fingerprint: 'f',
      path: 'a.ts',
      evidenceHash: 'e',
      afterBlob: '2'.repeat(40),
      obligation: 'approve: identity-team',
      decision: { ledger: hers, hash },
    },
  ],
  decidedBy: decider(null, { name: email, email }),
});

/** Ana's records, sealed, and an approval of the first of them by that key. */
export async function index(own: readonly RecordBody[], by: TestKey | null, given: Partial<ApprovalBody> = {}) {
  const records = build([...own, ana], { ledger: hers });
  const email = by === cleo ? 'cleo@example.org' : 'ben@example.org';
  const body = { ...approval(records[0]?.hash ?? '', email), ...given };
  const others = build(by === null ? [body] : [body, by], { ledger: his, from: '2026-11-21T12:00:00.000Z' });
  const texts = [
    { id: hers, source: 'hers', bytes: Buffer.from(toText(records)) },
    { id: his, source: 'his', bytes: Buffer.from(toText(others)) },
  ];
  const now = Date.parse('2026-11-22T00:00:00Z');
  return indexRecords(await checkLedgers(texts, { signers, keygen: null, repository: null, anchors: [], now }));
}
