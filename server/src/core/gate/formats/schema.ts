import * as z from 'zod';
import { GATE_SCHEMA_VERSION } from '../../model/gate.ts';

z.config({ jitless: true });

const record = z
  .object({
    ledger: z.string(),
    seq: z.int().min(1),
    hash: z.string(),
    by: z.string().meta({ description: 'Name, e-mail or key of who decided.' }),
    isSigned: z.boolean(),
    changeSet: z.string().optional(),
  })
  .meta({ id: 'record' });

const missing = z
  .object({
    reason: z
      .enum([
        'no-record',
        'changed-since',
        'too-weak',
        'taken-back',
        'unsigned',
        'put-up',
        'not-accepted',
        'untouched',
        'answer-used',
        'landed',
        'elsewhere',
        'unbound',
        'bypass-too-long',
        'not-approved',
        'own-approval',
        'not-in-role',
        'blocked',
        'only-together',
      ])
      .optional(),
    what: z.string(),
    who: z.string().meta({ description: 'Who must act.' }),
    how: z.string().meta({ description: 'What they do.' }),
  })
  .meta({ id: 'missing' });

const finding = z.object({
  fingerprint: z.string(),
  detectorId: z.string(),
  facet: z.string(),
  kind: z.string(),
  change: z.string(),
  message: z.string(),
  obligation: z.string(),
  presence: z.literal(true).optional().meta({ description: 'Only a signature with a touch of the key counts.' }),
  rule: z.object({ id: z.string(), layer: z.string() }),
  path: z.string(),
  side: z.enum(['before', 'after']),
  line: z.int().min(1).meta({ description: '1-based, of the later side.' }),
  evidenceHash: z.string(),
  subjectHash: z.string().nullable(),
  settled: z
    .object({ by: z.enum(['record', 'lineage', 'human-origin', 'bypass']), records: z.array(record) })
    .nullable(),
  missing: missing.nullable(),
  roles: z
    .array(
      z.object({
        role: z.string(),
        approved: record
          .extend({ at: z.string() })
          .nullable()
          .meta({ description: 'The approval that counts; null: nobody has approved.' }),
        holders: z.array(z.string()).meta({ description: 'Names of who can, as the base revision has them.' }),
      }),
    )
    .optional()
    .meta({ description: 'Of what is explained: roles of which each must approve.' }),
  nearest: record.optional().meta({ description: 'The nearest record there is, that does not count.' }),
});

const problem = z.looseObject({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
});

export const gateSchema = z
  .object({
    schemaVersion: z.literal(GATE_SCHEMA_VERSION),
    outcome: z.enum(['passes', 'closed', 'not-judged']),
    observed: z.boolean().meta({ description: 'The base policy only observes.' }),
    title: z.string(),
    base: z.string(),
    head: z.string(),
    tree: z.string().meta({ description: 'The merged state.' }),
    findings: z.array(finding),
    unjudged: z.array(
      z.object({
        path: z.string(),
        message: z.string(),
        settled: z.array(record).nullable(),
        missing: missing.nullable(),
      }),
    ),
    ignored: z.array(z.string()).meta({ description: 'Changed files that the base policy leaves out of reviews.' }),
    failures: z.array(z.object({ path: z.string(), stage: z.string(), message: z.string() })),
    problems: z.array(problem),
    sources: z.array(z.object({ title: z.string(), records: z.int().min(0), fault: z.string().nullable() })),
    tool: z.object({ version: z.string() }),
  })
  .meta({ title: 'Countersign gate', description: 'What `countersign gate --format json` answers.' });

/** JSON Schema (2020-12). Written to `server/schema/gate.schema.json`. */
export function gateJsonSchema(): object {
  return z.toJSONSchema(gateSchema, { io: 'input' });
}
