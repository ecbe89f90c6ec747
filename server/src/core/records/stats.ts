import type { DecisionRecord } from '../model/ledger.ts';
import type { LedgerRecord, RecordedFinding } from '../model/record.ts';

export interface RuleStats {
  readonly rule: string;
  readonly detector: string;
  /** Findings of it that asked for something. */
  readonly asked: number;
  readonly answered: number;
  /** Answered with the reason "false-positive". */
  readonly falsePositives: number;
  /** Of the answered; null: none was. */
  readonly falsePositiveShare: number | null;
}

/** What reviewing costs and which rules earn it. Counts of records, not judgements of people. */
export interface Stats {
  readonly records: number;
  readonly hunks: number;
  readonly outcomes: Readonly<Record<DecisionRecord['outcome'], number>>;
  /** Decisions that had to answer for something. */
  readonly stops: number;
  /** Edits that waited before they were written. */
  readonly holds: number;
  readonly notJudged: number;
  readonly bypasses: number;
  readonly approvals: number;
  /** Of decisions whose time on screen was measured. */
  readonly time: { readonly measured: number; readonly totalMs: number; readonly medianMs: number | null };
  /** Most asked first. */
  readonly rules: readonly RuleStats[];
}

export function toStats(records: readonly LedgerRecord[]): Stats {
  const decisions = records.filter((record) => record.kind === 'decision');
  const outcomes = { accepted: 0, amended: 0, rejected: 0, submitted: 0, undone: 0 };
  for (const { outcome } of decisions) outcomes[outcome] += 1;
  const hunks = decisions.flatMap((record) => record.hunks);
  const times = decisions.flatMap(({ shown }) => shown?.ms ?? []).sort((one, other) => one - other);
  return {
    records: records.length,
    hunks: hunks.length,
    outcomes,
    stops: decisions.filter((record) => record.hunks.some(({ findings }) => findings.some(isAsking))).length,
    holds: decisions.filter(({ origin }) => origin.held).length,
    notJudged: hunks.filter(({ judged }) => !judged).length,
    bypasses: records.filter(({ kind }) => kind === 'bypass').length,
    approvals: records.filter(({ kind }) => kind === 'approval').length,
    time: {
      measured: times.length,
      totalMs: times.reduce((sum, ms) => sum + ms, 0),
      medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
    },
    rules: toRules(decisions),
  };
}

function isAsking({ obligation }: RecordedFinding): boolean {
  return obligation !== 'none';
}

function toRules(decisions: readonly DecisionRecord[]): readonly RuleStats[] {
  const rows = new Map<string, { rule: string; detector: string; asked: number; answered: number; wrong: number }>();
  for (const finding of decisions.flatMap(({ hunks }) => hunks).flatMap(({ findings }) => findings)) {
    if (!isAsking(finding)) continue;
    const key = `${finding.rule.id}\n${finding.detectorId}`;
    const row = rows.get(key) ?? {
      rule: finding.rule.id,
      detector: finding.detectorId,
      asked: 0,
      answered: 0,
      wrong: 0,
    };
    rows.set(key, row);
    row.asked += 1;
    if (finding.acknowledgement !== undefined) row.answered += 1;
    if (finding.acknowledgement?.reason === 'false-positive') row.wrong += 1;
  }
  return [...rows.values()]
    .map(({ rule, detector, asked, answered, wrong }) => ({
      rule,
      detector,
      asked,
      answered,
      falsePositives: wrong,
      falsePositiveShare: answered === 0 ? null : wrong / answered,
    }))
    .sort((one, other) => other.asked - one.asked || (one.rule < other.rule ? -1 : 1));
}
