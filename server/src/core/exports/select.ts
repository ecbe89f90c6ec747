import type { LedgerRecord, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';
import type { RangeOfCommits } from './coverage.ts';
import { changeSetsOfRange } from './coverage.ts';

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
}

/** Null: the path pattern is none. */
export function toSelection({ path, rule }: Pick<RecordFilter, 'path' | 'rule'>): Selection | null {
  const glob = path === undefined ? undefined : compileGlob(toPathPattern(path), '/');
  if (glob === null) return null;
  const finding = (it: RecordedFinding): boolean => rule === undefined || it.detectorId === rule || it.rule.id === rule;
  return {
    finding,
    hunk: (hunk) =>
      (glob === undefined || matchesGlob(glob, hunk.path)) && (rule === undefined || hunk.findings.some(finding)),
  };
}

/**
 * The records that are asked for, in their order, each whole. Seals, approvals and bindings come with the decisions they are about;
 * bypasses and problems concern everything, so that only a date leaves them out.
 */
export function selectRecords(
  records: Iterable<LedgerRecord>,
  filter: RecordFilter,
  selection: Selection,
): Iterable<LedgerRecord> {
  if (Object.keys(filter).length === 0) return records;
  const sets = filter.range === undefined ? null : changeSetsOfRange(records, filter.range);
  return {
    *[Symbol.iterator]() {
      const chosen: Chosen = { hashes: new Set(), changeSets: new Set(), sets };
      for (const record of records) {
        if (filter.since !== undefined && record.decidedAt < filter.since) continue;
        if (!isChosen(record, filter, selection, chosen)) continue;
        if (record.kind === 'decision') {
          chosen.hashes.add(record.hash);
          chosen.changeSets.add(record.changeSet);
        }
        yield record;
      }
    },
  };
}

interface Chosen {
  readonly hashes: Set<string>;
  readonly changeSets: Set<string>;
  readonly sets: ReadonlySet<string> | null;
}

function isChosen(record: LedgerRecord, filter: RecordFilter, selection: Selection, chosen: Chosen): boolean {
  switch (record.kind) {
    case 'decision':
      return (
        (chosen.sets === null || chosen.sets.has(record.changeSet)) &&
        isReviewer(record.decidedBy, filter.reviewer) &&
        (record.hunks.some(selection.hunk) || (filter.path === undefined && filter.rule === undefined))
      );
    case 'approval':
      return (
        record.findings.some(({ decision }) => chosen.hashes.has(decision.hash)) ||
        (filter.reviewer !== undefined &&
          isReviewer(record.decidedBy, filter.reviewer) &&
          filter.path === undefined &&
          filter.rule === undefined &&
          (chosen.sets === null || chosen.sets.has(record.changeSet)))
      );
    case 'seal':
      return record.changeSets.some((it) => chosen.changeSets.has(it));
    case 'binding':
      return record.records.some((hash) => chosen.hashes.has(hash));
    case 'bypass':
    case 'problem':
      return true;
  }
}

function isReviewer(
  { name, email, key }: { readonly name: string | null; readonly email: string | null; readonly key: string | null },
  wanted: string | undefined,
): boolean {
  if (wanted === undefined) return true;
  return name === wanted || key === wanted || email?.toLowerCase() === wanted.toLowerCase();
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
