import type { Sealer } from '../model/ledger.ts';
import type { ApprovedFinding, Decider, LedgerRecord, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';
import type { RangeOfCommits } from './coverage.ts';

/** What is asked for. All that is given must hold. */
export interface RecordFilter {
  /** ISO 8601 in UTC, or the start of one: `2026-01-01`. Not before it. */
  readonly since?: string;
  /** Decided then or before: a day counts as a whole. What came later to these decisions, as their seals, comes along. */
  readonly until?: string;
  readonly path?: string;
  /** A name, an e-mail address or a key of who decided, as the record has it. */
  readonly reviewer?: string;
  /** Of a detector, or of the rule that asked. */
  readonly rule?: string;
  readonly range?: RangeOfCommits;
}

/** Which parts of a record the filters mean. */
export interface Meant {
  readonly path: (path: string) => boolean;
  readonly hunk: (hunk: RecordedHunk) => boolean;
  readonly finding: (finding: RecordedFinding) => boolean;
}

/** Null: the path pattern is none. */
export function toMeant({ path, rule }: Pick<RecordFilter, 'path' | 'rule'>): Meant | null {
  const glob = path === undefined ? undefined : compileGlob(toPathPattern(path), '/');
  if (glob === null) return null;
  const isMeant = (name: string): boolean => glob === undefined || matchesGlob(glob, name);
  const finding = (it: RecordedFinding): boolean =>
    rule === undefined || it.detectorId === rule || [it.rule, ...(it.alongside ?? [])].some(({ id }) => id === rule);
  return {
    path: isMeant,
    finding,
    hunk: (hunk) => isMeant(hunk.path) && (rule === undefined || hunk.findings.some(finding)),
  };
}

export function isPathPattern(text: string): boolean {
  return compileGlob(toPathPattern(text), '/') !== null;
}

/** A ledger with the keys that answer for its records. */
export interface Selectable {
  readonly records: Iterable<LedgerRecord>;
  readonly signerOf: (seq: number) => Sealer | null;
}

export interface Selected {
  /** Ledger by ledger in their order, each record whole. */
  readonly records: readonly Iterable<LedgerRecord>[];
  /** Of a decision, by its hash. */
  readonly isChosen: (hash: string) => boolean;
  readonly isApprovalMeant: (finding: ApprovedFinding) => boolean;
}

/**
 * The records that are asked for. Seals, approvals and bindings come with the decisions they are about, in whatever ledger those
 * stand; a bypass concerns everything, so that only its date and its author leave it out, and a problem only its date.
 *
 * @param inRange hashes of the records that account for the range
 */
export function selectRecords(
  chains: readonly Selectable[],
  filter: RecordFilter,
  meant: Meant,
  inRange: ReadonlySet<string>,
): Selected {
  const sets = filter.range === undefined ? null : setsOfRange(chains, inRange);
  const chosen: Chosen = { hashes: new Set(), changeSets: new Set(), findings: new Set() };
  for (const chain of chains)
    for (const record of chain.records) {
      if (record.kind !== 'decision') continue;
      if (filter.rule !== undefined) for (const key of keysOfMeant(record, meant)) chosen.findings.add(key);
      if (!isDecisionAsked(record, chain, { filter, meant, sets })) continue;
      chosen.hashes.add(record.hash);
      chosen.changeSets.add(record.changeSet);
    }
  const isApprovalMeant = ({ path, fingerprint, decision }: ApprovedFinding): boolean =>
    meant.path(path) && (filter.rule === undefined || chosen.findings.has(`${decision.hash}\0${fingerprint}`));
  const asked: Asked = { filter, meant, sets, isApprovalMeant };
  // What a reviewer approved comes with its seals too, without the decisions of others that it is about.
  for (const chain of chains)
    for (const record of filter.reviewer === undefined ? [] : chain.records)
      if (record.kind === 'approval' && isAsked(record, chain, asked, chosen)) chosen.changeSets.add(record.changeSet);
  return {
    records: chains.map((chain) => ({
      *[Symbol.iterator]() {
        for (const record of chain.records) if (isAsked(record, chain, asked, chosen)) yield record;
      },
    })),
    isChosen: (hash) => chosen.hashes.has(hash),
    isApprovalMeant,
  };
}

/** Change sets of the records that account for a range. */
function setsOfRange(chains: readonly Selectable[], inRange: ReadonlySet<string>): ReadonlySet<string> {
  const sets = new Set<string>();
  for (const { records } of chains)
    for (const record of records)
      if (record.kind === 'decision' && inRange.has(record.hash)) sets.add(record.changeSet);
  return sets;
}

type Decision = Extract<LedgerRecord, { kind: 'decision' }>;

/** An approval names a finding by its decision and its fingerprint, and no rule. */
function keysOfMeant({ hash, hunks }: Decision, { finding }: Meant): readonly string[] {
  return hunks.flatMap(({ findings }) => findings.filter(finding).map(({ fingerprint }) => `${hash}\0${fingerprint}`));
}

interface Asked {
  readonly filter: RecordFilter;
  readonly meant: Meant;
  /** Null: of any change set. */
  readonly sets: ReadonlySet<string> | null;
  readonly isApprovalMeant: Selected['isApprovalMeant'];
}

interface Chosen {
  readonly hashes: Set<string>;
  readonly changeSets: Set<string>;
  /** Of all decisions, where a rule is asked for. */
  readonly findings: Set<string>;
}

function isDecisionAsked(
  record: Decision,
  chain: Selectable,
  { filter, meant, sets }: Omit<Asked, 'isApprovalMeant'>,
): boolean {
  return (
    isLate(record, filter) &&
    isEarly(record, filter) &&
    (sets === null || sets.has(record.changeSet)) &&
    isReviewer(record, chain, filter.reviewer) &&
    (record.hunks.some(meant.hunk) || (filter.path === undefined && filter.rule === undefined))
  );
}

function isAsked(
  record: LedgerRecord,
  chain: Selectable,
  { filter, sets, isApprovalMeant }: Asked,
  chosen: Chosen,
): boolean {
  if (!isLate(record, filter)) return false;
  switch (record.kind) {
    case 'decision':
      return chosen.hashes.has(record.hash);
    case 'approval':
      return record.findings
        .filter(isApprovalMeant)
        .some(
          ({ decision }) =>
            chosen.hashes.has(decision.hash) ||
            (filter.reviewer !== undefined &&
              isEarly(record, filter) &&
              isReviewer(record, chain, filter.reviewer) &&
              (sets === null || sets.has(record.changeSet))),
        );
    case 'seal':
      return record.changeSets.some((it) => chosen.changeSets.has(it));
    case 'binding':
      return record.records.some((hash) => chosen.hashes.has(hash));
    case 'bypass':
      return isEarly(record, filter) && isReviewer(record, chain, filter.reviewer);
    case 'problem':
      return isEarly(record, filter);
  }
}

function isLate({ decidedAt }: LedgerRecord, { since }: RecordFilter): boolean {
  return since === undefined || decidedAt >= since;
}

function isEarly({ decidedAt }: LedgerRecord, { until }: RecordFilter): boolean {
  return until === undefined || decidedAt.slice(0, until.length) <= until;
}

/** As the record names them, or by the key that signed it. */
function isReviewer(
  { seq, decidedBy: { name, email, key } }: Extract<LedgerRecord, { decidedBy: Decider }>,
  { signerOf }: Selectable,
  wanted: string | undefined,
): boolean {
  if (wanted === undefined || name === wanted || key === wanted) return true;
  if (email?.toLowerCase() === wanted.toLowerCase()) return true;
  const signer = signerOf(seq);
  return signer !== null && (signer.fingerprint === wanted || signer.principals.includes(wanted));
}

/** For people: `in main..HEAD, since 2026-01-01`. */
export function describeFilter({ range, since, until, path, reviewer, rule }: RecordFilter): string {
  const parts = [
    ...(range === undefined ? [] : [`in ${range.range}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(path === undefined ? [] : [`of paths ${path}`]),
    ...(reviewer === undefined ? [] : [`decided by ${reviewer}`]),
    ...(rule === undefined ? [] : [`with findings of ${rule}`]),
  ];
  return parts.length === 0 ? 'all records' : parts.join(', ');
}
