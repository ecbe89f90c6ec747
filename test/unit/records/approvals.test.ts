import { describe, expect, test } from 'vitest';
import { approvalEvents } from '../../../server/src/core/review-approvals.ts';
import { advance } from '../../../server/src/core/review.ts';
import type { ApprovalBody, DecisionBody, LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import {
  appendRecord,
  approvalsUnder,
  holdersOfRole,
  indexRecords,
  keysOfRole,
  loadSigners,
  toReviewRequest,
} from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { finding as findingOf, hunk, review } from '../review/fixtures.ts';
import { build, decider, makeKey, toText, type TestKey } from './sealed.ts';
import { makeToken, tokenSeal, type SoftToken } from './soft-token.ts';

const [ana, ben, cleo] = [makeKey('ana-a'), makeKey('ben-a'), makeKey('cleo-a')];
const [bens, shared] = [makeToken(), makeToken()];
const allowed = `ana@example.org ${ana.line}\n@acme/identity,ben@example.org ${ben.line}\ncleo@example.org ${cleo.line}\n`;
const tokens = `ben@example.org ${bens.line}\n@acme/identity ${shared.line}\n`;
const signers = loadSigners({ file: 'allowed_signers', text: allowed }, null).value;
const holders = keysOfRole(['ben@example.org', 'ana@example.org'], signers);
const [hers, his] = ['a'.repeat(32), 'b'.repeat(32)];
const stamp = {
  schemaVersion: 1,
  decidedAt: '2026-11-21T10:00:00.000Z',
  tool: { name: 'countersign', version: '0.1.0' },
  policy: { digest: 'd', base: null },
} as const;

function decision(outcome: DecisionBody['outcome'], words: string, evidence = 'e'): DecisionBody {
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

const approval = (hash: string, email = 'ben@example.org', role = 'identity-team'): ApprovalBody => ({
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
async function index(own: readonly RecordBody[], by: TestKey | null, given: Partial<ApprovalBody> = {}) {
  const records = build([...own, ana], { ledger: hers });
  const email = by === cleo ? 'cleo@example.org' : 'ben@example.org';
  const body = { ...approval(records[0]?.hash ?? '', email), ...given };
  const others = build(by === null ? [body] : [body, by], { ledger: his, from: '2026-11-21T12:00:00.000Z' });
  const texts = [
    { id: hers, source: 'hers', bytes: Buffer.from(toText(records)) },
    { id: his, source: 'his', bytes: Buffer.from(toText(others)) },
  ];
  const now = Date.parse('2026-11-22T00:00:00Z');
  return indexRecords(await checkLedgers(texts, { signers, keygen: null, anchors: [], now }));
}

async function counted(own: readonly DecisionBody[], by: TestKey | null = ben, given: Partial<ApprovalBody> = {}) {
  const found = await index(own, by, given);
  const [standing] = found.decisions;
  const finding = standing?.hunk.findings[0];
  if (standing === undefined || finding === undefined) throw new Error('nothing stands');
  return approvalsUnder({ ...standing, finding }, { role: 'identity-team', holders, index: found }).length;
}

describe('an approval of what was submitted', () => {
  const submitted = decision('submitted', 'Why.');

  test('counts before it is accepted and after, as long as the same is said of the same', async () => {
    expect(await counted([submitted])).toBe(1);
    expect(await counted([submitted, decision('accepted', 'Why.')])).toBe(1);
    expect(await counted([submitted, decision('accepted', 'Other words.')])).toBe(0);
    expect(await counted([submitted, decision('accepted', 'Why.', 'other lines')])).toBe(0);
    expect(await counted([submitted, { ...decision('accepted', 'Why.'), changeSet: 'other' }])).toBe(1);
  });

  test('counts for nothing without a signature, without the role, for another role, and under a rejection', async () => {
    expect(await counted([submitted], null)).toBe(0);
    expect(await counted([submitted], cleo)).toBe(0);
    expect(await counted([submitted], ben, { role: 'others' })).toBe(0);
    expect(await counted([decision('rejected', 'Why.'), decision('accepted', 'Why.')])).toBe(0);
    // Ana holds the role too, and is the author.
    expect(await counted([submitted], ana)).toBe(0);
  });

  test('counts no more when who gave it has rejected it since', async () => {
    const records = build([submitted, ana], { ledger: hers });
    const approved = approval(records[0]?.hash ?? '');
    const rejected = { ...decision('rejected', 'Why.'), decidedBy: approved.decidedBy };
    const countAfter = async (...steps: readonly RecordBody[]): Promise<number> => {
      const others = build([...steps, ben], { ledger: his, from: '2026-11-21T12:00:00.000Z' });
      const texts = [
        { id: hers, source: 'hers', bytes: Buffer.from(toText(records)) },
        { id: his, source: 'his', bytes: Buffer.from(toText(others)) },
      ];
      const now = Date.parse('2026-11-22T00:00:00Z');
      const found = indexRecords(await checkLedgers(texts, { signers, keygen: null, anchors: [], now }));
      const standing = found.decisions.find(({ ledger }) => ledger.id === hers);
      const finding = standing?.hunk.findings[0];
      if (standing === undefined || finding === undefined) throw new Error('nothing stands');
      return approvalsUnder({ ...standing, finding }, { role: 'identity-team', holders, index: found }).length;
    };
    expect(await countAfter(approved)).toBe(1);
    expect(await countAfter(approved, rejected)).toBe(0);
    expect(await countAfter(approved, rejected, approved)).toBe(1);
  });

  test('submitting accepts nothing', async () => {
    const found = await index([submitted], ben);
    expect(found.decisions).toHaveLength(1);
    expect(found.answersTo('f')).toEqual([]);
    expect(found.acceptedIn('a.ts')).toEqual([]);
  });

  test('a request names the role', () => {
    const [record] = build([submitted], { ledger: hers });
    if (record?.kind !== 'decision') throw new Error('no decision');
    const asked = { changeSet: 's', ledger: hers, requestedAt: '', requestedBy: { name: null, email: null } };
    expect(toReviewRequest([record], { ...asked, commit: null, hasContents: false }).roles).toEqual(['identity-team']);
  });
});

describe('an approval under a touch of the key', () => {
  const put = decision('submitted', 'Why.');
  const [hunkOf] = put.hunks;
  const demanding: DecisionBody = {
    ...put,
    hunks: [{ ...hunkOf!, findings: hunkOf!.findings.map((finding) => ({ ...finding, presence: true })) }],
  };
  const touched = (records: readonly LedgerRecord[], token: SoftToken, ledger: string): readonly LedgerRecord[] => {
    const seal = tokenSeal(records, token, { flags: 1, claims: 'touch', at: '2026-11-21T13:00:00.000Z', ledger });
    return [...records, appendRecord(seal, records.at(-1)!)];
  };

  /** Ana's explanation, an approval whose first seal is of one key and whose touch is of another. */
  async function indexTouched(first: TestKey, by: SoftToken, authors: SoftToken | null = null) {
    const explained = build([demanding, ana], { ledger: hers });
    const records = authors === null ? explained : touched(explained, authors, hers);
    const given = build([approval(explained[0]?.hash ?? ''), first], {
      ledger: his,
      from: '2026-11-21T12:00:00.000Z',
    });
    const texts = [
      { id: hers, source: 'hers', bytes: Buffer.from(toText(records)) },
      { id: his, source: 'his', bytes: Buffer.from(toText(touched(given, by, his))) },
    ];
    const now = Date.parse('2026-11-22T00:00:00Z');
    const withTokens = loadSigners({ file: 'allowed_signers', text: allowed + tokens }, null).value;
    return indexRecords(await checkLedgers(texts, { signers: withTokens, keygen: null, anchors: [], now }));
  }
  const all = new Set([ana, ben, bens, shared].map(({ fingerprint }) => fingerprint));
  const keys = async (...given: Parameters<typeof indexTouched>): Promise<readonly string[]> => {
    const found = await indexTouched(...given);
    const standing = found.decisions.find(({ ledger }) => ledger.id === hers)!;
    const answer = { ...standing, finding: standing.hunk.findings[0]! };
    return approvalsUnder(answer, { role: 'identity-team', holders: all, index: found }).map(
      ({ by }) => by.fingerprint,
    );
  };

  test('counts by the key that was touched', async () => {
    expect(await keys(ben, bens)).toEqual([bens.fingerprint]);
  });

  test("is one's own by any key under either of the two", async () => {
    expect(await keys(ben, shared)).toEqual([shared.fingerprint]);
    expect(await keys(ben, shared, shared)).toEqual([]);
    expect(await keys(ana, bens)).toEqual([]);
  });

  test('is told with the key by which it counts, where the policy demands no touch any more', async () => {
    const opened = { ...review(hunk('h-0', [findingOf('f', 'approve')])), id: 's' };
    const said = { fingerprint: 'f', reason: 'needed', words: 'Why.', at: stamp.decidedAt } as const;
    const explained = advance(opened, { kind: 'explain', hunk: 'h-0', ...said }, 'enforce').review;
    const index = await indexTouched(ben, bens);
    const events = approvalEvents(explained, { own: hers, index, holders: () => all });
    expect(events).toMatchObject([{ kind: 'approved', approval: { key: bens.fingerprint, by: 'ben@example.org' } }]);
  });
});

test('holders of a role are named as people, each once', () => {
  expect(holdersOfRole(['@acme/identity', ana.fingerprint, 'nobody'], signers)).toEqual([
    'ana@example.org',
    'ben@example.org',
  ]);
  expect(holdersOfRole([], signers)).toEqual([]);
});
