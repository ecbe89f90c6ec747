import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRecordExport, findReviewExport, toPublishedResult } from '../../../server/src/core/export.ts';
import { escapeMarkdown, markdownCode } from '../../../server/src/core/exports/escape-markdown.ts';
import { checkPublished, resultSchema, reviewJsonSchema } from '../../../server/src/core/exports/review-schema.ts';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';
import type { ReviewResult } from '../../../server/src/core/model/result.ts';
import { appendRecord, toProblemBody } from '../../../server/src/core/record.ts';
import { finding, origin } from '../review/fixtures.ts';
import { inputOf } from './realistic.ts';
import { written } from './written.ts';

const tool = { version: '0.1.0' };
const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 9 } };
const fact: Fact = {
  key: 'k',
  id: 'i',
  facet: 'identity',
  kind: 'identity.guard',
  subject: { type: 'route', symbol: 'DELETE /users/:id', exposure: 'public' },
  action: 'require-role',
  resource: { kind: 'role', norm: 'admin', dynamic: false },
  qualifiers: { condition: 'none' },
  detail: {
    accessLevel: 'Write',
    risk: ['r'],
    dataClass: 'd',
    field: 'f',
    sink: 's',
    decision: { at: 'hardcoded', basis: 'b', value: 'v' },
    ttlSeconds: 1,
    via: 'cli',
    path: ['p'],
    grant: 'excess',
  },
  provenance: { path: 'src/ü a.ts', side: 'after', range, anchor: 'a', evidence: [{ path: 'x', range, role: 'call' }] },
  confidence: { tier: 'proven', why: ['w'] },
  context: { test: false, example: false, generated: false, vendored: false, docs: false },
};
const { key, action, resource, provenance } = fact;

const result: ReviewResult = {
  schemaVersion: 1,
  id: 'case-1',
  files: [
    {
      path: 'src/ü a.ts',
      previousPath: 'old.ts',
      status: 'renamed',
      language: 'typescript',
      parsed: 'clean',
      hunks: [{ id: 'h-0', before: { start: 3, lines: 2 }, after: { start: 3, lines: 0 } }],
    },
    {
      path: 'edge.vcl',
      status: 'added',
      language: null,
      parsed: 'no',
      notJudged: { reason: 'no-grammar', message: 'No grammar for VCL.' },
      hunks: [],
    },
  ],
  facts: [{ ...fact, change: 'removed', before: { key, action, resource, provenance } }],
  findings: [
    finding('f1', 'approve', 'h-0', {
      path: 'src/ü a.ts',
      side: 'before',
      range,
      hold: true,
      evidence: [
        { path: 'src/ü a.ts', range, role: 'guard' },
        { path: 'lib.ts', range, role: 'declaration' },
      ],
      comparison: { before: 'admin', after: '' },
      dataClasses: ['d'],
      sink: 's',
      qualifiers: { a: 'b' },
      accessLevel: 'Write',
      outranked: [{ id: 'r', layer: 'built-in', obligation: 'explain' }],
    }),
    finding('f2', 'none', 'h-0', { path: 'src/ü a.ts', context: ['test'], message: 'Nothing <b>bold</b> | @all.' }),
  ],
  failures: [{ path: 'broken.ts', stage: 'parse', message: 'It broke.' }],
  problems: [{ code: 'CS1004', severity: 'error', message: 'm', why: 'w', fix: 'f', path: 'p', range }],
  stats: { files: 2, bytes: 10, ms: 1 },
};

const decision: LedgerRecord = appendRecord(
  {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: 'set',
    outcome: 'accepted',
    hunks: [
      {
        id: 'h-0',
        path: 'src/a.ts',
        before: { start: 3, lines: 2 },
        after: { start: 3, lines: 0 },
        beforeBlob: 'b1',
        afterBlob: 'b2',
        judged: true,
        findings: [
          {
            fingerprint: 'f',
            detectorId: 'guard-removed',
            kind: 'identity.guard',
            change: 'removed',
            message: 'DELETE /users/:id no longer requires admin.',
            obligation: 'explain',
            rule: { id: 'guard-lost', layer: 'built-in' },
            tags: ['CWE-862'],
            evidenceHash: 'e',
            acknowledgement: {
              obligation: 'explain',
              reason: 'needed',
              words: 'Support sits behind the gateway.\n# fake heading',
              at: '2026-11-21T10:00:00Z',
            },
          },
        ],
      },
      {
        id: 'i-0',
        path: 'edge.vcl',
        before: { start: 0, lines: 0 },
        after: { start: 0, lines: 3 },
        beforeBlob: null,
        afterBlob: 'b3',
        judged: false,
        findings: [],
      },
    ],
    origin,
    policy: { digest: 'd'.repeat(64), base: 'main' },
    decidedBy: { name: 'Ana Ruiz', email: 'ana@example.org', key: null, basis: 'claimed', surface: 'panel' },
    decidedAt: '2026-11-21T10:00:00Z',
    shown: { at: '2026-11-21T09:58:00Z', ms: 61_000 },
    tool: { name: 'countersign', version: '0.1.0' },
  },
  null,
);
const records = [
  decision,
  appendRecord(toProblemBody('The ledger was torn.', { decidedAt: '2026-11-21T10:01:00Z', toolVersion: '0.1.0' }), {
    seq: 1,
    hash: decision.hash,
  }),
];
const recordsInput = { ...inputOf(records), attachments: [] };

describe('the published result', () => {
  test('names an obligation by its word and the role beside it', () => {
    expect(toPublishedResult(result).findings.map(({ obligation, role }) => [obligation, role])).toEqual([
      ['approve', 'identity-team'],
      ['none', undefined],
    ]);
  });

  /** `UPDATE_EXPECT=1` writes it. */
  test('has a schema that is fresh', () => {
    const path = 'server/schema/review.schema.json';
    const text = `${JSON.stringify(reviewJsonSchema(), null, 2)}\n`;
    if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('fits its schema and has no member that the schema does not know', () => {
    const published = checkPublished(toPublishedResult(result));
    // Unknown members are dropped by the parse: nothing may be missing afterwards.
    expect(resultSchema.parse(published)).toEqual(published);
  });
});

describe('SARIF', () => {
  test('has a result a finding, with level, place on the after-side and fingerprint', () => {
    const log = JSON.parse(findReviewExport('sarif')?.write({ result, title: 't', tool }) ?? '') as {
      readonly runs: readonly [Record<string, unknown>];
    };
    const [run] = log.runs;
    expect(run['results']).toMatchObject([
      {
        ruleId: 'guard-removed',
        ruleIndex: 0,
        level: 'error',
        partialFingerprints: { 'countersign/v1': 'f1' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'src/%C3%BC%20a.ts' }, region: { startLine: 3 } } }],
      },
      { level: 'note', locations: [{ physicalLocation: { region: { startLine: 1, startColumn: 1, endColumn: 4 } } }] },
    ]);
    expect(run['invocations']).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }, { level: 'warning' }] },
    ]);
  });

  test.each([
    ['block', 'error'],
    ['approve', 'error'],
    ['explain', 'warning'],
    ['acknowledge', 'warning'],
    ['none', 'note'],
  ] as const)('%s is level %s', (obligation, level) => {
    const text =
      findReviewExport('sarif')?.write({
        result: { ...result, findings: [finding('f', obligation)] },
        title: '',
        tool,
      }) ?? '';
    expect(text).toContain(`"level": "${level}"`);
  });
});

describe('markdown', () => {
  test('of a review puts what asks first, folds the rest, and never what was not judged', () => {
    const text = findReviewExport('markdown')?.write({ result, title: 'main .. work tree', tool }) ?? '';
    expect(text).toMatchInlineSnapshot(`
      "## Countersign: main .. work tree

      1 hunk in 2 files. **Asked for: 1 approve: identity-team.**

      ### DELETE /users/:id no longer requires admin.

      **approve: identity-team, hold** · removed · identity · \`src/ü a.ts:4\` (before)

      - Change: \`admin\` to \`nothing\`
      - Matters because: Whoever could not reach this before can reach it now.
      - Known because: Resolved: every name was followed.
      - Set by: rule guard-lost (built-in, countersign:recommended:12)
      - Fix: Restore the check.
      - Tags: CWE-862

      <details><summary>1 more, nothing asked</summary>

      - \`src/ü a.ts:1\` Nothing \\<b\\>bold\\</b\\> \\| @all. (test)

      </details>

      ### Not judged, and problems

      - \`broken.ts\`: It broke. (parse)
      - \`edge.vcl\`: No grammar for VCL.
      - CS1004: m f
      "
    `);
  });

  test('of records is readable by itself and prints its limits', () => {
    expect(written('markdown', recordsInput)).toMatchInlineSnapshot(`
      "# Records of reviewed edits

      2 records, all records. Decisions: 1 accepted. 1 finding, 1 answered. Written by Countersign 0\\.1.0.

      **The chain of records is intact.** Who may sign is read from origin/main. Signatures are checked by Countersign alone: ssh-keygen is not here.

      - this clone: 2 records, the chain is whole. Head: 2, 7dc05c2d9d290677fb1980d9120fa18c34e35b5c57f586c3bf45bf19ece00cd3.
      - 2 records not sealed by anybody who may.
      - No anchor outside names a record of it: newer records could be cut off without a trace. Without an anchor too, records that were changed, added, doubled, moved or taken out before the last one are found.

      ## What these records do not prove

      - The chain shows that no record was changed, inserted or removed between others. It cannot show that the newest ones were not cut off: compare the last hash with a copy kept elsewhere.
      - A record is written with the rights of the user’s account. A program with the same rights could have written it.
      - Deciders marked "claimed" are named by the settings of their machine. No key proves who they are.
      - Records that no seal covers which counts are signed by nobody.
      - For hunks marked "not judged" nothing was analysed: that no finding is listed says nothing about them.
      - Origins are claims, each with its source. "unknown" and "unattributed" mean just that, neither "human" nor "agent".
      - An acknowledgement shows what was put in front of a person and what they answered, not that they understood it.
      - The analysis is static. It lists what it found and does not show that there is nothing else.

      ## Records

      ### No. 1: Accepted, 2026-11-21T10:00:00Z

      - Decided by: Ana Ruiz \\<ana@example.org\\> (claimed, in the panel)
      - Signed by: nobody who may
      - Edit made by: agent (codex), as hook says; through disk
      - On screen: 61 s, first at 2026-11-21T09:58:00Z
      - Policy: \`dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\` at \`main\`
      - Change set: \`set\`
      - Hash: \`03bc86976468a398e2a8e1264c0b95b3b8620f7f3c0f84e2b28aec2264442b1a\`, after none

      **\`src/a.ts\`, lines 4 to 5 removed**. Blobs \`b1\` to \`b2\`.

      - DELETE /users/:id no longer requires admin.
        Asked for: explain, by rule guard-lost (built-in). CWE-862.
        Answered (explain, reason needed) at 2026-11-21T10:00:00Z: “Support sits behind the gateway. \\# fake heading”

      **\`edge.vcl\`, lines 1 to 3 added**. Blobs \`none\` to \`b3\`.

      Not judged: nothing, or not everything, was analysed.

      ### No. 2: A problem, 2026-11-21T10:01:00Z

      - What happened: The ledger was torn.
      - Hash: \`7dc05c2d9d290677fb1980d9120fa18c34e35b5c57f586c3bf45bf19ece00cd3\`, after \`03bc86976468a398e2a8e1264c0b95b3b8620f7f3c0f84e2b28aec2264442b1a\`
      "
    `);
  });

  test('lets no text of others become markup', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '`',
            '*',
            '[',
            ']',
            '(',
            ')',
            '\n',
            '#',
            '!',
            '@',
            ':',
            '\\',
            'a',
            '\u202e',
            '\u0000',
            '|',
            '-',
            '1',
            '.',
            '&',
            '&lt;',
            'https://',
            'www.',
          ),
        }),
        (it) => {
          const escaped = escapeMarkdown(it);
          expect(escaped).not.toMatch(/[\p{Cc}\u202e]/u);
          const bare = escaped.replaceAll(/&(?:#\d+|amp);/gu, '').replaceAll(/\\[^\s]/gu, '');
          expect(bare).not.toMatch(/[<>`*[\]#|]/u);
          expect(escaped).not.toMatch(/^\s*(?:[-+=]|\d+[.)])|:\/\/|www\./iu);
          const code = markdownCode(it);
          const [fence = ''] = /^`+/u.exec(code) ?? [];
          const longest = Math.max(
            0,
            ...(code.slice(fence.length, -fence.length).match(/`+/gu) ?? []).map((run) => run.length),
          );
          expect(longest === fence.length).toBe(false);
        },
      ),
    );
  });
});

describe('JSON of records', () => {
  test('holds the records as they are, and what they do not prove', () => {
    const made = JSON.parse(written('json', recordsInput)) as {
      readonly records: unknown;
      readonly limits: readonly string[];
    };
    expect(made.records).toEqual(JSON.parse(JSON.stringify(records)));
    expect(made.limits.some((limit) => limit.includes('claimed'))).toBe(true);
  });

  test('a form that does not exist is null', () => {
    expect(findRecordExport('pdf')).toBeNull();
    expect(findReviewExport('pdf')).toBeNull();
  });
});
