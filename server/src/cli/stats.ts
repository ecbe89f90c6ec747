import { toStats, type Stats } from '../core/record.ts';
import { printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { readRecords } from './published-set.ts';
import { openRecordPlace } from './record-place.ts';

/** What reviewing cost, and which rules asked for what turned out to be nothing. */
export async function runStats(invocation: Invocation): Promise<ExitCode> {
  const { values, terminal } = invocation;
  const since = readSince(values['since']);
  const place = await openRecordPlace(terminal);
  try {
    const { ledgers } = await readRecords(invocation, place);
    const all = ledgers.flatMap(({ records }) => records);
    const stats = toStats(since === null ? all : all.filter(({ decidedAt }) => decidedAt >= since));
    const text =
      values['format'] === 'json' ? `${JSON.stringify({ schemaVersion: 1, since, ...stats }, null, 2)}\n` : show(stats);
    await terminal.write(text);
    return 0;
  } finally {
    place.close();
  }
}

function readSince(given: string | boolean | undefined): string | null {
  if (typeof given !== 'string') return null;
  const at = Date.parse(given);
  if (Number.isNaN(at))
    throw new UsageError(`"${given}" is no date.`, 'Nothing was counted.', 'Give it as 2026-01-31.');
  return new Date(at).toISOString();
}

function show(stats: Stats): string {
  const { outcomes, time } = stats;
  const seconds = (ms: number | null): string => (ms === null ? 'not measured' : `${Math.round(ms / 1000)} s`);
  const lines = [
    `Records      ${stats.records}, of ${stats.hunks} hunks (${stats.notJudged} not judged)`,
    `Outcomes     ${outcomes.accepted} accepted, ${outcomes.amended} amended, ${outcomes.rejected} rejected, ${outcomes.submitted} put up for approval, ${outcomes.undone} undone`,
    `Stops        ${stats.stops} decisions had to answer for something`,
    `Holds        ${stats.holds} edits waited before they were written`,
    `On screen    median ${seconds(time.medianMs)}, in all ${seconds(time.totalMs)}, of ${time.measured} measured`,
    `Approvals    ${stats.approvals}`,
    `Bypasses     ${stats.bypasses}`,
  ];
  if (stats.rules.length > 0) lines.push('', 'Asked  answered  false alarms  rule');
  for (const { rule, detector, asked, answered, falsePositives, falsePositiveShare } of stats.rules) {
    const share = falsePositiveShare === null ? '-' : `${falsePositives} (${Math.round(falsePositiveShare * 100)} %)`;
    lines.push(
      `${String(asked).padStart(5)}  ${String(answered).padStart(8)}  ${share.padStart(12)}  ${printable(rule)}, ${printable(detector)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
