import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownRepository } from '../../../server/src/core/model/ledger.ts';
import type { Decider, LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import {
  appendRecord,
  readPublicKey,
  toLine,
  toSealBody,
  toSealText,
  toUnsignedSeal,
  type Head,
} from '../../../server/src/core/record.ts';

export interface TestKey {
  readonly path: string;
  /** `ssh-ed25519 AAAA…` */
  readonly line: string;
  readonly fingerprint: string;
}

/** A real key of that kind, without a passphrase. */
export function makeKey(name: string, ...kind: readonly string[]): TestKey {
  const path = join(mkdtempSync(join(tmpdir(), 'key-')), name);
  const type = kind.length === 0 ? ['-t', 'ed25519'] : kind;
  execFileSync('ssh-keygen', ['-q', ...type, '-N', '', '-C', name, '-f', path]);
  const line = readFileSync(`${path}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ');
  return { path, line, fingerprint: readPublicKey(line)?.fingerprint ?? '' };
}

export function sign(text: string, key: TestKey, namespace = 'countersign'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'text-')), 'text');
  writeFileSync(file, text);
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', key.path, file], { stdio: 'ignore' });
  return readFileSync(`${file}.sig`, 'utf8');
}

export const ledgerId = 'a'.repeat(32);

export function decider(key: string | null = null, more: Partial<Decider> = {}): Decider {
  return { name: 'Ana', email: 'ana@example.org', key, basis: 'claimed', surface: 'terminal', ...more };
}

/** Records one after the other, a minute apart, with seals where a key stands. */
export function build(
  steps: readonly (RecordBody | TestKey)[],
  {
    ledger = ledgerId,
    from = '2026-11-21T10:00:00.000Z',
    repository = null,
  }: { readonly ledger?: string; readonly from?: string; readonly repository?: KnownRepository } = {},
): readonly LedgerRecord[] {
  const records: LedgerRecord[] = [];
  for (const [index, step] of steps.entries()) {
    const at = new Date(Date.parse(from) + index * 60_000).toISOString();
    const body = 'path' in step ? sealBody(records, step, at, { ledger, repository }) : { ...step, decidedAt: at };
    records.push(appendRecord(body, (records.at(-1) as Head | undefined) ?? null));
  }
  return records;
}

export function sealBody(
  records: readonly LedgerRecord[],
  key: TestKey,
  at: string,
  { ledger = ledgerId, repository = null }: { readonly ledger?: string; readonly repository?: KnownRepository } = {},
): RecordBody {
  const seal = toUnsignedSeal(records, records, {
    ledger,
    decidedBy: decider(key.fingerprint),
    decidedAt: at,
    presence: 'none',
    repository,
    toolVersion: '0.1.0',
  });
  if (seal === null) throw new Error('nothing to seal');
  return toSealBody(seal, sign(toSealText(seal), key));
}

export function toText(records: readonly LedgerRecord[]): string {
  return records.map(toLine).join('');
}

export function problem(message: string): RecordBody {
  return {
    kind: 'problem',
    schemaVersion: 1,
    message,
    decidedAt: '2026-11-21T10:00:00.000Z',
    tool: { name: 'countersign', version: '0.1.0' },
  };
}
