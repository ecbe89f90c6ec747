import { describe, expect, test } from 'vitest';
import type { RecordBody } from '../../../server/src/core/model/record.ts';
import { indexRecords, matchCommit, toBindingBody } from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { build, decider, toText } from './sealed.ts';

const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40));
const stamp = { decidedAt: '2026-11-21T10:00:00.000Z', toolVersion: '0.1.0' };

function decision(
  path: string,
  before: string | null,
  after: string | null,
  outcome: 'accepted' | 'rejected' = 'accepted',
): RecordBody {
  const span = { start: 0, lines: 1 };
  return {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: 's',
    outcome,
    hunks: [
      {
        id: `${path} ${before} ${after}`,
        path,
        before: span,
        after: span,
        beforeBlob: before,
        afterBlob: after,
        judged: true,
        findings: [],
      },
    ],
    origin: { kind: 'agent', channel: 'disk', held: false, claimedBy: 'hook' },
    policy: { digest: 'd', base: null },
    decidedBy: decider(),
    ...stamp,
    tool: { name: 'countersign', version: '0.1.0' },
  };
}

async function index(ledgers: readonly (readonly RecordBody[])[]) {
  const texts = ledgers.map((bodies, at) => ({
    id: String(at).repeat(32),
    source: String(at),
    bytes: Buffer.from(toText(build(bodies))),
  }));
  return indexRecords(
    await checkLedgers(texts, {
      signers: null,
      keygen: null,
      repository: null,
      anchors: [],
      now: Date.parse('2026-11-22T00:00:00Z'),
    }),
  );
}

const commit = (beforeBlob: string | null, afterBlob: string | null, patchId: string | null = null) => ({
  id: 'c'.repeat(40),
  patchId,
  files: [{ path: 'a', beforeBlob, afterBlob }],
});

describe('a commit', () => {
  test('is accounted for by an unbroken line of accepted contents', async () => {
    const found = await index([[decision('a', one!, two!), decision('b', one!, two!), decision('a', two!, three!)]]);
    expect(matchCommit(commit(one!, three!), found)).toMatchObject({
      unmatched: [],
      records: [{}, {}].map(() => expect.any(String) as string),
    });
    expect(matchCommit(commit(null, three!), found).unmatched).toHaveLength(1);
    expect(matchCommit(commit(three!, one!), found).unmatched).toHaveLength(1);
  });

  test('is not by what was rejected, or accepted for another file', async () => {
    const found = await index([[decision('a', one!, two!, 'rejected'), decision('b', one!, two!)]]);
    expect(matchCommit(commit(one!, two!), found).unmatched).toHaveLength(1);
  });

  test('is by its patch where it was bound before, and only by whom it concerns', async () => {
    const accepted = decision('a', one!, two!);
    const [record] = build([accepted]);
    const binding = toBindingBody({ id: 'e'.repeat(40), patchId: 'p' }, [record!.hash], [], stamp);
    const own = await index([[accepted, binding]]);
    expect(matchCommit(commit(two!, three!, 'p'), own)).toMatchObject({ unmatched: [], records: [record!.hash] });
    expect(matchCommit(commit(two!, three!, 'q'), own).unmatched).toHaveLength(1);
    const forged = await index([[accepted], [binding]]);
    expect(matchCommit(commit(two!, three!, 'p'), forged).unmatched).toHaveLength(1);
    const partly = toBindingBody({ id: 'e'.repeat(40), patchId: 'p' }, [record!.hash], ['a'], stamp);
    expect(matchCommit(commit(two!, three!, 'p'), await index([[accepted, partly]])).unmatched).toHaveLength(1);
  });
});
