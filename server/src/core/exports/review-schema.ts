import * as z from 'zod';
import { chainShapes } from '../model/chain.ts';
import { RESULT_SCHEMA_VERSION } from '../model/result.ts';
import type { PublishedResult } from './review-json.ts';

z.config({ jitless: true });

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const word = (...words: readonly string[]) => z.string().meta({ enum: [...words] });

const position = z.object({
  line: z.int().min(0).meta({ description: '0-based.' }),
  character: z.int().min(0).meta({ description: '0-based, in UTF-16 units.' }),
});
const range = z.object({ start: position, end: position }).meta({ id: 'range', description: 'Half-open.' });
const span = z
  .object({ start: z.int().min(0), lines: z.int().min(0) })
  .meta({ id: 'span', description: '0-based first line and number of lines.' });

const changes = word(
  'added',
  'removed',
  'widened',
  'narrowed',
  'weakened',
  'strengthened',
  'redirected',
  'moved',
  'unchanged',
);
const facets = word('permission', 'data', 'identity', 'supply-chain', 'agent', 'workflow', 'assurance');
const tiers = word('proven', 'resolved', 'pattern', 'name').meta({ description: 'How it is known, strongest first.' });
const sides = word('before', 'after');
const notJudged = z
  .object({ reason: z.string(), message: z.string() })
  .meta({ id: 'notJudged', description: 'Nothing was analysed: never the same as nothing found.' });

const subject = z
  .object({ type: z.string(), symbol: z.string(), principal: z.string().optional(), exposure: z.string().optional() })
  .meta({ id: 'subject' });
const resource = z
  .object({ kind: z.string(), value: z.string().optional(), norm: z.string(), dynamic: z.boolean() })
  .meta({ id: 'resource' });
const evidence = z.object({ path: z.string(), range, role: z.string() }).meta({ id: 'evidence' });
const decision = z.object({ at: z.string(), basis: z.string(), value: z.string().optional() });

const remedy = z
  .object({ title: z.string(), range, newText: z.string() })
  .meta({ id: 'remedy', description: 'A text that is known to suffice in place of what stands there.' });

const detail = z
  .object({
    accessLevel: z.string().optional(),
    risk: list(z.string()).optional(),
    dataClass: z.string().optional(),
    text: z.string().optional(),
    field: z.string().optional(),
    sink: z.string().optional(),
    decision: decision.optional(),
    ttlSeconds: z.number().optional(),
    via: z.string().optional(),
    path: list(z.string()).optional(),
    grant: z.string().optional(),
    remedy: remedy.optional(),
    pattern: z.object({ message: z.string().nullable(), tellsRemovals: z.boolean() }).optional(),
    namespace: z.string().optional(),
    serviceAccount: z.string().optional(),
  })
  .meta({ id: 'detail' });

const declaration = span.optional();

const provenance = z
  .object({ path: z.string(), side: sides, range, anchor: z.string(), declaration, evidence: list(evidence) })
  .meta({ id: 'provenance' });
const qualifiers = z.record(z.string(), z.string());

const earlier = z.object({
  key: z.string(),
  action: z.string(),
  resource,
  qualifiers: qualifiers.optional(),
  detail: detail.optional(),
  provenance,
});

const fact = earlier.extend({
  id: z.string(),
  facet: facets,
  kind: z.string(),
  subject,
  confidence: z.object({ tier: tiers, why: list(z.string()) }),
  context: z.object({
    test: z.boolean(),
    example: z.boolean(),
    generated: z.boolean(),
    vendored: z.boolean(),
    docs: z.boolean(),
  }),
  change: changes,
  before: earlier.optional(),
});

const chain = z
  .object({
    shape: word(...chainShapes),
    steps: list(
      z.object({
        role: word('source', 'step', 'sink'),
        factId: z.string().optional().meta({ description: 'Of the fact at this place, where there is one.' }),
        path: z.string(),
        range,
        words: z.string(),
        isNew: z.boolean().meta({ description: 'The change touches the place; else it was there before.' }),
      }),
    ),
  })
  .meta({ id: 'chain', description: 'Facts of several places that are one finding together, first step to last.' });

const finding = z.object({
  fingerprint: z.string().meta({ description: 'Stable: no message text, no line, no tool version.' }),
  detectorId: z.string(),
  rule: z
    .object({ id: z.string(), layer: z.string(), source: z.string() })
    .meta({ description: 'The rule that set the obligation.' }),
  alongside: list(z.object({ id: z.string(), layer: z.string(), source: z.string() }))
    .optional()
    .meta({ description: 'Rules of the same layer that ask another role each.' }),
  outranked: list(z.object({ id: z.string(), layer: z.string(), obligation: z.string() })),
  facet: facets,
  kind: z.string(),
  change: changes,
  obligation: word('none', 'acknowledge', 'explain', 'approve', 'block'),
  role: z.string().optional().meta({ description: 'Who may approve, when the obligation is approve.' }),
  roles: list(z.string())
    .optional()
    .meta({ description: 'Who must approve, each of them, where several roles are asked.' }),
  presence: z
    .literal(true)
    .optional()
    .meta({ description: 'Only a signature for which its key was touched answers. Absent: any does.' }),
  hold: z.boolean().meta({ description: 'It waits before it is written, where the agent can be made to wait.' }),
  message: z.string(),
  impact: z.string(),
  fix: z.string(),
  remedy: remedy.optional(),
  why: list(z.string()),
  tags: list(z.string()),
  factIds: list(z.string()),
  subject,
  action: z.string(),
  resource,
  dataClasses: list(z.string()).optional(),
  sink: z.string().optional(),
  qualifiers: qualifiers.optional(),
  accessLevel: z.string().optional(),
  traits: z
    .object({ grant: z.string().optional(), via: z.string().optional(), decision: z.string().optional() })
    .optional(),
  tier: tiers,
  comparison: z.object({ before: z.string(), after: z.string() }).optional(),
  evidence: list(evidence),
  path: z.string(),
  side: sides,
  range,
  declaration,
  underFloor: z.literal(true).optional().meta({ description: 'A floor of the organisation is about it.' }),
  remaining: list(span).optional().meta({ description: 'Lines, now, of the function or route that lost something.' }),
  hunk: z.string(),
  context: list(z.string()),
  chain: chain.optional(),
  partOf: z
    .string()
    .optional()
    .meta({ description: 'Fingerprint of the chain that this is a step of, and is settled with.' }),
});

const file = z.object({
  path: z.string(),
  previousPath: z.string().optional(),
  status: word('added', 'deleted', 'modified', 'renamed'),
  language: z.string().nullable(),
  parsed: word('clean', 'errors', 'no'),
  notJudged: notJudged.optional(),
  hunks: list(z.object({ id: z.string(), before: span, after: span })),
});

const problem = z.object({
  code: z.string(),
  severity: word('error', 'warning'),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  path: z.string().optional(),
  range: range.optional(),
});

export const resultSchema = z
  .object({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
    id: z.string().optional(),
    files: list(file),
    facts: list(fact),
    findings: list(finding),
    failures: list(z.object({ path: z.string(), stage: z.string(), message: z.string() })),
    problems: list(problem),
    stats: z.object({ files: z.int().min(0), bytes: z.int().min(0), ms: z.number().optional() }),
  })
  .meta({ title: 'Countersign review', description: 'What `countersign review --format json` answers.' });

/** JSON Schema (2020-12) of the published result. Written to `server/schema/review.schema.json`. */
export function reviewJsonSchema(): object {
  return z.toJSONSchema(resultSchema, { io: 'input' });
}

/** A member that the schema asks for and the model has not, or has with another type, is a compile error here. */
export function checkPublished(result: PublishedResult): z.input<typeof resultSchema> {
  return result;
}
