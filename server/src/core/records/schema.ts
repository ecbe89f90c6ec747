import * as z from 'zod';
import { RECORD_SCHEMA_VERSION } from '../model/record.ts';

z.config({ jitless: true });

const span = z.looseObject({ start: z.int().min(0), lines: z.int().min(0) });

const approval = z.looseObject({
  role: z.string(),
  by: z.string(),
  key: z.string(),
  at: z.string(),
  ledger: z.string(),
  record: z.string(),
});

const finding = z.looseObject({
  fingerprint: z.string(),
  detectorId: z.string(),
  kind: z.string(),
  change: z.string(),
  message: z.string(),
  obligation: z.string(),
  presence: z.literal(true).optional(),
  rule: z.looseObject({ id: z.string(), layer: z.string() }),
  alongside: z.array(z.looseObject({ id: z.string(), layer: z.string() })).optional(),
  outranked: z.array(z.looseObject({ id: z.string(), layer: z.string(), obligation: z.string() })).optional(),
  tags: z.array(z.string()),
  evidenceHash: z.string(),
  subjectHash: z.string().optional(),
  remainingHash: z.string().optional(),
  acknowledgement: z
    .looseObject({
      obligation: z.string(),
      reason: z.string().optional(),
      words: z.string().optional(),
      at: z.string(),
    })
    .optional(),
  approval: approval.optional(),
  alsoApproved: z.array(approval).optional(),
});

const hunk = z.looseObject({
  id: z.string(),
  path: z.string(),
  before: span,
  after: span,
  beforeBlob: z.string().nullable(),
  afterBlob: z.string().nullable(),
  acceptedBlob: z.string().nullable().optional(),
  judged: z.boolean(),
  findings: z.array(finding),
});

const origin = z.looseObject({ kind: z.string(), channel: z.string(), held: z.boolean(), claimedBy: z.string() });

const policy = z.looseObject({ digest: z.string(), base: z.string().nullable() });

const approved = z.looseObject({
  fingerprint: z.string(),
  path: z.string(),
  evidenceHash: z.string(),
  subjectHash: z.string().optional(),
  remainingHash: z.string().optional(),
  afterBlob: z.string().nullable(),
  obligation: z.string(),
  presence: z.literal(true).optional(),
  decision: z.looseObject({ ledger: z.string(), hash: z.string() }),
});

const decider = z.looseObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  key: z.string().nullable(),
  basis: z.enum(['claimed', 'signed']),
  surface: z.string(),
});

const chain = {
  schemaVersion: z.literal(RECORD_SCHEMA_VERSION),
  decidedAt: z.string(),
  tool: z.looseObject({ name: z.literal('countersign'), version: z.string() }),
  seq: z.int().min(1),
  prev: z.string().nullable(),
  hash: z.string(),
};

/** The shape readers of a ledger may rely on. Members of later versions are let through: the hash covers them too. */
export const recordSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('decision'),
    changeSet: z.string(),
    outcome: z.enum(['accepted', 'amended', 'rejected', 'submitted', 'undone']),
    rejectReason: z.string().optional(),
    hunks: z.array(hunk),
    origin,
    policy,
    decidedBy: decider,
    shown: z.looseObject({ at: z.string(), ms: z.number() }).optional(),
    ...chain,
  }),
  z.looseObject({
    kind: z.literal('approval'),
    changeSet: z.string(),
    role: z.string(),
    words: z.string().optional(),
    findings: z.array(approved).min(1),
    policy,
    decidedBy: decider,
    ...chain,
  }),
  z.looseObject({
    kind: z.literal('seal'),
    ledger: z.string(),
    head: z.looseObject({ seq: z.int().min(1), hash: z.string() }),
    changeSets: z.array(z.string()),
    decidedBy: decider,
    repository: z.looseObject({ scheme: z.string(), roots: z.array(z.string()).min(1).max(1_000) }).optional(),
    presence: z.enum(['touch', 'none', 'unknown']),
    signature: z.looseObject({
      format: z.literal('sshsig'),
      namespace: z.literal('countersign'),
      value: z.string(),
    }),
    ...chain,
  }),
  z.looseObject({
    kind: z.literal('binding'),
    commit: z.string(),
    patchId: z.string().nullable(),
    records: z.array(z.string()),
    unmatched: z.array(z.string()),
    ...chain,
  }),
  z.looseObject({
    kind: z.literal('bypass'),
    reason: z.string(),
    until: z.string(),
    paths: z.array(z.string()),
    fingerprints: z.array(z.string()),
    decidedBy: decider,
    ...chain,
  }),
  z.looseObject({ kind: z.literal('problem'), message: z.string(), ...chain }),
]);
