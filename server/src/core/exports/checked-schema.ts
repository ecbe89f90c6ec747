import * as z from 'zod';
import { blob, hash, list, moment } from './schema-parts.ts';

z.config({ jitless: true });

/*
 * What an export says of the ledgers it comes from, and of a range of commits.
 */

export const ledger = z.object({ intact: z.boolean(), message: z.string() }).meta({
  description:
    'Of all ledgers together, as `countersign verify` finds them: intact is false too where a signature does not count.',
});
const sealer = z.object({
  fingerprint: z.string(),
  keyType: z.string(),
  principals: list(z.string()).meta({ description: 'As allowed_signers of the base revision names the key.' }),
  presence: z.enum(['touch', 'none', 'unknown']),
});
export const ledgers = list(
  z.object({
    id: z.string().nullable(),
    source: z.string().meta({ description: 'Where it was read from.' }),
    records: z.int().min(0).meta({ description: 'How many are whole, whatever a filter leaves out.' }),
    head: z.object({ seq: z.int().min(1), hash: z.string() }).nullable(),
    anchored: z.int().nullable().meta({ description: 'The newest record that an anchor outside names.' }),
    faults: list(
      z.object({
        kind: z.string(),
        of: z.enum(['chain', 'seal']),
        severity: z.enum(['error', 'warning']),
        seq: z.int().nullable(),
        message: z.string(),
      }),
    ),
    seals: list(
      z.object({
        seq: z.int().min(1),
        covers: z.object({ from: z.int(), to: z.int() }).nullable(),
        sealer: sealer.nullable().meta({ description: 'null: it counts for nothing, and a fault says why.' }),
        repository: z.enum(['this', 'unnamed', 'unknown']).optional().meta({
          description:
            'Where it says that it was made: in this repository; nowhere; where there was none to compare with. Absent in earlier exports.',
        }),
      }),
    ),
  }),
)
  .optional()
  .meta({ description: 'In the order of their records. Absent in earlier exports.' });

export const coverage = z.object({
  range: z.string(),
  commits: list(
    z.object({
      commit: z.string(),
      at: moment,
      changes: list(
        z.object({
          path: z.string(),
          beforeBlob: blob,
          afterBlob: blob,
          account: z.enum(['content', 'bound', 'hunks', 'none']).meta({
            description:
              'hunks: each hunk was decided by itself; not in earlier exports. none: not all of it is accounted for.',
          }),
          records: list(z.int().min(1)),
          places: list(z.object({ ledger: z.string(), seq: z.int().min(1), hash })).optional(),
          openLines: z.int().min(0).optional().meta({ description: 'Lines that no record accounts for.' }),
        }),
      ).nullable(),
      unsigned: z.int().min(0).optional().meta({ description: 'How many of its records nobody who may has signed.' }),
    }),
  ),
  counts: z.object({
    content: z.int().min(0),
    bound: z.int().min(0),
    hunks: z.int().min(0).optional(),
    none: z.int().min(0),
  }),
  words: z.string().optional(),
});
