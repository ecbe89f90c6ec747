import type { Decider, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { defineRecordExport, type ExportedChain } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { limitsOf } from './limits.ts';
import { printable } from './printable.ts';
import { checkedDecider, faultsOf, nameOfChain, verdictOf } from './verdict.ts';

const COLUMNS = [
  'seq',
  'kind',
  'decided_at',
  'outcome',
  'decider_name',
  'decider_email',
  'decider_key',
  'decider_basis',
  'surface',
  'role',
  'change_set',
  'path',
  'first_line',
  'lines_before',
  'lines_after',
  'before_blob',
  'after_blob',
  'judged',
  'finding',
  'detector',
  'rule',
  'layer',
  'fact_kind',
  'change',
  'obligation',
  'tags',
  'fingerprint',
  'evidence_hash',
  'answer',
  'reason_code',
  'words',
  'answered_at',
  'origin',
  'agent',
  'model',
  'session',
  'turn',
  'tool_call',
  'prompt_hash',
  'channel',
  'held',
  'claimed_by',
  'shown_at',
  'shown_ms',
  'policy_digest',
  'policy_base',
  'commit',
  'until',
  'presence',
  'signature',
  'details',
  'hash',
  'prev',
  'ledger',
  'signed_by',
  'signed_key',
  'wrong',
] as const;

type Cells = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number | boolean | null>>>;

/**
 * A row a finding, a hunk without findings, or another record; behind them a row `ledger` and a row `limit` for each thing that
 * the records do not prove. RFC 4180, with a line of names.
 */
export const recordsCsv = defineRecordExport({
  id: 'csv',
  title: 'CSV',
  mediaType: 'text/csv; header=present',
  extension: 'csv',
  carries: 'narrowed',
  *write(input) {
    yield `${COLUMNS.join(',')}\r\n`;
    for (const chain of input.chains) {
      for (const record of chain.records) {
        const shared = sharedCells(record, chain);
        for (const cells of rowsOf(record, chain)) yield toRow({ ...shared, ...cells });
      }
    }
    const { scope, tool } = input;
    const { title, message } = verdictOf(input);
    yield toRow({ kind: 'ledger', details: `${title} ${message} ${scope}. Countersign ${tool.version}` });
    for (const limit of limitsOf(input)) yield toRow({ kind: 'limit', details: limit });
  },
});

function toRow(cells: Cells): string {
  return `${COLUMNS.map((column) => toCell(cells[column])).join(',')}\r\n`;
}

function toCell(value: string | number | boolean | null | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return String(value);
  const shown = withoutFormula(printable(value));
  return /[",\s]/u.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/**
 * A spreadsheet runs what starts like a formula, even behind blanks or in full width. An apostrophe makes it text.
 * @see OWASP "CSV Injection"
 */
function withoutFormula(text: string): string {
  return /^[\s'"]*[=+\-@|%＝＋－＠]/u.test(text) ? `'${text}` : text;
}

function sharedCells(record: ExportedRecord, chain: ExportedChain): Cells {
  const { kind, seq, decidedAt, hash, prev } = record;
  const signer = chain.signerOf(seq);
  return {
    kind,
    seq,
    decided_at: decidedAt,
    hash,
    prev,
    ledger: nameOfChain(chain),
    signed_by: signer?.principals.join(' ') ?? null,
    signed_key: signer?.fingerprint ?? null,
    wrong: faultsOf(chain, seq).join(' '),
    ...('decidedBy' in record ? deciderCells(checkedDecider(record.decidedBy, signer)) : {}),
  };
}

function rowsOf(record: ExportedRecord, chain: ExportedChain): readonly Cells[] {
  switch (record.kind) {
    case 'decision': {
      const { origin, shown } = record;
      const shared: Cells = {
        ...policyCells(record.policy),
        outcome: record.outcome,
        change_set: record.changeSet,
        origin: origin.kind,
        agent: origin.agent ?? null,
        model: origin.model ?? null,
        session: origin.session ?? null,
        turn: origin.turn ?? null,
        tool_call: origin.toolCall ?? null,
        prompt_hash: origin.promptHash ?? null,
        channel: origin.channel,
        held: origin.held,
        claimed_by: origin.claimedBy,
        shown_at: shown?.at ?? null,
        shown_ms: shown?.ms ?? null,
        details: record.rejectReason ?? null,
      };
      return record.hunks.flatMap((hunk) => {
        const place = { ...shared, ...hunkCells(hunk) };
        return hunk.findings.length === 0
          ? [place]
          : hunk.findings.map((finding) => ({ ...place, ...findingCells(finding) }));
      });
    }
    case 'approval':
      return record.findings.map((finding) => ({
        ...policyCells(record.policy),
        change_set: record.changeSet,
        role: record.role,
        path: finding.path,
        after_blob: finding.afterBlob,
        fingerprint: finding.fingerprint,
        evidence_hash: finding.evidenceHash,
        obligation: finding.obligation,
        words: record.words ?? null,
        details: `explained in record ${finding.decision.hash} of ledger ${finding.decision.ledger}`,
      }));
    case 'seal':
      return [
        {
          change_set: record.changeSets.join(' '),
          presence: chain.signerOf(record.seq)?.presence ?? null,
          signature: record.signature.value,
          details: `${chain.signerOf(record.seq) === null ? 'does not count; would cover' : 'covers'} records up to ${record.head.seq}, ${record.head.hash}, of ledger ${record.ledger}`,
        },
      ];
    case 'binding': {
      const shared: Cells = { commit: record.commit };
      const about = `patch id ${record.patchId ?? 'none'}; records ${record.records.join(' ')}`;
      return [
        { ...shared, details: about },
        ...record.unmatched.map((path) => ({ ...shared, path, details: 'not accounted for' })),
      ];
    }
    case 'bypass':
      return [
        {
          until: record.until,
          path: record.paths.join(' '),
          fingerprint: record.fingerprints.join(' '),
          words: record.reason,
        },
      ];
    case 'problem':
      return [{ details: record.message }];
  }
}

function deciderCells({ name, email, key, basis, surface }: Decider): Cells {
  return { decider_name: name, decider_email: email, decider_key: key, decider_basis: basis, surface };
}

function policyCells({ digest, base }: { readonly digest: string; readonly base: string | null }): Cells {
  return { policy_digest: digest, policy_base: base };
}

function hunkCells({ path, before, after, beforeBlob, afterBlob, judged }: RecordedHunk): Cells {
  return {
    path,
    first_line: after.start + 1,
    lines_before: before.lines,
    lines_after: after.lines,
    before_blob: beforeBlob,
    after_blob: afterBlob,
    judged,
  };
}

function findingCells(finding: RecordedFinding): Cells {
  const { acknowledgement: given } = finding;
  return {
    finding: finding.message,
    detector: finding.detectorId,
    rule: finding.rule.id,
    layer: finding.rule.layer,
    fact_kind: finding.kind,
    change: finding.change,
    obligation: finding.obligation,
    tags: finding.tags.join(' '),
    fingerprint: finding.fingerprint,
    evidence_hash: finding.evidenceHash,
    answer: given?.obligation ?? null,
    reason_code: given?.reason ?? null,
    words: given?.words ?? null,
    answered_at: given?.at ?? null,
  };
}
