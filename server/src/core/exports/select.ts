import type { Sealer } from '../model/ledger.ts';
import type { Decider, LedgerRecord, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';
import type { RangeOfCommits } from './coverage.ts';

/** What is asked for. All that is given must hold. */
export interface RecordFilter {
  /** ISO 8601 in UTC, or the start of one: `2026-01-01`. Not before it. */
  readonly since?: string;
  readonly path?: string;
  /** A name, an e-mail address or a key of who decided, as the record has it. */
  readonly reviewer?: string;
  /** Of a detector, or of the rule that asked. */
  readonly rule?: string;
  readonly range?: RangeOfCommits;
}

/** Which hunks and findings of a selected record are meant. A record itself is never cut: its hash covers all of it. */
export interface Selection {
  readonly hunk: (hunk: RecordedHunk) => boolean;
  readonly finding: (finding: RecordedFinding) => boolean;
  readonly path: (path: string) => boolean;
}

/** Null: the path pattern is none. */
export function toSelection({ path, rule }: Pick<RecordFilter, 'path' | 'rule'>): Selection | null {
  const glob = path === undefined ? undefined : compileGlob(toPathPattern(path), '/');
  if (glob === null) return null;
  const isMeant = (name: string): boolean => glob === undefined || matchesGlob(glob, name);
  const finding = (it: RecordedFinding): boolean => rule === undefined || it.detectorId === rule || it.rule.id === rule;
  return {
    finding,
    path: isMeant,
    hunk: (hunk) => isMeant(hunk.path) && (rule === undefined || hunk.findings.some(finding)),
  };
}

/** A ledger with the keys that answer for its records. */
export interface Selectable {
  readonly records: Iterable<LedgerRecord>;
  readonly signerOf: (seq: number) => Sealer | null;
}

/**
 * The records that are asked for, ledger by ledger in their order, each whole. Seals, approvals and bindings come with the decisions
 * they are about, in whatever ledger those stand; bypasses and problems concern everything, so that only a date leaves them out.
 *
 * @param inRange hashes of the records that account for the range
 */
export function selectRecords(
  chains: readonly Selectable[],
  filter: RecordFilter,
  selection: Selection,
  inRange: ReadonlySet<string>,
): readonly Iterable<LedgerRecord>[] {
  if (Object.keys(filter).length === 0) return chains.map(({ records }) => records);
  const asked: Asked = { filter, selection, sets: filter.range === undefined ? null : setsOfRange(chains, inRange) };
  const chosen: Chosen = { hashes: new Set(), changeSets: new Set() };
  for (const chain of chains)
    for (const record of chain.records) {
      if (record.kind !== 'decision' || !isDecisionAsked(record, chain, asked)) continue;
      chosen.hashes.add(record.hash);
      chosen.changeSets.add(record.changeSet);
    }
  return chains.map((chain) => ({
    *[Symbol.iterator]() {
      for (const record of chain.records) if (isAsked(record, chain, asked, chosen)) yield record;
    },
  }));
}

/** Change sets of the records that account for a range. */
function setsOfRange(chains: readonly Selectable[], inRange: ReadonlySet<string>): ReadonlySet<string> {
  const sets = new Set<string>();
  for (const { records } of chains)
    for (const record of records)
      if (record.kind === 'decision' && inRange.has(record.hash)) sets.add(record.changeSet);
  return sets;
}

interface Asked {
  readonly filter: RecordFilter;
  readonly selection: Selection;
  /** Null: of any change set. */
  readonly sets: ReadonlySet<string> | null;
}

interface Chosen {
  readonly hashes: Set<string>;
  readonly changeSets: Set<string>;
}

function isDecisionAsked(
  record: Extract<LedgerRecord, { kind: 'decision' }>,
  chain: Selectable,
  { filter, selection, sets }: Asked,
): boolean {
  return (
    isLate(record, filter) &&
    (sets === null || sets.has(record.changeSet)) &&
    isReviewer(record, chain, filter.reviewer) &&
    (record.hunks.some(selection.hunk) || (filter.path === undefined && filter.rule === undefined))
  );
}

function isAsked(record: LedgerRecord, chain: Selectable, { filter, sets }: Asked, chosen: Chosen): boolean {
  switch (record.kind) {
    case 'decision':
      return chosen.hashes.has(record.hash);
    case 'approval':
      return (
        isLate(record, filter) &&
        (record.findings.some(({ decision }) => chosen.hashes.has(decision.hash)) ||
          (filter.reviewer !== undefined &&
            isReviewer(record, chain, filter.reviewer) &&
            filter.path === undefined &&
            filter.rule === undefined &&
            (sets === null || sets.has(record.changeSet))))
      );
    case 'seal':
      return isLate(record, filter) && record.changeSets.some((it) => chosen.changeSets.has(it));
    case 'binding':
      return isLate(record, filter) && record.records.some((hash) => chosen.hashes.has(hash));
    case 'bypass':
    case 'problem':
      return isLate(record, filter);
  }
}

function isLate({ decidedAt }: LedgerRecord, { since }: RecordFilter): boolean {
  return since === undefined || decidedAt >= since;
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
export function describeFilter({ range, since, path, reviewer, rule }: RecordFilter): string {
  const parts = [
    ...(range === undefined ? [] : [`in ${range.range}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(path === undefined ? [] : [`of paths ${path}`]),
    ...(reviewer === undefined ? [] : [`decided by ${reviewer}`]),
    ...(rule === undefined ? [] : [`with findings of ${rule}`]),
  ];
  return parts.length === 0 ? 'all records' : parts.join(', ');
}
