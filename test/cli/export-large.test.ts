import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerRecord, RecordBody } from '../../server/src/core/model/record.ts';
import { toLine } from '../../server/src/core/record.ts';
import { chainOf, realistic, recordedHunk } from '../unit/exports/realistic.ts';
import { countersign } from './run-cli.ts';

const count = 10_000;
/** Half of what the records alone would take as objects. */
const heapMb = 48;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-large-'));
  const [first] = realistic as readonly [LedgerRecord];
  const { seq: _seq, prev: _prev, hash: _hash, ...body } = first;
  const decision = body as Extract<RecordBody, { kind: 'decision' }>;
  const bodies = Array.from({ length: count }, (_, at): RecordBody => {
    const hunks = [recordedHunk({ id: `h${at}`, path: `src/m${at % 100}/f${at}.ts` })];
    return { ...decision, changeSet: `set-${Math.floor(at / 4)}`, hunks, rejectReason: 'x'.repeat(4000) };
  });
  writeFileSync(join(folder, 'ledger.jsonl'), chainOf(bodies).map(toLine).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['html', 'sarif'])('a ledger larger than the heap leaves as %s', async (format) => {
  const ledgerBytes = statSync(join(folder, 'ledger.jsonl')).size;
  expect(ledgerBytes).toBeGreaterThan(heapMb * 1024 * 1024);
  const run = await countersign(['export', '--ledger', 'ledger.jsonl', '--format', format, '--out', 'out'], {
    directory: folder,
    environment: { NODE_OPTIONS: `--max-old-space-size=${heapMb}` },
  });
  expect([run.exitCode, run.errors.replace(/^These statements.*\n/u, '')]).toEqual([0, '']);
  expect(statSync(join(folder, 'out')).size).toBeGreaterThan(count * 100);
});
