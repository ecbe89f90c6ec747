import { defineRecordExport, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { isAccepted } from './entry.ts';
import { limitsOf } from './limits.ts';

/** Stable for ever: a predicate of another shape gets another number. Its schema: `server/schema/agent-edit-review.v1.schema.json`. */
export const AGENT_EDIT_REVIEW_V1 = 'urn:countersign:agent-edit-review/v1';

export interface AgentEditReview {
  /** Null: records that belong to no change set (a bypass, a problem). */
  readonly changeSet: string | null;
  readonly records: readonly ExportedRecord[];
  readonly ledger: { readonly intact: boolean; readonly message: string };
  readonly scope: string;
  readonly limits: readonly string[];
  readonly tool: { readonly name: 'countersign'; readonly version: string };
}

export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicateType: typeof AGENT_EDIT_REVIEW_V1;
  readonly predicate: AgentEditReview;
}

/**
 * in-toto Statements, one a line and a change set. Subjects are the contents that were accepted (git blobs) and the records
 * themselves. Whoever has a key puts each line into a DSSE envelope; the lines alone are unsigned claims.
 * @see https://github.com/in-toto/attestation/tree/main/spec/v1
 */
export const recordsInToto = defineRecordExport({
  id: 'in-toto',
  title: 'in-toto',
  mediaType: 'application/vnd.in-toto+json',
  extension: 'intoto.jsonl',
  *write(input) {
    const limits = limitsOf(input);
    for (const [changeSet, records] of groupByChangeSet(input.records))
      yield `${JSON.stringify(toStatement(changeSet, records, input, limits))}\n`;
  },
});

function toStatement(
  changeSet: string | null,
  records: readonly ExportedRecord[],
  { ledger, scope, tool }: RecordsInput,
  limits: readonly string[],
): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: toSubjects(records),
    predicateType: AGENT_EDIT_REVIEW_V1,
    predicate: {
      changeSet,
      records,
      ledger: { intact: ledger.isIntact, message: ledger.message },
      scope,
      limits,
      tool: { name: 'countersign', version: tool.version },
    },
  };
}

/** What was rejected or taken back is in the predicate: an attestation about its content would read as a blessing. */
function toSubjects(records: readonly ExportedRecord[]): Statement['subject'] {
  const blobs = new Map<string, { readonly path: string; readonly blob: string }>();
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    for (const { path, afterBlob } of record.hunks) {
      if (afterBlob === null) continue;
      const key = `${path}\0${afterBlob}`;
      if (isAccepted(record.outcome)) blobs.set(key, { path, blob: afterBlob });
      else blobs.delete(key);
    }
  }
  return [
    ...[...blobs.values()].map(({ path, blob }) => ({ name: path, digest: { gitBlob: blob } })),
    ...records.map(({ seq, hash }) => ({ name: `countersign:record/${seq}`, digest: { sha256: hash } })),
  ];
}

/** Groups are given as soon as no later record belongs to them, so that only those that are still open are kept. */
function* groupByChangeSet(
  records: Iterable<ExportedRecord>,
): Iterable<readonly [string | null, readonly ExportedRecord[]]> {
  const setOf = new Map<string, string>();
  const last = new Map<string, number>();
  for (const record of records) {
    if (record.kind === 'decision') setOf.set(record.hash, record.changeSet);
    for (const set of setsOf(record, setOf)) last.set(set, record.seq);
  }
  const open = new Map<string, ExportedRecord[]>();
  for (const record of records) {
    const sets = setsOf(record, setOf);
    if (sets.length === 0) yield [null, [record]];
    for (const set of sets) {
      const group = open.get(set) ?? [];
      open.set(set, group);
      group.push(record);
      if (last.get(set) !== record.seq) continue;
      open.delete(set);
      yield [set, group];
    }
  }
}

function setsOf(record: ExportedRecord, setOf: ReadonlyMap<string, string>): readonly string[] {
  switch (record.kind) {
    case 'decision':
    case 'approval':
      return [record.changeSet];
    case 'seal':
      return [...new Set(record.changeSets)];
    case 'binding':
      return [...new Set(record.records.flatMap((hash) => setOf.get(hash) ?? []))];
    case 'bypass':
    case 'problem':
      return [];
  }
}
