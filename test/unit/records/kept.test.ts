import { expect, test } from 'vitest';
import type { PrivacySettings } from '../../../server/src/core/model/policy.ts';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { toKept, toKeptPerson } from '../../../server/src/core/record.ts';
import { realistic, recordedFinding, recordedHunk } from '../exports/realistic.ts';

const bodyOf = ({ seq: _seq, prev: _prev, hash: _hash, ...body }: LedgerRecord): RecordBody => body;
const bodies = realistic.map(bodyOf);
const kept = (privacy: Omit<PrivacySettings, 'recordPrompts'>): readonly RecordBody[] =>
  bodies.map((body) => toKept(body, { recordPrompts: 'hash', ...privacy }));
const shownIn = ([first]: readonly RecordBody[]) => (first?.kind === 'decision' ? first.shown : null);

test('records keep what they always kept where the policy says nothing', () => {
  expect(kept({})).toEqual(bodies);
  expect(kept({ identity: 'full', attentionTimes: 'exact' })).toEqual(bodies);
});

test('under key-id no record is written with a name or an address, and keys stay', () => {
  const approval = { role: 'r', by: 'ben@example.org', key: 'SHA256:b', at: 'now', ledger: 'l', record: 'r' };
  const [first] = bodies;
  if (first?.kind !== 'decision') throw new Error('no decision');
  const approved = { ...first, hunks: [recordedHunk({ findings: [recordedFinding({ approval })] })] };
  const text = JSON.stringify([
    ...kept({ identity: 'key-id' }),
    toKept(approved, { recordPrompts: 'hash', identity: 'key-id' }),
  ]);
  expect(text).not.toMatch(/Ana Ruiz|Ben Osei|@example\.org/u);
  expect(text.match(/SHA256:b/gu)).toHaveLength(2);
  const keys = (all: readonly RecordBody[]) => all.map((body) => ('decidedBy' in body ? body.decidedBy.key : null));
  expect(keys(kept({ identity: 'key-id' }))).toEqual(keys(bodies));
  const asking = { name: 'Ana', email: 'ana@example.org' };
  expect(toKeptPerson(asking, { recordPrompts: 'hash', identity: 'key-id' })).toEqual({ name: null, email: null });
});

test('times on screen are kept by the hour and the minute, or not at all', () => {
  const parts = { inView: { lines: 9, of: 12 }, expanded: { findings: 1, of: 1 } };
  expect(shownIn(bodies)).toEqual({ at: '2026-11-21T10:01:00.000Z', ms: 61_400, ...parts });
  expect(shownIn(kept({ attentionTimes: 'coarse' }))).toEqual({
    at: '2026-11-21T10:00:00.000Z',
    ms: 120_000,
    ...parts,
  });
  expect(kept({ attentionTimes: 'off' })[0]).not.toHaveProperty('shown');
});
