import { expect, test } from 'vitest';
import { recordFormats } from '../../../server/src/core/export.ts';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { describeChain, loadSigners } from '../../../server/src/core/record.ts';
import { fixedKey } from './fixed-keys.ts';
import { allowed, anasKey, bensKey, chainOf, checkedChain, inputOfChains, realistic } from './realistic.ts';
import { written } from './written.ts';

const bodies = realistic.map(({ seq: _seq, prev: _prev, hash: _hash, ...body }) => body as RecordBody);
const sealAt = bodies.findIndex(({ kind }) => kind === 'seal');
const seal = bodies[sealAt] as Extract<RecordBody, { kind: 'seal' }>;

/** Up to the first seal, which is another one. */
const sealedWith = (other: RecordBody): readonly LedgerRecord[] => chainOf([...bodies.slice(0, sealAt), other]);
const signersOf = (rows: readonly string[], revoked: string | null = null) =>
  loadSigners({ file: 'allowed', text: rows.join('\n') }, revoked === null ? null : { file: 'revoked', text: revoked })
    .value;

const { signature: _signature, ...unsigned } = seal;
const [forAna = '', forBen = ''] = allowed;
const expired = [forAna.replace(' ssh-', ' valid-before="20261121100500Z" ssh-'), forBen];
const whole = realistic.slice(0, sealAt + 1);

test.each<readonly [string, string, ReturnType<typeof checkedChain>]>([
  ['of somebody else under her name', 'wrong-key', checkedChain(sealedWith(fixedKey('mallory').seal(unsigned)))],
  ['of other words', 'bad-signature', checkedChain(sealedWith({ ...seal, changeSets: ['another'] }))],
  ['of a key that nobody knows', 'unknown-signer', checkedChain(whole, { signers: signersOf([forBen]) })],
  ['of a key that had expired', 'expired-signer', checkedChain(whole, { signers: signersOf(expired) })],
  ['of a key that is revoked', 'revoked-signer', checkedChain(whole, { signers: signersOf(allowed, anasKey.line) })],
])('a signature %s is called good in no form, and named as by verify', (_name, kind, chain) => {
  const input = inputOfChains([chain]);
  const fault = chain.chain.faults.find((each) => each.of === 'seal');
  expect(fault?.kind).toBe(kind);
  const { state } = describeChain(chain.chain);
  for (const { id } of recordFormats) {
    const text = written(id, input);
    expect(text, id).toContain('A signature does not count.');
    expect(text, id).not.toMatch(/is intact|Signed up to|Sealed No\.|"signedBy":"/u);
    if (id === 'agent-trace') continue;
    expect(text, id).toContain(state);
    expect(text, id).toContain(fault?.message.slice(0, 40));
  }
  const csv = written('csv', input).split('\r\n');
  expect(csv.filter((row) => row.includes(',signed,'))).toEqual([]);
  expect(written('html', input)).not.toContain('<td>signed');
});

test('whoever signs under the name of somebody else does not become them', () => {
  const records = chainOf([
    bodies[0] as RecordBody,
    bensKey.seal({
      ...unsigned,
      head: { seq: 1, hash: realistic[0]?.hash ?? '' },
      decidedBy: { ...seal.decidedBy, key: bensKey.fingerprint },
    }),
  ]);
  const input = inputOfChains([checkedChain(records)]);
  const [, decided = ''] = written('csv', input).split('\r\n');
  expect(decided).toContain('"Ana Ruiz",ana@example.org,,claimed,');
  expect(decided).toMatch(/ben@example\.org @acme\/identity/u);
});
