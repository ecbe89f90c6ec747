import * as z from 'zod';
import { type LedgerRecord, RECORD_SCHEMA_VERSION } from '../model/record.ts';
import { coverage, ledger, ledgers } from './checked-schema.ts';
import type { ExportHeader } from './header.ts';
import { AGENT_EDIT_REVIEW_V1, type Statement } from './in-toto.ts';
import { blob, hash, list, moment } from './schema-parts.ts';

z.config({ jitless: true });

/*
 * What is published for others to read records with. Members may be added within a version, and readers must let them pass: no
 * object is closed. A member that goes, or means something else, makes a new version with a file of its own; the old file stays.
 */

const span = z
  .object({ start: z.int().min(0), lines: z.int().min(0) })
  .meta({ id: 'span', description: '0-based first line and number of lines.' });
const obligation = z.string().meta({
  description: 'none, acknowledge, explain, block, or "approve: " and a role, or several with " + " between.',
});
const presence = z
  .literal(true)
  .optional()
  .meta({ description: 'Only a signature for which its key was touched answers. Absent: any does.' });
const policy = z
  .object({ digest: z.string(), base: z.string().nullable() })
  .meta({ id: 'policy', description: 'Digest of the rules in force, and the revision they were read from.' });

const decider = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    key: z.string().nullable().meta({ description: 'Fingerprint of the signing key.' }),
    basis: z.enum(['claimed', 'signed']).meta({ description: 'claimed: as the settings of the machine say.' }),
    surface: z.enum(['panel', 'terminal', 'lsp']),
  })
  .meta({ id: 'decider' });

const origin = z
  .object({
    kind: z.enum(['agent', 'human', 'unattributed', 'unknown']),
    channel: z.string(),
    held: z.boolean().meta({ description: 'It waited before it was written.' }),
    agent: z.string().optional(),
    agentVersion: z.string().optional().meta({ description: 'As the agent’s program said.' }),
    model: z.string().optional().meta({ description: 'As the agent’s program said.' }),
    modelClaimedBy: z.enum(['transcript', 'session-start']).optional().meta({
      description:
        'Where claimedBy does not say the model with the edit: the agent’s own transcript, or what it said when the session began.',
    }),
    session: z.string().optional(),
    turn: z.string().optional(),
    toolCall: z.string().optional(),
    promptHash: z.string().optional().meta({ description: 'SHA-256 of the prompt.' }),
    permissionMode: z
      .string()
      .optional()
      .meta({ description: 'What the agent asks for before it acts, in its own word.' }),
    autoApprove: list(
      z.object({
        setting: z.string(),
        value: z.string(),
        source: z.string().meta({ description: 'The file that says so. `~/`: below the home directory.' }),
      }),
    )
      .optional()
      .meta({ description: 'Settings by which the agent asked less than it would without them.' }),
    claimedBy: z.string().meta({ description: 'Who says so.' }),
  })
  .meta({ id: 'origin', description: 'A claim. unknown is an answer; nothing is guessed.' });

const acknowledgement = z.object({
  obligation: z.string(),
  reason: z.enum(['needed', 'mitigated-elsewhere', 'false-positive', 'accepted-risk', 'temporary']).optional(),
  words: z.string().optional(),
  at: moment,
});

const approval = z.object({
  role: z.string(),
  by: z.string().meta({ description: 'As the base revision’s signers name the key.' }),
  key: z.string(),
  at: moment,
  ledger: z.string(),
  record: hash.meta({ description: 'hash of the approval.' }),
});

const finding = z
  .object({
    fingerprint: z.string(),
    detectorId: z.string(),
    kind: z.string(),
    change: z.string(),
    message: z.string(),
    obligation,
    presence,
    rule: z.object({ id: z.string(), layer: z.string() }),
    tags: list(z.string()),
    evidenceHash: z.string().meta({ description: 'SHA-256 of the evidence lines, trimmed and newline-joined.' }),
    subjectHash: z.string().optional(),
    remainingHash: z.string().optional().meta({ description: 'SHA-256 of what is left of what lost something.' }),
    acknowledgement: acknowledgement.optional(),
    alongside: list(z.object({ id: z.string(), layer: z.string() }))
      .optional()
      .meta({ description: 'Rules of the same layer that ask another role each.' }),
    alsoApproved: list(approval).optional().meta({ description: 'Of the other roles, where several are asked.' }),
    approval: approval.optional().meta({ description: 'The other person’s signature that accepting it stands on.' }),
  })
  .meta({ id: 'finding' });

const hunk = z
  .object({
    id: z.string(),
    path: z.string(),
    before: span,
    after: span,
    beforeBlob: blob,
    afterBlob: blob,
    judged: z.boolean().meta({ description: 'false: nothing was analysed.' }),
    findings: list(finding),
  })
  .meta({ id: 'hunk' });

const recorded = {
  schemaVersion: z.literal(RECORD_SCHEMA_VERSION),
  decidedAt: moment,
  tool: z.object({ name: z.literal('countersign'), version: z.string() }),
  seq: z.int().min(1),
  prev: hash.nullable().meta({ description: 'hash of the record before it; null: the first.' }),
  hash: hash.meta({ description: 'SHA-256 of the RFC 8785 JSON of this record without this member.' }),
  redacted: list(z.string())
    .optional()
    .meta({ description: 'In exports: members left out for privacy. The hash does not match what is here.' }),
  narrowed: z.record(z.string(), z.int().min(1)).optional().meta({
    description:
      'In exports with a filter: how many members of each list were not asked for and are not here. The hash is of the whole record. Never in ndjson, in-toto and bundle.',
  }),
};

const record = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('decision'),
      changeSet: z.string(),
      outcome: z.enum(['accepted', 'amended', 'rejected', 'submitted', 'undone']).meta({
        description:
          'submitted: nothing is decided; what the author explained is put up for the approval of another person.',
      }),
      rejectReason: z.string().optional(),
      hunks: list(hunk),
      origin,
      policy,
      decidedBy: decider,
      shown: z
        .object({
          at: moment,
          ms: z.number().min(0),
          inView: z
            .object({ lines: z.int().min(0), of: z.int().min(0) })
            .optional()
            .meta({ description: 'How many lines of both sides of the hunk were in view at some time.' }),
          expanded: z
            .object({ findings: z.int().min(0), of: z.int().min(0) })
            .optional()
            .meta({
              description: 'Of how many findings of the hunk the details were unfolded and in view at some time.',
            }),
        })
        .optional(),
      ...recorded,
    }),
    z.object({
      kind: z.literal('approval'),
      changeSet: z.string(),
      role: z.string(),
      words: z.string().optional(),
      findings: list(
        z.object({
          fingerprint: z.string(),
          path: z.string(),
          evidenceHash: z.string(),
          subjectHash: z.string().optional(),
          remainingHash: z.string().optional(),
          afterBlob: blob,
          obligation,
          presence,
          decision: z.object({ ledger: z.string(), hash: z.string() }),
        }),
      ),
      policy,
      decidedBy: decider,
      ...recorded,
    }),
    z.object({
      kind: z.literal('seal'),
      ledger: z.string(),
      head: z.object({ seq: z.int().min(1), hash: z.string() }),
      changeSets: list(z.string()),
      decidedBy: decider,
      repository: z
        .object({ scheme: z.string(), roots: list(z.string()) })
        .optional()
        .meta({
          description:
            'Where it was made. root-commits/1: the commits without parents that its branches begin with. Absent: it does not say.',
        }),
      presence: z.enum(['touch', 'none', 'unknown']),
      signature: z
        .object({ format: z.literal('sshsig'), namespace: z.literal('countersign'), value: z.string() })
        .meta({ description: 'Of the RFC 8785 JSON without signature, seq, prev and hash, and one newline.' }),
      ...recorded,
    }),
    z.object({
      kind: z.literal('binding'),
      commit: z.string(),
      patchId: z.string().nullable(),
      records: list(z.string()),
      unmatched: list(z.string()).meta({ description: 'Paths of the commit that no record accounts for.' }),
      ...recorded,
    }),
    z.object({
      kind: z.literal('bypass'),
      reason: z.string(),
      until: moment,
      paths: list(z.string()).meta({ description: 'Patterns; none: everywhere.' }),
      fingerprints: list(z.string()).meta({ description: 'None: every finding.' }),
      decidedBy: decider,
      ...recorded,
    }),
    z.object({ kind: z.literal('problem'), message: z.string(), ...recorded }),
  ])
  .meta({
    id: 'record',
    title: 'Countersign record',
    description: 'One line of the ledger, and of the form "ndjson".',
  });

const tool = z.object({ name: z.literal('countersign'), version: z.string() });
const limits = list(z.string()).meta({ description: 'What the records do not prove.' });

const recordsExport = z
  .object({
    schemaVersion: z.literal(RECORD_SCHEMA_VERSION),
    tool,
    at: moment.optional(),
    scope: z.string(),
    ledger,
    ledgers,
    limits,
    leftOut: z
      .object({ records: z.int().min(0), hunks: z.int().min(0), findings: z.int().min(0) })
      .optional()
      .meta({
        description:
          'What filters leave out: records, and hunks and findings of decisions that are here. Absent: nothing was filtered.',
      }),
    coverage: coverage.optional(),
    records: list(record),
  })
  .meta({ title: 'Countersign records', description: 'What `countersign export --format json` writes.' });

const statement = z
  .object({
    _type: z.literal('https://in-toto.io/Statement/v1'),
    subject: list(
      z.object({ name: z.string(), digest: z.record(z.string(), z.string().meta({ pattern: '^[0-9a-f]+$' })) }),
    )
      .meta({ minItems: 1 })
      .meta({
        description:
          'Contents that were accepted, by path and gitBlob; and each record, `countersign:record/SEQ`, by the sha256 that is its hash.',
      }),
    predicateType: z.literal(AGENT_EDIT_REVIEW_V1),
    predicate: z
      .object({
        changeSet: z.string().nullable().meta({ description: 'null: the record belongs to none.' }),
        records: list(record).meta({ description: 'All records about the change set, oldest first, each whole.' }),
        ledger,
        ledgers,
        scope: z.string().meta({ description: 'What the records were selected by, and what was left out.' }),
        limits,
        tool,
      })
      .meta({
        id: 'agentEditReview',
        description:
          'What people decided on an edit that an agent or a person made: every hunk, what was found, what was asked for and answered, by whom and when. It attests the decisions, not that the content is good; rejected content is no subject.',
      }),
  })
  .meta({
    title: 'agent-edit-review/v1',
    description:
      'An in-toto Statement with this predicate, one a change set: what `countersign export --format in-toto` writes.',
  });

/** By file of `server/schema/`, JSON Schema 2020-12. A version keeps its file for ever. */
export const PUBLISHED_SCHEMAS: Readonly<Record<string, () => object>> = {
  'record.v1.schema.json': () => z.toJSONSchema(record, { io: 'input' }),
  'records-export.v1.schema.json': () => z.toJSONSchema(recordsExport, { io: 'input' }),
  'agent-edit-review.v1.schema.json': () => z.toJSONSchema(statement, { io: 'input' }),
};

/** A member that the schema asks for and the model has not, or has with another type, is a compile error here. */
export function checkRecord(given: LedgerRecord): z.input<typeof record> {
  return given;
}

export function checkExport(
  given: ExportHeader & { readonly records: readonly LedgerRecord[] },
): z.input<typeof recordsExport> {
  return given;
}

export function checkStatement(given: Statement): z.input<typeof statement> {
  return given;
}
