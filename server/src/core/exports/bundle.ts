import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LedgerRecord } from '../model/record.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { sha256Hex } from '../text/hash.ts';
import { writeCheckPage } from './bundle-page.ts';
import { defineFilesExport, type ExportedChain, type ExportedFile, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { recordsHtml } from './html.ts';

type Seal = Extract<ExportedRecord, { readonly kind: 'seal' }>;

/**
 * What somebody needs who trusts neither us nor whoever made the records: each record as the bytes that its hash is of, so that
 * `sha256sum --check` recomputes all of them; what each seal signs and its signature, for `ssh-keygen -Y verify`; the policy and the
 * allowed signers; a list of the sums of every file; and a page that says how.
 */
export const recordsBundle = defineFilesExport({
  id: 'bundle',
  title: 'Bundle that can be checked without us',
  mediaType: 'application/zip',
  extension: 'zip',
  carries: 'whole',
  *files(input) {
    const sums: string[] = [];
    for (const file of filesOf(input)) {
      // Records are in a list of their own, by the hash that they have in their chain.
      yield isInRecordList(file.path) ? file : summed(file, sums);
    }
    yield { path: 'SHA256SUMS.files', pieces: sums };
  },
});

function* filesOf(input: RecordsInput): Iterable<ExportedFile> {
  const { chains } = input;
  yield { path: 'CHECK.html', pieces: [writeCheckPage(input)] };
  yield { path: 'report.html', pieces: recordsHtml.write(input) };
  for (const [index, { records }] of chains.entries()) {
    const folder = folderOf(chains, index);
    yield { path: `${folder}records.jsonl`, pieces: mapEach(records, (record) => `${canonicalJson(record)}\n`) };
    for (const record of records) {
      // What has another hash now, for something was left out of it, is checked like any other file.
      const path = `${folder}${record.redacted === undefined ? 'records' : 'redacted'}/${fileName(record)}.json`;
      yield { path, pieces: [hashedText(record)] };
      if (record.kind === 'seal') yield* sealFiles(record, folder);
    }
  }
  yield { path: 'SHA256SUMS', pieces: recordSums(chains) };
  for (const { path, text } of input.attachments ?? []) yield { path, pieces: [text] };
}

/** Of several ledgers each has a folder. */
function folderOf(chains: readonly ExportedChain[], index: number): string {
  return chains.length === 1 ? '' : `ledgers/${chains[index]?.report.id ?? `unnamed-${index + 1}`}/`;
}

function fileName({ seq }: Pick<LedgerRecord, 'seq'>): string {
  return String(seq).padStart(8, '0');
}

function isInRecordList(path: string): boolean {
  return /(?:^|\/)records\/\d+\.json$/u.test(path);
}

/** Of a file that is made while it is written the sum is known after that. */
function summed({ path, pieces }: ExportedFile, sums: string[]): ExportedFile {
  if (Array.isArray(pieces)) {
    sums.push(`${sha256Hex(pieces.join(''))}  ${path}\n`);
    return { path, pieces };
  }
  return {
    path,
    pieces: {
      *[Symbol.iterator]() {
        const hash = sha256.create();
        for (const piece of pieces) {
          hash.update(utf8ToBytes(piece));
          yield piece;
        }
        sums.push(`${bytesToHex(hash.digest())}  ${path}\n`);
      },
    },
  };
}

/** The bytes that were hashed: RFC 8785 JSON without the hash itself. */
function hashedText(record: ExportedRecord): string {
  const { hash: _hash, ...rest } = record;
  return canonicalJson(rest);
}

function* recordSums(chains: readonly ExportedChain[]): Iterable<string> {
  for (const [index, { records }] of chains.entries())
    for (const record of records)
      if (record.redacted === undefined)
        yield `${record.hash}  ${folderOf(chains, index)}records/${fileName(record)}.json\n`;
}

function* sealFiles(record: Seal, folder: string): Iterable<ExportedFile> {
  if (record.redacted !== undefined) return;
  const { signature, seq: _seq, prev: _prev, hash: _hash, ...signed } = record;
  const path = `${folder}seals/${fileName(record)}`;
  yield { path: `${path}.txt`, pieces: [`${canonicalJson(signed)}\n`] };
  yield { path: `${path}.sig`, pieces: [armoured(signature.value)] };
}

const ARMOUR = '-----BEGIN SSH SIGNATURE-----';

function armoured(value: string): string {
  if (value.startsWith(ARMOUR)) return value.endsWith('\n') ? value : `${value}\n`;
  const lines = value.replaceAll(/\s/gu, '').match(/.{1,70}/gu) ?? [];
  return `${[ARMOUR, ...lines, '-----END SSH SIGNATURE-----'].join('\n')}\n`;
}

function mapEach<From>(values: Iterable<From>, to: (value: From) => string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (const value of values) yield to(value);
    },
  };
}
