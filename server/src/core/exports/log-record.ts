import type { ExportedChain, RecordsInput, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { toEntry } from './entry.ts';
import { limitsOf } from './limits.ts';
import { standingOf, type Standing } from './standing.ts';
import { checkedDecider, faultsOf, nameOfChain, verdictOf } from './verdict.ts';

export type LogValue = string | number | boolean | readonly string[];

/** A record as OpenTelemetry's log data model has it, whichever way it leaves. */
export interface LogRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly eventName: string;
  /** 9 INFO, 13 WARN, 17 ERROR. */
  readonly severityNumber: 9 | 13 | 17;
  readonly severityText: 'INFO' | 'WARN' | 'ERROR';
  readonly body: string;
  readonly attributes: Readonly<Record<string, LogValue>>;
}

export const LOG_SCOPE = 'countersign.records';

/** What the export says of itself, then an event a record. @see OpenTelemetry semantic conventions, `gen_ai.*` and `vcs.*` (1.40) */
export function* toLogRecords(input: RecordsInput): Iterable<LogRecord> {
  const { scope, at, tool } = input;
  const { isSound, title, message } = verdictOf(input);
  yield {
    at: at ?? '1970-01-01T00:00:00Z',
    eventName: 'countersign.export',
    ...(isSound ? INFO : ERROR),
    body: `${title} ${message}`,
    attributes: {
      'countersign.scope': scope,
      'countersign.ledger.intact': isSound,
      'countersign.limits': limitsOf(input),
      'countersign.version': tool.version,
    },
  };
  const standing = standingOf(input);
  for (const chain of input.chains) for (const record of chain.records) yield toLogRecord(record, chain, standing);
}

const INFO = { severityNumber: 9, severityText: 'INFO' } as const;
const WARN = { severityNumber: 13, severityText: 'WARN' } as const;
const ERROR = { severityNumber: 17, severityText: 'ERROR' } as const;

function toLogRecord(record: ExportedRecord, chain: ExportedChain, standing: Standing): LogRecord {
  const { title } = toEntry(record, chain, standing);
  const signer = chain.signerOf(record.seq);
  const wrong = faultsOf(chain, record.seq);
  const isLoud = record.kind === 'problem' || record.kind === 'bypass' || wrong.length > 0;
  return {
    at: record.decidedAt,
    eventName: `countersign.${record.kind}`,
    ...(isLoud ? WARN : INFO),
    body: record.kind === 'problem' ? record.message : title,
    attributes: {
      'countersign.record.seq': record.seq,
      'countersign.record.hash': record.hash,
      'countersign.record.prev': record.prev ?? '',
      'countersign.ledger': nameOfChain(chain),
      ...(signer === null ? {} : { 'countersign.signed_by': signer.words }),
      ...(wrong.length === 0 ? {} : { 'countersign.wrong': wrong }),
      ...deciderAttributes(record, signer),
      ...ownAttributes(record),
      // All that is asked for of it, so that nothing is lost on the way.
      'countersign.record': JSON.stringify(record),
    },
  };
}

function deciderAttributes(record: ExportedRecord, signer: Signer | null): Readonly<Record<string, LogValue>> {
  if (!('decidedBy' in record)) return {};
  const { name, email, key, basis } = checkedDecider(record.decidedBy, signer);
  return withoutAbsent({
    'user.name': name ?? undefined,
    'user.email': email ?? undefined,
    'user.id': key ?? undefined,
    'countersign.decider.basis': basis,
  });
}

function ownAttributes(record: ExportedRecord): Readonly<Record<string, LogValue>> {
  switch (record.kind) {
    case 'decision': {
      const { origin, hunks } = record;
      const findings = hunks.flatMap((hunk) => hunk.findings);
      return withoutAbsent({
        'countersign.outcome': record.outcome,
        'countersign.change_set': record.changeSet,
        'countersign.paths': [...new Set(hunks.map(({ path }) => path))],
        'countersign.findings': findings.map(({ message }) => message),
        'countersign.detectors': [...new Set(findings.map(({ detectorId }) => detectorId))],
        'countersign.origin': origin.kind,
        'countersign.channel': origin.channel,
        'countersign.policy.digest': record.policy.digest,
        'gen_ai.agent.name': origin.agent,
        'gen_ai.request.model': origin.model,
        'gen_ai.conversation.id': origin.session,
        'gen_ai.tool.call.id': origin.toolCall,
      });
    }
    case 'approval':
      return {
        'countersign.change_set': record.changeSet,
        'countersign.role': record.role,
        'countersign.paths': [...new Set(record.findings.map(({ path }) => path))],
      };
    case 'seal':
      return { 'countersign.presence': record.presence };
    case 'binding':
      return { 'vcs.ref.head.revision': record.commit, 'countersign.paths': record.unmatched };
    case 'bypass':
      return { 'countersign.until': record.until, 'countersign.reason': record.reason };
    case 'problem':
      return {};
  }
}

function withoutAbsent(attributes: Readonly<Record<string, LogValue | undefined>>): Readonly<Record<string, LogValue>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
