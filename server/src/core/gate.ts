/**
 * Verb: whether what a range does was answered for.
 *
 * - `gate(input)`: every finding of base..merged that carries an obligation, each settled by records or with what is missing.
 * - `toGateRecords(ledgers)`: what counts of checked ledgers: records before the first fault of their chain, each with its signer.
 * - `wantsHistory(verdict)`: paths whose history on the branch may settle what the records alone do not; then the gate is asked
 *   again with it.
 * - `standingOf(bypass, key, input)`: whether a bypass counts now, for whatever it is; `isTooLong` what may not last so long.
 * - `wantsLanded(verdict, input)`: commits and paths of which must be known what the base did since; `spentHunks(records, landed)` is
 *   what answers for nothing by it, and the gate is asked again with that. `withoutSpent` leaves it out of records.
 * - `toGateReport(verdict, changeSet, about)`: the same with lines and words; `writeGateReport(form, report, result)` writes it.
 *
 * Records are taken as they are given: whether their chain is whole and whose signature covers them was checked before.
 */
import { anchorOfBefore, clampToAfter } from './change/anchor-before.ts';
import { sarif } from './exports/sarif.ts';
import type { GateReport } from './gate/formats/define.ts';
import { gateFormats } from './gate/formats/table.ts';
import { gateRange } from './gate/gate-range.ts';
import { type AskedOf, missingWords, unjudgedWords } from './gate/missing-words.ts';
import type { ChangeSet } from './model/change.ts';
import type { Finding } from './model/finding.ts';
import type { GateInput, GateRecord, GateVerdict, Signer } from './model/gate.ts';
import type { CheckedLedger, Sealer } from './model/ledger.ts';
import type { ReviewResult } from './model/result.ts';
import { soundUpTo } from './records/check-ledger.ts';
import { hashPlace } from './records/place-hashes.ts';
import { sealersOf } from './records/sealers.ts';

export type { GateReport, GateSource } from './gate/formats/define.ts';
export { asPlainLog } from './gate/formats/github.ts';
export { shownFaults } from './gate/formats/shown-faults.ts';
export { isTooLong, standingOf } from './gate/bypasses.ts';
export { spentHunks, wantsLanded, withoutSpent, type Landed, type LandedSince } from './gate/spent.ts';
export { wantsHistory } from './gate/gate-range.ts';

export function gate(input: GateInput): GateVerdict {
  return gateRange(input, (finding) => hashPlace(finding, input.changeSet));
}

export function toGateRecords(ledgers: readonly CheckedLedger[]): readonly GateRecord[] {
  return ledgers.flatMap((checked) => {
    const { id, source, records } = checked;
    // Copies of a chain that went apart are two: neither says what comes after what in the other.
    const isOnly = id !== null && ledgers.filter((other) => other.id === id).length === 1;
    const ledger = isOnly ? id : source;
    const { of, touchedOf, isBound } = sealersOf(checked);
    return records.slice(0, soundUpTo(checked)).map((record): GateRecord => {
      const { seq } = record;
      return { ledger, record, signer: toSigner(of(seq)), toucher: toSigner(touchedOf(seq)), isBound: isBound(seq) };
    });
  });
}

function toSigner(sealer: Sealer | null): Signer | null {
  return sealer === null ? null : { key: sealer.fingerprint, principals: sealer.principals };
}

export function toGateReport(
  verdict: GateVerdict,
  changeSet: ChangeSet,
  {
    canAnswer,
    holdersOf,
    ...about
  }: Pick<GateReport, 'title' | 'range' | 'sources' | 'tool'> & Pick<AskedOf, 'canAnswer' | 'holdersOf'>,
): GateReport {
  const { findings, unjudged, ...rest } = verdict;
  const asked = { ...about.range, canAnswer, holdersOf };
  return {
    ...about,
    verdict: rest,
    findings: findings.map((each) => ({
      ...each,
      line: lineOf(each.finding, changeSet),
      words: missingWords(each, asked),
      asked: (each.roles ?? []).map((one) => ({ ...one, holders: holdersOf(one.role) })),
    })),
    unjudged: unjudged.map((each) => ({ ...each, words: each.settled === null ? unjudgedWords(asked) : null })),
  };
}

/** Null: there is no such form. `sarif` holds what carries an obligation; what was settled is suppressed, with who did. */
export function writeGateReport(form: string, report: GateReport, result: ReviewResult): string | null {
  if (form === 'sarif') return toSarif(report, result);
  return gateFormats.find(({ id }) => id === form)?.write(report) ?? null;
}

/** People see the after-side: what was removed is shown where it was. */
function lineOf({ path, side, range, subject }: Finding, { files }: ChangeSet): number {
  const file = files.find((each) => each.path === path);
  if (file === undefined) return range.start.line;
  return side === 'before'
    ? anchorOfBefore(file, range.start.line, subject.symbol)
    : clampToAfter(file, range.start.line);
}

interface SarifLog {
  readonly runs: readonly { readonly results: readonly SarifResult[] }[];
}

interface SarifResult {
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: object;
}

function toSarif({ findings, verdict, tool, title }: GateReport, result: ReviewResult): string {
  const asked = { ...result, findings: findings.map(({ finding }) => finding), failures: verdict.failures };
  const log = JSON.parse(sarif.write({ result: asked, title, tool })) as SarifLog;
  const runs = log.runs.map((run) => ({
    ...run,
    results: run.results.map((each, index) => {
      const gated = findings[index];
      if (gated === undefined) return each;
      const { settled, words } = gated;
      const text =
        words === null ? each.message.text : `${each.message.text} ${words.what} Who: ${words.who}. How: ${words.how}`;
      return {
        ...each,
        message: { ...each.message, text },
        suppressions:
          settled === null
            ? []
            : settled.records.map((record) => ({
                kind: 'external',
                status: 'accepted',
                justification: `Settled by ${settled.by}: ${record.by}, record ${record.seq} of ${record.ledger}.`,
                properties: record,
              })),
      };
    }),
  }));
  return `${JSON.stringify({ ...log, runs }, null, 2)}\n`;
}
