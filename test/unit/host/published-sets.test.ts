import { expect, test } from 'vitest';
import { requestId } from '../../../server/src/core/record.ts';
import { findPublishedSet, type Records } from '../../../server/src/host/published-sets.ts';

const requested = (ledger: string, changeSet: string) =>
  ({ commit: '', request: { ledger, changeSet } }) as unknown as Records['requests'][number];

test('a whole id is that of one request, whatever others call their change sets', () => {
  const asked = requested('ada', 'set-1');
  const id = requestId(asked.request);
  const decided = (ledger: string, changeSet: string) => ({
    ledger: { id: ledger },
    record: { changeSet, outcome: 'accepted', decidedAt: '2026-11-21T14:02:00Z' },
  });
  const records = {
    requests: [asked, requested('mallory', id)],
    index: { decisions: [decided('ada', 'set-1'), decided('mallory', id)] },
  } as unknown as Records;
  expect(findPublishedSet(records, id)).toMatchObject({ id: 'set-1', decisions: [{ ledger: { id: 'ada' } }] });
  expect(findPublishedSet(records, id.slice(0, 12))).toBe('several');
});
