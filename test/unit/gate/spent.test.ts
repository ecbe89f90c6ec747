import { expect, test } from 'vitest';
import { spentHunks, type Landed, type LandedSince } from '../../../server/src/core/gate.ts';
import type { GateRecord, Signer } from '../../../server/src/core/model/gate.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';

interface Step {
  readonly from: string;
  readonly to: string;
  readonly id?: string;
  readonly base?: string | null;
  readonly outcome?: 'accepted' | 'rejected';
}

/** The names of steps, `from-to`, that answer for nothing any more. */
function spent(steps: readonly Step[], landed: Readonly<Record<string, LandedSince>>): readonly string[] {
  const records = steps.map(({ from, to, id = `${from}-${to}`, base = 'old', outcome = 'accepted' }, index) => ({
    ledger: 'l',
    signer: null,
    toucher: null,
    record: {
      kind: 'decision',
      outcome,
      hash: `${index}`,
      policy: { digest: '', base },
      hunks: [
        { id, path: 'a.ts', beforeBlob: from, afterBlob: to, ...(outcome === 'accepted' ? { acceptedBlob: to } : {}) },
      ],
    },
  })) as unknown as readonly GateRecord[];
  const keys = spentHunks(records, new Map(Object.entries(landed)));
  return steps.flatMap(({ from, to, id = `${from}-${to}` }, index) => keys.get(`${index}\na.ts\n${id}`) ? [`${from}-${to}: ${keys.get(`${index}\na.ts\n${id}`)}`] : []); // prettier-ignore
}

const holding = (blobs: readonly string[], hunks: readonly string[] = []): LandedSince =>
  new Map<string, Landed>([['a.ts', { blobs: new Set(blobs), hunks: new Set(hunks) }]]);

test('an answer is spent once the base has held its content or its hunk, and so are the turns that led there', () => {
  expect(spent([{ from: '1', to: '2' }], { old: holding(['2']) })).toEqual(['1-2: landed']);
  expect(spent([{ from: '1', to: '2' }], { old: holding(['9'], ['1-2']) })).toEqual(['1-2: landed']);
  expect(spent([{ from: '1', to: '2' }], { old: holding(['9']) })).toEqual([]);
  const turns = [
    { from: '1', to: '2' },
    { from: '2', to: '3' },
    { from: '3', to: '4' },
  ];
  expect(spent(turns, { old: holding(['3']) })).toEqual(['1-2: landed', '2-3: landed']);
  expect(
    spent(
      [
        { from: '2', to: '2' },
        { from: '2', to: '2' },
      ],
      { old: holding(['2']) },
    ),
  ).toHaveLength(2);
});

test('an answer on a newer base is for what comes after, whatever the base held before', () => {
  const again = [
    { from: '1', to: '2' },
    { from: '1', to: '2', base: 'new' },
    { from: '2', to: '3' },
  ];
  expect(spent(again, { old: holding(['3']), new: holding([]) })).toEqual(['1-2: landed', '2-3: landed']);
});

test('what was signed on no commit answers where its seal says that it was here', () => {
  const record = { kind: 'decision', outcome: 'accepted', hash: 'h', policy: { digest: '', base: null }, hunks: [{ id: 'i', path: 'a.ts' }] }; // prettier-ignore
  const given = (signer: Signer | null, isBound: boolean): readonly string[] => [
    ...spentHunks([{ record: record as unknown as LedgerRecord, signer, isBound }], new Map()).values(),
  ];
  const ana = { key: 'SHA256:a', principals: [] };
  expect([given(ana, true), given(ana, false), given(null, false)]).toEqual([[], ['unbound'], []]);
});

test('an answer from another history holds for nothing; without a commit it is as it was, and a refusal stays', () => {
  expect(spent([{ from: '1', to: '2' }], { old: 'elsewhere' })).toEqual(['1-2: elsewhere']);
  expect(spent([{ from: '1', to: '2', base: null }], { old: 'elsewhere' })).toEqual([]);
  expect(spent([{ from: '1', to: '2', base: 'unasked' }], { old: 'elsewhere' })).toEqual([]);
  for (const since of ['elsewhere', holding(['2'])] as const)
    expect(spent([{ from: '1', to: '2', outcome: 'rejected' }], { old: since })).toEqual([]);
});
