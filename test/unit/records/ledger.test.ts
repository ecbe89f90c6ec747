import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobId, ingestTexts } from '../../../server/src/core/ingest.ts';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import {
  type Head,
  type Stamp,
  appendRecord,
  toDecisionBody,
  toLine,
  toProblemBody,
  verifyLedger,
} from '../../../server/src/core/record.ts';
import { advance, openReview } from '../../../server/src/core/review.ts';
import { finding, origin } from '../review/fixtures.ts';

const stamp: Stamp = {
  decidedBy: { name: 'Ana', email: 'ana@example.org', key: null, basis: 'claimed', surface: 'panel' },
  decidedAt: '2026-11-21T10:00:00Z',
  policy: { digest: 'd'.repeat(64), base: null },
  toolVersion: '0.1.0',
};

function decision(words = 'Because.'): RecordBody {
  const { changeSet } = ingestTexts({ before: { 'a.ts': 'one\n  two\n' }, after: { 'a.ts': 'one\n' } }, origin);
  const id = changeSet.files[0]?.hunks[0]?.id ?? '';
  const review = openReview({ id: changeSet.id, origin, title: '', landedAt: '' }, [
    { id, path: 'a.ts', judged: true, findings: [finding('f', 'explain', id)] },
  ]);
  const explained = advance(
    review,
    { kind: 'explain', hunk: id, fingerprint: 'f', reason: 'needed', words, at: stamp.decidedAt },
    'enforce',
  ).review;
  const step = advance(explained, { kind: 'accept', hunk: id, as: 'accepted' }, 'enforce');
  const [effect] = step.effects;
  if (effect?.kind !== 'record') throw new Error('not recorded');
  return toDecisionBody(effect, step.review, changeSet, stamp);
}

function ledger(bodies: readonly RecordBody[]): { readonly records: readonly LedgerRecord[]; readonly text: string } {
  const records: LedgerRecord[] = [];
  let head: Head = null;
  for (const body of bodies) {
    const record = appendRecord(body, head);
    records.push(record);
    head = { seq: record.seq, hash: record.hash };
  }
  return { records, text: records.map(toLine).join('') };
}

const three = ledger([decision(), toProblemBody('The ledger was torn.', stamp), decision('Ünïcode 😀 \ud800')]);
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

describe('a ledger', () => {
  test('verifies as it was written, and an empty one does', () => {
    expect(verifyLedger(three.text)).toMatchObject({ kind: 'intact', head: { seq: 3, hash: three.records[2]?.hash } });
    expect(verifyLedger('')).toEqual({ kind: 'intact', records: [], head: null });
  });

  test('holds the decision with its findings, words and blobs', () => {
    expect(three.records[0]).toMatchObject({
      kind: 'decision',
      outcome: 'accepted',
      seq: 1,
      prev: null,
      hunks: [
        {
          path: 'a.ts',
          judged: true,
          beforeBlob: blobId('one\n  two\n'),
          findings: [{ obligation: 'explain', acknowledgement: { reason: 'needed', words: 'Because.' } }],
        },
      ],
    });
  });

  test('one flipped bit anywhere is found', () => {
    const bytes = new TextEncoder().encode(three.text);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        let kind: string;
        try {
          kind = verifyLedger(decode(flipped)).kind;
        } catch {
          kind = 'undecodable';
        }
        expect(kind).not.toBe('intact');
      }),
      { numRuns: 3000 },
    );
  });

  test('says which line is wrong and how', () => {
    const [one = '', two = '', last = ''] = three.text.split('\n').map((line) => `${line}\n`);
    const broken = (text: string): unknown => {
      const verified = verifyLedger(text);
      return verified.kind === 'broken'
        ? [verified.broken.line, verified.broken.what, verified.records.length]
        : verified.kind;
    };
    expect(broken(one + last)).toEqual([2, 'gap', 1]);
    expect(broken(one + one)).toEqual([2, 'duplicate', 1]);
    expect(broken(two + one)).toEqual([1, 'reordered', 0]);
    expect(broken(two + last)).toEqual([1, 'gap', 0]);
    expect(broken(`${one}{\n${two}`)).toEqual([2, 'bad-json', 1]);
    expect(broken(`${one}{}\n`)).toEqual([2, 'bad-shape', 1]);
    expect(broken(one.replace('Because.', 'Becaus3.') + two)).toEqual([1, 'wrong-hash', 0]);
    expect(broken(one.replace(',', ', ') + two)).toEqual([1, 'not-canonical', 0]);
    const other = ledger([decision('Another beginning.')]).text;
    expect(broken(other + two)).toEqual([2, 'wrong-prev', 1]);
    expect(broken(`${one}\n${two}`)).toEqual([2, 'bad-json', 1]);
  });

  test('an unfinished last line is told apart from a broken record', () => {
    expect(verifyLedger(three.text.slice(0, -1))).toMatchObject({ kind: 'torn', line: 3, head: { seq: 2 } });
    expect(verifyLedger(`${three.text}{"half`)).toMatchObject({ kind: 'torn', line: 4, head: { seq: 3 } });
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void verifyLedger(text)));
    expect(verifyLedger(`{"a":${'['.repeat(100_000)}\n`).kind).toBe('broken');
    fc.assert(fc.property(fc.json(), (text) => void verifyLedger(`${text}\n`)));
  });
});
