import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04Module from 'ajv-draft-04';
import addFormatsModule from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { recordsSarif } from '../../../server/src/core/exports/records-sarif.ts';
import {
  checkExport,
  checkRecord,
  checkStatement,
  PUBLISHED_SCHEMAS,
} from '../../../server/src/core/exports/record-schema.ts';
import { hostile } from './hostile-records.ts';
import { checkOcsf } from './ocsf/check.ts';
import { inputOf, range, realistic } from './realistic.ts';
import { linesOf, written } from './written.ts';

// Both are CommonJS: their default export is a member.
const AjvDraft04 = AjvDraft04Module.default;
const addFormats = addFormatsModule.default;

const inputs = [
  ['a realistic ledger', inputOf(realistic, { range })],
  ['a hostile ledger', inputOf(hostile)],
  ['a ledger without records', inputOf([])],
  ['keys in place of names', inputOf(realistic, {}, { recordPrompts: 'none', identity: 'key-id' })],
] as const;

describe('our own schemas', () => {
  test.each(Object.entries(PUBLISHED_SCHEMAS))('%s is fresh', (name, make) => {
    const path = join('server/schema', name);
    const text = `${JSON.stringify(make(), null, 2)}\n`;
    if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  const validatorOf = (name: string) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    return ajv.compile(JSON.parse(readFileSync(join('server/schema', name), 'utf8')) as object);
  };

  test.each(inputs)('%s fits them in every form of ours', (_name, input) => {
    const isRecord = validatorOf('record.v1.schema.json');
    for (const line of linesOf(written('ndjson', input)).slice(1))
      expect([isRecord(line), isRecord.errors]).toEqual([true, null]);
    const isExport = validatorOf('records-export.v1.schema.json');
    expect([isExport(JSON.parse(written('json', input))), isExport.errors]).toEqual([true, null]);
    const isStatement = validatorOf('agent-edit-review.v1.schema.json');
    for (const line of linesOf(written('in-toto', input)))
      expect([isStatement(line), isStatement.errors]).toEqual([true, null]);
  });

  test('refuse a record without its hash, of an unknown kind, of another version', () => {
    const isRecord = validatorOf('record.v1.schema.json');
    const [first] = linesOf(written('ndjson', inputOf())).slice(1);
    const { hash: _hash, ...unhashed } = first as Record<string, unknown>;
    expect(isRecord(unhashed)).toBe(false);
    expect(isRecord({ ...first, kind: 'other' })).toBe(false);
    expect(isRecord({ ...first, schemaVersion: 2 })).toBe(false);
    expect(isRecord({ ...first, later: 'member' })).toBe(true);
  });

  test('agree with the model', () => {
    const [record] = realistic;
    if (record === undefined) throw new Error('no record');
    expect(checkRecord(record)).toBe(record);
    expect(checkExport).toBeTypeOf('function');
    expect(checkStatement).toBeTypeOf('function');
  });
});

describe('SARIF', () => {
  const file = join(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'),
    '../lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const ajv = new AjvDraft04({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const isSarif = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);

  test.each(inputs)('of %s fits the schema of OASIS', (_name, input) => {
    const log: unknown = JSON.parse([...recordsSarif.write(input)].join(''));
    expect([isSarif(log), isSarif.errors]).toEqual([true, null]);
  });

  test('is refused when it is none', () => {
    expect(isSarif({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false);
  });

  test('carries acknowledgements as suppressions, with who and when', () => {
    const { runs } = JSON.parse(written('sarif', inputOf())) as { runs: [{ results: readonly object[] }] };
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'guard-removed',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'mitigated-elsewhere: The gateway in front checks the role; see ADR 12.',
            properties: {
              decidedBy: { email: 'ana@example.org' },
              decidedAt: '2026-11-21T10:03:00.000Z',
              approvals: [{ role: 'identity-team', by: { email: 'ben@example.org' } }],
            },
          },
        ],
      },
      { ruleId: 'data-flow-added', suppressions: [{ status: 'accepted', properties: { outcome: 'rejected' } }] },
      { ruleId: 'grant-widened', suppressions: [{ status: 'accepted' }] },
    ]);
  });

  test('keeps what waits for an approval under review', () => {
    const { runs } = JSON.parse(written('sarif', inputOf(realistic.slice(0, 1)))) as {
      runs: [{ results: readonly object[] }];
    };
    expect(runs[0].results).toMatchObject([{ suppressions: [{ status: 'underReview' }] }]);
  });
});

describe('OCSF', () => {
  test.each(inputs)('of %s fits the published classes', (_name, input) => {
    for (const event of linesOf(written('ocsf', input))) expect(checkOcsf(event)).toEqual([]);
  });

  test('is refused when it is none', () => {
    const [, event = {}] = linesOf(written('ocsf', inputOf()));
    expect(checkOcsf({ ...event, severity_id: 12 })).toEqual(['severity_id: 12 is none of its numbers']);
    expect(checkOcsf({ ...event, invented: true })).toEqual(['invented: no such member']);
    const { finding_info: _info, ...without } = event;
    expect(checkOcsf(without)).toEqual(['finding_info: missing']);
    expect(checkOcsf({ ...event, type_uid: 1 })).toEqual(['type_uid: not that of class and activity']);
  });
});

/** As the published specification 0.1.0 says it. */
const trace = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.uuid(),
  timestamp: z.iso.datetime(),
  vcs: z.strictObject({ type: z.enum(['git', 'jj', 'hg', 'svn']), revision: z.string() }).optional(),
  tool: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      conversations: z.array(
        z.strictObject({
          url: z.url().optional(),
          contributor: z
            .strictObject({
              type: z.enum(['human', 'ai', 'mixed', 'unknown']),
              model_id: z.string().max(250).optional(),
            })
            .optional(),
          ranges: z.array(
            z.strictObject({
              start_line: z.int().min(1),
              end_line: z.int().min(1),
              content_hash: z.string().optional(),
            }),
          ),
          related: z.array(z.strictObject({ type: z.string(), url: z.url() })).optional(),
        }),
      ),
    }),
  ),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

describe('Agent Trace', () => {
  test.each(inputs)('of %s fits the specification', (_name, input) => {
    for (const line of linesOf(written('agent-trace', input))) expect(trace.parse(line)).toEqual(line);
  });

  test('says that an amended edit of an agent is of both', () => {
    const types = linesOf(written('agent-trace', inputOf())).map((line) => {
      const { files } = trace.parse(line);
      return files[0]?.conversations[0]?.contributor?.type;
    });
    expect(types).toEqual(['ai', 'mixed']);
  });
});
