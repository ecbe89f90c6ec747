import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { recordFormats } from '../../../server/src/core/export.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';
import { verifyLedger } from '../../../server/src/core/record.ts';
import { inputOf } from './realistic.ts';
import { linesOf, written } from './written.ts';

/**
 * Ledgers as released versions wrote them, byte for byte: never written anew. When records get a version 2, its ledgers come beside
 * these, and these must still verify, export, and fit the schema of their own version.
 */
const LEDGERS = [
  { file: '0.1-decisions.jsonl', schema: 'record.v1.schema.json', records: 2 },
  { file: '0.2-all-kinds.jsonl', schema: 'record.v1.schema.json', records: 10 },
] as const;

describe.each(LEDGERS)('the ledger $file', ({ file, schema, records }) => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8');
  const read = verifyLedger(text);

  test('still verifies', () => {
    expect([read.kind, read.records.length]).toEqual(['intact', records]);
  });

  test('fits the schema that was published with it', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormatsModule.default(ajv);
    const isRecord = ajv.compile(JSON.parse(readFileSync(join('server/schema', schema), 'utf8')) as object);
    for (const line of linesOf(text)) expect([isRecord(line), isRecord.errors]).toEqual([true, null]);
  });

  test.each(recordFormats.map(({ id }) => id))('leaves as %s', (id) => {
    const exported = written(id, inputOf(read.records));
    const [first] = read.records as readonly [LedgerRecord];
    expect(exported).toContain(first.hash);
  });

  test('is the same ledger after a trip through NDJSON', () => {
    const [, ...lines] = written('ndjson', inputOf(read.records)).split('\n');
    expect(lines.join('\n')).toBe(text);
  });
});

test('members of a later version pass through, and keep their hash', () => {
  const [line = ''] = readFileSync(join(import.meta.dirname, 'fixtures/0.1-decisions.jsonl'), 'utf8').split('\n');
  const record = { ...(JSON.parse(line) as LedgerRecord), later: { member: 1 } };
  expect(linesOf(written('ndjson', inputOf([record])))[1]).toEqual(record);
});
