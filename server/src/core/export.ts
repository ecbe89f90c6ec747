import type { LedgerRecord } from './model/record.ts';
import type { CheckedChain } from './model/ledger.ts';
import { coverRange, type RecordPlace } from './exports/coverage.ts';
import type { Attachment, Export, ExportedChain, RecordExport, RecordsInput, ReviewInput } from './exports/define.ts';
import type { ExportedRecord } from './exports/exported-record.ts';
import { withoutPrivate, type Privacy } from './exports/privacy.ts';
import { toSelection } from './exports/narrow.ts';
import { describeFilter, selectRecords, toMeant, type RecordFilter } from './exports/select.ts';
import { recordExports, reviewExports } from './exports/table.ts';
import { withholdPeople } from './exports/withhold-people.ts';
import { describeSealer, toJudged } from './records/describe-chain.ts';
import { sealersOf } from './records/sealers.ts';
import { readPublicKey } from './records/ssh-signature.ts';

export type { Attachment, ExportedFile, RecordExport, RecordsInput, ReviewInput } from './exports/define.ts';
export { describeRange, type CommitChange, type RangeCommit, type RangeOfCommits } from './exports/coverage.ts';
export { LOG_SCOPE, toLogRecords } from './exports/log-record.ts';
export { listFilterValues } from './exports/filter-values.ts';
export type { Privacy } from './exports/privacy.ts';
export { type PublishedResult, toPublishedResult } from './exports/review-json.ts';
export { isPathPattern, type RecordFilter } from './exports/select.ts';

/**
 * Verb: what leaves Countersign.
 *
 * - `findRecordExport(id)`: a form of records, each with what they do not prove. `recordFormats` names all of them.
 * - `toRecordsInput(source, filter, privacy)`: what a form is given: the records that are asked for of checked ledgers, without what is
 *   private, each with who answers for it.
 * - `listFilterValues(input)`: what records can be filtered by: who decided, and which rules asked.
 * - `isPathPattern(text)`: whether it can be a filter's.
 * - `toLogRecords(input)`: the events of the form `otlp`, for a shell that sends them itself.
 * - `findReviewExport(id)`: the answer of an analysis as `json`, `sarif` or `markdown`.
 * - `toPublishedResult(result)`: the object both `--format json` and `--ndjson` print.
 *
 * null for a form that does not exist, or a path pattern that is none. Text of others is escaped for the form it goes into. Forms of
 * records answer in pieces and walk the records several times: whoever has more than fit into memory gives a source that reads again.
 */
export function findRecordExport(id: string): RecordExport | null {
  return recordExports.find((format) => format.id === id) ?? null;
}

export function findReviewExport(id: string): Export<ReviewInput> | null {
  return reviewExports.find((format) => format.id === id) ?? null;
}

export const recordFormats: readonly Pick<RecordExport, 'id' | 'title' | 'extension' | 'kind'>[] = recordExports;

/** A chain with what checking it said. */
export interface SourceChain {
  readonly chain: CheckedChain;
  /** Any number of walks, each from the start. */
  readonly records: Iterable<LedgerRecord>;
}

/** Records, with what the shell knows of where they come from. */
export interface RecordsSource extends Pick<RecordsInput, 'checking' | 'problems'> {
  readonly chains: readonly SourceChain[];
  readonly attachments?: readonly Attachment[];
  readonly at?: string;
  readonly toolVersion: string;
}

/** Coverage is by all records, whatever else the filter leaves out: what was reviewed does not depend on what is shown. */
export function toRecordsInput(source: RecordsSource, filter: RecordFilter, privacy: Privacy): RecordsInput | null {
  const { checking, problems, attachments, at, toolVersion } = source;
  const meant = toMeant(filter);
  if (meant === null) return null;
  const hidesNames = privacy.identity === 'key-id';
  const chains = source.chains.map((each) => ({ ...each, signerOf: signersOf(each.chain) }));
  const inRange = new Set(filter.range?.commits.flatMap(({ changes }) => changes ?? []).flatMap((it) => it.records));
  const scope = describeFilter(hidesNames ? withoutReviewer(filter) : filter);
  const isFiltered = Object.keys(filter).length > 0;
  const selected = isFiltered ? selectRecords(chains, filter, meant, inRange) : null;
  const people = new Map<string, string>();
  return {
    chains: chains.map(({ chain, records }, index) =>
      toExported(
        hidesNames ? withoutNames(chain) : chain,
        withoutPrivate(selected?.records[index] ?? records, privacy, people),
      ),
    ),
    checking,
    problems,
    scope,
    ...(selected === null
      ? {}
      : {
          selection: toSelection(
            chains.map(({ records }) => records),
            scope,
            meant,
            selected,
          ),
        }),
    ...(filter.range === undefined
      ? {}
      : {
          coverage: coverRange(
            filter.range,
            placesOf(source.chains, inRange),
            filter.path === undefined ? undefined : meant.path,
          ),
        }),
    ...(attachments === undefined ? {} : { attachments: attachments.map(hidesNames ? byKey : (one) => one) }),
    ...(at === undefined ? {} : { at }),
    tool: { version: toolVersion },
  };
}

function toExported(chain: CheckedChain, records: Iterable<ExportedRecord>): ExportedChain {
  return {
    ...toJudged(chain),
    signerOf: signersOf(chain),
    records,
  };
}

/** Of a seal itself: whose it is. */
function signersOf(chain: CheckedChain): ExportedChain['signerOf'] {
  const sealers = sealersOf(chain);
  const seals = new Map(chain.seals.map(({ record, sealer }) => [record.seq, sealer] as const));
  return (seq) => {
    const sealer = seals.get(seq) ?? (seals.has(seq) ? null : sealers.of(seq));
    return sealer === null ? null : { ...sealer, words: describeSealer(sealer) };
  };
}

/** Whoever is asked for is named by their key, or not at all. */
function withoutReviewer(filter: RecordFilter): RecordFilter {
  if (filter.reviewer === undefined || filter.reviewer.startsWith('SHA256:')) return filter;
  return { ...filter, reviewer: 'one person' };
}

/** Whoever signed is named by their key. */
function withoutNames(chain: CheckedChain): CheckedChain {
  return {
    ...chain,
    seals: chain.seals.map((seal) =>
      seal.sealer === null ? seal : { ...seal, sealer: { ...seal.sealer, principals: [] } },
    ),
  };
}

/** Where the records that account for a range stand. */
function placesOf(chains: readonly SourceChain[], wanted: ReadonlySet<string>): (hash: string) => RecordPlace | null {
  const places = new Map<string, RecordPlace>();
  for (const { chain, records } of wanted.size === 0 ? [] : chains)
    for (const { seq, hash } of records)
      if (wanted.has(hash)) places.set(hash, { ledger: chain.id ?? chain.source, seq, hash });
  return (hash) => places.get(hash) ?? null;
}

function byKey(attachment: Attachment): Attachment {
  return withholdPeople(attachment, (publicKey) => readPublicKey(publicKey)?.fingerprint ?? null);
}
