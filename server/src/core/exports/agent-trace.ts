import type { Origin } from '../model/change.ts';
import type { RecordedHunk } from '../model/record.ts';
import { groupBy } from '../text/group-by.ts';
import { defineRecordExport } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { isAccepted } from './decided.ts';
import { standingOf } from './standing.ts';
import { recordsOf, verdictOf } from './verdict.ts';

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;

const MAX_MODEL_LENGTH = 250;

/**
 * Agent Trace 0.1.0, one record a line: which lines came from whom, of edits that were accepted and still are. It has no place for
 * findings and decisions; `related` names the record that has them.
 * @see https://agent-trace.dev (2026-01)
 */
export const recordsAgentTrace = defineRecordExport({
  id: 'agent-trace',
  title: 'Agent Trace',
  mediaType: 'application/x-ndjson',
  extension: 'jsonl',
  carries: 'narrowed',
  *write(input) {
    const { chains, scope, tool } = input;
    const standing = standingOf(input);
    const { title } = verdictOf(input);
    const commits = commitsOf(recordsOf(input));
    for (const chain of chains)
      for (const record of chain.records) {
        if (record.kind !== 'decision' || !isAccepted(record.outcome)) continue;
        const hunks = record.hunks.filter((hunk) => hunk.after.lines > 0 && standing.isLast(chain, record, hunk.id));
        if (hunks.length === 0) continue;
        const trace = toTrace(record, hunks, commits.get(record.hash), {
          version: tool.version,
          scope,
          ledgers: title,
          signedBy: chain.signerOf(record.seq)?.words ?? null,
        });
        yield `${JSON.stringify(trace)}\n`;
      }
  },
});

/** The newest commit a record is bound to: history may have been rewritten since the first. */
function commitsOf(records: Iterable<ExportedRecord>): ReadonlyMap<string, string> {
  const commits = new Map<string, string>();
  for (const record of records)
    if (record.kind === 'binding') for (const hash of record.records) commits.set(hash, record.commit);
  return commits;
}

function toTrace(
  record: Decision,
  hunks: readonly RecordedHunk[],
  commit: string | undefined,
  checked: {
    readonly version: string;
    readonly scope: string;
    readonly ledgers: string;
    readonly signedBy: string | null;
  },
): object {
  const contributor = toContributor(record);
  const related = [{ type: 'review-record', url: `urn:countersign:record:sha256:${record.hash}` }];
  const { origin } = record;
  return {
    version: '0.1.0',
    id: toUuid(record.hash),
    timestamp: record.decidedAt,
    ...(commit === undefined ? {} : { vcs: { type: 'git', revision: commit } }),
    tool: { name: origin.agent ?? 'unknown', version: 'unknown' },
    files: [...groupBy(hunks, ({ path }) => path)].map(([path, those]) => ({
      path,
      conversations: [
        {
          ...(origin.session === undefined
            ? {}
            : { url: `urn:countersign:session:${encodeURIComponent(origin.session.toWellFormed())}` }),
          contributor,
          ranges: those.map(({ after }) => ({ start_line: after.start + 1, end_line: after.start + after.lines })),
          related,
        },
      ],
    })),
    metadata: {
      countersign: {
        ...checked,
        origin,
        outcome: record.outcome,
        changeSet: record.changeSet,
        contents: hunks.map(({ path, afterBlob }) => ({ path, gitBlob: afterBlob })),
        record: { seq: record.seq, hash: record.hash },
      },
    },
  };
}

const CONTRIBUTORS: Readonly<Record<Origin['kind'], 'human' | 'ai' | 'unknown'>> = {
  agent: 'ai',
  human: 'human',
  unattributed: 'unknown',
  unknown: 'unknown',
};

/** Who amends an agent's edit has written some of it. */
function toContributor({ origin, outcome }: Decision): object {
  const type = CONTRIBUTORS[origin.kind] ?? 'unknown';
  return {
    type: type === 'ai' && outcome === 'amended' ? 'mixed' : type,
    ...(origin.model === undefined ? {} : { model_id: origin.model.slice(0, MAX_MODEL_LENGTH).toWellFormed() }),
  };
}

/** A UUID of version 8 (custom), from the hash: the same record is the same trace. @see RFC 9562, 5.8 */
function toUuid(hash: string): string {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
