import { describe, expect, test } from 'vitest';
import { approvalEvents } from '../../../server/src/core/review-approvals.ts';
import { advance } from '../../../server/src/core/review.ts';
import type { ApprovalBody, DecisionBody, LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import {
  appendRecord,
  approvalsUnder,
  holdersOfRole,
  indexRecords,
  loadSigners,
  toReviewRequest,
} from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { finding as findingOf, hunk, review } from '../review/fixtures.ts';
import { build, toText, type TestKey } from './sealed.ts';
import { tokenSeal, type SoftToken } from './soft-token.ts';

import {
  allowed,
  ana,
  approval,
  ben,
  bens,
  cleo,
  decision,
  hers,
  his,
  holders,
  index,
  shared,
  signers,
  stamp,
  tokens,
} from './explained.ts';

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
      const found = indexRecords(
        await checkLedgers(texts, { signers, keygen: null, repository: null, anchors: [], now }),
      );
      const standing = found.decisions.find(({ ledger }) => ledger.id === hers);
      const finding = standing?.hunk.findings[0];
      if (standing === undefined || finding === undefined) throw new Error('nothing stands');
      return approvalsUnder({ ...standing, finding }, { role: 'identity-team', holders, index: found }).length;
    };
    expect(await countAfter(approved)).toBe(1);
    expect(await countAfter(approved, rejected)).toBe(0);
    expect(await countAfter(approved, rejected, approved)).toBe(1);
    // Who answered for it as the edit of their own agent is party to it.
    const driven = { ...decision('accepted', 'My agent did it.'), changeSet: 'his own' };
    expect(await countAfter(driven, approved)).toBe(0);
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
    return indexRecords(
      await checkLedgers(texts, { signers: withTokens, keygen: null, repository: null, anchors: [], now }),
    );
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
