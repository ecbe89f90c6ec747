import type { RecordedFinding, RecordedHunk } from '../model/record.ts';
import { defineRecordExport, type ExportedChain, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { limitsOf } from './limits.ts';
import { SARIF_SCHEMA, sarifLevel, toSarifLocation } from './sarif-common.ts';
import { isApproved, standingOf, type Approver, type Standing } from './standing.ts';
import { checkedDecider, nameOfChain, recordsOf, verdictOf } from './verdict.ts';

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;

/**
 * SARIF 2.1.0: a result a finding, as the newest decision on its hunk left it. What was acknowledged is suppressed, with the words as
 * justification, and who and when in the properties; what still waits for an approval is `underReview`.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (3.35 suppression object)
 */
export const recordsSarif = defineRecordExport({
  id: 'sarif',
  title: 'SARIF 2.1.0',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  carries: 'narrowed',
  *write(input) {
    const standing = standingOf(input);
    const rules = new Rules();
    yield `{\n"$schema": ${JSON.stringify(SARIF_SCHEMA)},\n"version": "2.1.0",\n"runs": [\n{\n"columnKind": "utf16CodeUnits",\n"results": [`;
    let separator = '\n';
    for (const chain of input.chains)
      for (const record of chain.records) {
        if (record.kind !== 'decision') continue;
        for (const result of resultsOf(record, { input, chain, standing, rules })) {
          yield `${separator}${JSON.stringify(result)}`;
          separator = ',\n';
        }
      }
    // Rules are known once the results are written: members of an object have no order.
    yield `\n],\n"tool": ${JSON.stringify({ driver: { name: 'Countersign', semanticVersion: input.tool.version, rules: rules.all() } })},\n`;
    yield `"invocations": [\n${JSON.stringify(toInvocation(input))}\n],\n`;
    yield `"properties": {\n"scope": ${JSON.stringify(input.scope)},\n"limits": ${JSON.stringify(limitsOf(input))},\n`;
    if (input.coverage !== undefined) yield `"coverage": ${JSON.stringify(input.coverage)},\n`;
    // What is no result: other kinds, decisions without findings, and those that a later one replaced.
    yield '"records": [';
    separator = '\n';
    for (const chain of input.chains)
      for (const record of chain.records) {
        if (record.kind === 'decision' && !resultsOf(record, { input, chain, standing, rules }).next().done) continue;
        yield `${separator}${JSON.stringify(record)}`;
        separator = ',\n';
      }
    yield '\n]\n}\n}\n]\n}\n';
  },
});

class Rules {
  readonly #indexes = new Map<string, { readonly index: number; readonly tags: Set<string>; readonly kind: string }>();

  indexOf({ detectorId, tags, kind }: RecordedFinding): number {
    const known = this.#indexes.get(detectorId) ?? { index: this.#indexes.size, tags: new Set<string>(), kind };
    this.#indexes.set(detectorId, known);
    for (const tag of tags) known.tags.add(tag);
    return known.index;
  }

  all(): readonly object[] {
    return [...this.#indexes].map(([id, { tags, kind }]) => ({ id, properties: { tags: [...tags, kind] } }));
  }
}

interface Around {
  readonly input: RecordsInput;
  readonly chain: ExportedChain;
  readonly standing: Standing;
  readonly rules: Rules;
}

function* resultsOf(record: Decision, around: Around): Generator<object, void> {
  const { chain, standing } = around;
  for (const hunk of record.hunks) {
    if (!standing.isLast(chain, record, hunk.id)) continue;
    for (const finding of hunk.findings) yield toResult(record, hunk, finding, around);
  }
}

function toResult(
  record: Decision,
  hunk: RecordedHunk,
  finding: RecordedFinding,
  { chain, standing, rules }: Around,
): object {
  const approvals = standing.approvalsOf(record, finding.fingerprint, hunk.path);
  const [kind = 'none'] = finding.obligation.split(':');
  return {
    ruleId: finding.detectorId,
    ruleIndex: rules.indexOf(finding),
    level: sarifLevel(kind),
    message: { text: finding.message },
    locations: [toSarifLocation(hunk.path, toRegion(hunk))],
    partialFingerprints: { 'countersign/v1': finding.fingerprint },
    suppressions: toSuppressions({ record, finding, kind, approvals }, chain),
    properties: {
      obligation: finding.obligation,
      rule: finding.rule,
      kind: finding.kind,
      change: finding.change,
      outcome: record.outcome,
      judged: hunk.judged,
      evidenceHash: finding.evidenceHash,
      ...(finding.subjectHash === undefined ? {} : { subjectHash: finding.subjectHash }),
      beforeBlob: hunk.beforeBlob,
      afterBlob: hunk.afterBlob,
      changeSet: record.changeSet,
      origin: record.origin,
      policy: record.policy,
      record: { ledger: nameOfChain(chain), seq: record.seq, hash: record.hash },
    },
  };
}

/** Present and empty: it was looked at, and nothing suppresses it. */
function toSuppressions(
  {
    record,
    finding,
    kind,
    approvals,
  }: {
    readonly record: Decision;
    readonly finding: RecordedFinding;
    readonly kind: string;
    readonly approvals: readonly Approver[];
  },
  chain: ExportedChain,
): readonly object[] {
  const signer = chain.signerOf(record.seq);
  const { acknowledgement: given, approval, alsoApproved } = finding;
  const decided = {
    decidedBy: checkedDecider(record.decidedBy, signer),
    signedBy: signer?.words ?? null,
    decidedAt: record.decidedAt,
    shown: record.shown ?? null,
  };
  if (record.outcome === 'undone') return [];
  if (record.outcome === 'rejected') {
    const why = record.rejectReason === undefined ? '' : ` Reason: ${record.rejectReason}`;
    const justification = `The edit was rejected and the earlier content restored.${why}`;
    return [{ kind: 'external', status: 'accepted', justification, properties: { ...decided, outcome: 'rejected' } }];
  }
  if (given === undefined) return [];
  const waits = record.outcome === 'submitted' || (kind === 'approve' && !isApproved(approvals, finding));
  return [
    {
      kind: 'external',
      status: waits ? 'underReview' : 'accepted',
      ...(given.words === undefined && given.reason === undefined
        ? {}
        : { justification: [given.reason, given.words].filter((part) => part !== undefined).join(': ') }),
      properties: {
        ...decided,
        obligation: given.obligation,
        answeredAt: given.at,
        ...(given.reason === undefined ? {} : { reason: given.reason }),
        ...(approvals.length === 0 ? {} : { approvals }),
        ...(approval === undefined ? {} : { approval }),
        ...(alsoApproved === undefined ? {} : { alsoApproved }),
      },
    },
  ];
}

/** Records know the lines of a hunk, not those of a finding. A deletion is shown where it was. */
function toRegion({ after }: RecordedHunk): object {
  const startLine = Math.max(1, after.start + (after.lines === 0 ? 0 : 1));
  return after.lines <= 1 ? { startLine } : { startLine, endLine: startLine + after.lines - 1 };
}

function toInvocation(input: RecordsInput): object {
  const { isSound, title, message } = verdictOf(input);
  const notifications: object[] = isSound ? [] : [{ level: 'error', message: { text: `${title} ${message}` } }];
  for (const record of recordsOf(input)) {
    if (record.kind === 'problem')
      notifications.push({ level: 'warning', timeUtc: record.decidedAt, message: { text: record.message } });
  }
  return {
    executionSuccessful: isSound,
    ...(input.at === undefined ? {} : { endTimeUtc: input.at }),
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
    properties: { ledger: message, ledgers: input.chains.map(({ report }) => report) },
  };
}
