import type { LedgerRecord } from '../model/record.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { sha256Hex } from '../text/hash.ts';
import { defineFilesExport, type ExportedFile, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { writeCheckPage } from './bundle-page.ts';
import { recordsHtml } from './html.ts';

type Seal = Extract<ExportedRecord, { readonly kind: 'seal' }>;

/**
 * What somebody needs who trusts neither us nor whoever made the records: each record as the bytes that its hash is of, so that
 * `sha256sum --check` recomputes all of them; what each seal signs and its signature, for `ssh-keygen -Y verify`; the policy and the
 * allowed signers; and a page that says how.
 */
export const recordsBundle = defineFilesExport({
  id: 'bundle',
  title: 'Bundle that can be checked without us',
  mediaType: 'application/zip',
  extension: 'zip',
  *files(input) {
    const { records } = input;
    yield { path: 'CHECK.html', pieces: [writeCheckPage(input)] };
    yield { path: 'report.html', pieces: recordsHtml.write(input) };
    yield { path: 'records.jsonl', pieces: mapEach(records, (record) => `${canonicalJson(record)}\n`) };
    yield { path: 'SHA256SUMS', pieces: sumsOf(records) };
    for (const record of records) {
      yield { path: recordPath(record), pieces: [hashedText(record)] };
      if (record.kind === 'seal') yield* sealFiles(record);
    }
    for (const { path, text } of input.attachments ?? []) yield { path, pieces: [text] };
    yield { path: 'SHA256SUMS.attached', pieces: attachmentSums(input) };
  },
});

export function recordPath({ seq }: Pick<LedgerRecord, 'seq'>): string {
  return `records/${String(seq).padStart(8, '0')}.json`;
}

export function sealPath({ seq }: Pick<LedgerRecord, 'seq'>, extension: 'txt' | 'sig'): string {
  return `seals/${String(seq).padStart(8, '0')}.${extension}`;
}

/** The bytes that were hashed: RFC 8785 JSON without the hash itself. */
function hashedText(record: ExportedRecord): string {
  const { hash: _hash, ...rest } = record;
  return canonicalJson(rest);
}

/** Records from which something was left out have another hash now, and are no part of the list. */
function* sumsOf(records: Iterable<ExportedRecord>): Iterable<string> {
  for (const record of records) if (record.redacted === undefined) yield `${record.hash}  ${recordPath(record)}\n`;
}

function* sealFiles(record: Seal): Iterable<ExportedFile> {
  if (record.redacted !== undefined) return;
  const { signature, seq: _seq, prev: _prev, hash: _hash, ...signed } = record;
  yield { path: sealPath(record, 'txt'), pieces: [`${canonicalJson(signed)}\n`] };
  yield { path: sealPath(record, 'sig'), pieces: [armoured(signature.value)] };
}

const ARMOUR = '-----BEGIN SSH SIGNATURE-----';

function armoured(value: string): string {
  if (value.startsWith(ARMOUR)) return value.endsWith('\n') ? value : `${value}\n`;
  const lines = value.replaceAll(/\s/gu, '').match(/.{1,70}/gu) ?? [];
  return `${[ARMOUR, ...lines, '-----END SSH SIGNATURE-----'].join('\n')}\n`;
}

function* attachmentSums({ attachments = [] }: RecordsInput): Iterable<string> {
  for (const { path, text } of attachments) yield `${sha256Hex(text)}  ${path}\n`;
}

function mapEach<From>(values: Iterable<From>, to: (value: From) => string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (const value of values) yield to(value);
    },
  };
}
