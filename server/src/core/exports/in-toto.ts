import type { ChainReport } from '../model/ledger.ts';
import { defineRecordExport, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { isAccepted } from './decided.ts';
import { toLedgerState } from './header.ts';
import { limitsOf } from './limits.ts';
import { nameOfChain, recordsOf } from './verdict.ts';

/** Stable for ever: a predicate of another shape gets another number. Its schema: `server/schema/agent-edit-review.v1.schema.json`. */
export const AGENT_EDIT_REVIEW_V1 = 'urn:countersign:agent-edit-review/v1';

export interface AgentEditReview {
  /** Null: records that belong to no change set (a bypass, a problem). */
  readonly changeSet: string | null;
  readonly records: readonly ExportedRecord[];
  readonly ledger: { readonly intact: boolean; readonly message: string };
  /** Every ledger that was exported, as it was checked: in those a record here stands. */
  readonly ledgers: readonly ChainReport[];
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
 * in-toto Statements, one a line and a change set. Subjects are the contents that were accepted (git blobs, and SHA-256 of
 * those at hand) and the records themselves, of whatever ledgers. Whoever has a key puts each line into a DSSE envelope; the lines alone are unsigned claims.
 * @see https://github.com/in-toto/attestation/tree/main/spec/v1
 */
export const recordsInToto = defineRecordExport({
  id: 'in-toto',
  title: 'in-toto',
  mediaType: 'application/vnd.in-toto+json',
  extension: 'intoto.jsonl',
  carries: 'whole',
  *write(input) {
    const limits = limitsOf(input);
    const ledgerOf = input.chains.length > 1 ? ledgersOf(input) : null;
    for (const [changeSet, records] of groupByChangeSet(input)) {
      const inTime = ledgerOf === null ? records : records.toSorted(byTime);
      yield `${JSON.stringify(toStatement(changeSet, inTime, input, { limits, ledgerOf }))}\n`;
    }
  },
});

/** Of several ledgers; those of one stand in their order. */
function byTime(one: ExportedRecord, other: ExportedRecord): number {
  if (one.decidedAt === other.decidedAt) return 0;
  return one.decidedAt < other.decidedAt ? -1 : 1;
}

function toStatement(
  changeSet: string | null,
  records: readonly ExportedRecord[],
  input: RecordsInput,
  known: { readonly limits: readonly string[]; readonly ledgerOf: ReadonlyMap<string, string> | null },
): Statement {
  const { chains, scope, tool } = input;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: toSubjects(records, input, known.ledgerOf),
    predicateType: AGENT_EDIT_REVIEW_V1,
    predicate: {
      changeSet,
      records,
      ledger: toLedgerState(input),
      ledgers: chains.map(({ report }) => report),
      scope,
      limits: known.limits,
      tool: { name: 'countersign', version: tool.version },
    },
  };
}

/** What was rejected or taken back is in the predicate: an attestation about its content would read as a blessing. */
function toSubjects(
  records: readonly ExportedRecord[],
  { selection, contents }: RecordsInput,
  ledgerOf: ReadonlyMap<string, string> | null,
): Statement['subject'] {
  const blobs = new Map<string, { readonly path: string; readonly blob: string }>();
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    for (const hunk of record.hunks) {
      const { path, afterBlob } = hunk;
      if (afterBlob === null || !(selection?.hunk(hunk) ?? true)) continue;
      const key = `${path}\0${afterBlob}`;
      if (isAccepted(record.outcome)) blobs.set(key, { path, blob: afterBlob });
      else blobs.delete(key);
    }
  }
  return [
    ...[...blobs.values()].map(({ path, blob }) => {
      const sha256 = contents?.get(blob);
      return { name: path, digest: { gitBlob: blob, ...(sha256 === undefined ? {} : { sha256 }) } };
    }),
    ...records.map(({ seq, hash }) => {
      const ledger = ledgerOf?.get(hash);
      return { name: `countersign:record/${ledger === undefined ? '' : `${ledger}/`}${seq}`, digest: { sha256: hash } };
    }),
  ];
}

/** Of several ledgers each has a record of every number. */
function ledgersOf({ chains }: RecordsInput): ReadonlyMap<string, string> {
  const ledgers = new Map<string, string>();
  for (const chain of chains) for (const { hash } of chain.records) ledgers.set(hash, nameOfChain(chain));
  return ledgers;
}

/** Groups are given as soon as no later record belongs to them, so that only those that are still open are kept. */
function* groupByChangeSet(input: RecordsInput): Iterable<readonly [string | null, readonly ExportedRecord[]]> {
  const setOf = new Map<string, string>();
  const last = new Map<string, string>();
  for (const record of recordsOf(input)) if (record.kind === 'decision') setOf.set(record.hash, record.changeSet);
  for (const record of recordsOf(input)) for (const set of setsOf(record, setOf)) last.set(set, record.hash);
  const open = new Map<string, ExportedRecord[]>();
  for (const record of recordsOf(input)) {
    const sets = setsOf(record, setOf);
    if (sets.length === 0) yield [null, [record]];
    for (const set of sets) {
      const group = open.get(set) ?? [];
      open.set(set, group);
      group.push(record);
      if (last.get(set) !== record.hash) continue;
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
