import { describe, expect, test } from 'vitest';
import {
  findRecordExport,
  recordFormats,
  toRecordsInput,
  type RecordFilter,
  type RecordsInput,
} from '../../../server/src/core/export.ts';
import { indexRecords, matchCommit, readPublicKey } from '../../../server/src/core/record.ts';
import { canonicalJson } from '../../../server/src/core/text/canonical-json.ts';
import { toEpochMs } from '../../../server/src/core/exports/epoch.ts';
import { recordsOf } from '../../../server/src/core/exports/verdict.ts';
import { anasKey, bensKey, blob, checkedChain, inputOf, openPrivacy, range, realistic } from './realistic.ts';
import { linesOf, written } from './written.ts';

const numbers = (filter: RecordFilter): readonly number[] =>
  inputOf(realistic, filter).chains.flatMap(({ records }) => [...records].map(({ seq }) => seq));

describe('a filter', () => {
  test.each<readonly [string, RecordFilter, readonly number[]]>([
    ['nothing', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['a date', { since: '2026-11-21T10:30:00.000Z' }, [9, 10]],
    ['a day that still counts', { until: '2026-11-21' }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['a moment, with what came to its decisions later', { until: '2026-11-21T10:06:00.000Z' }, [1, 2, 3, 6, 7, 8, 11]],
    ['a day before all of them', { until: '2026-11-20' }, []],
    ['a path, with what is about its decisions', { path: 'src/routes/**' }, [1, 6, 7, 8, 9, 10, 11]],
    ['a path of which nothing is known', { path: 'nowhere/**' }, [9, 10]],
    ['a reviewer by name', { reviewer: 'Ben Osei' }, [4, 5, 6, 7, 9, 10, 11]],
    ['a reviewer by address, in any case', { reviewer: 'ANA@example.org' }, [1, 2, 3, 6, 7, 8, 10, 11]],
    ['a path and who approved there', { path: 'src/routes/**', reviewer: 'Ben Osei' }, [6, 7, 9, 10, 11]],
    ['a rule and who approved under it', { rule: 'guard-removed', reviewer: 'Ben Osei' }, [6, 7, 9, 10, 11]],
    ['a path and who approved elsewhere', { path: 'infra/**', reviewer: 'Ben Osei' }, [9, 10]],
    ['a rule', { rule: 'personal-data-out' }, [2, 6, 9, 10, 11]],
    ['a detector', { rule: 'grant-widened' }, [3, 6, 9, 10, 11]],
    ['a range, with all of its change sets', { range }, [1, 2, 3, 6, 7, 8, 9, 10, 11]],
  ])('by %s', (_name, filter, expected) => {
    expect(numbers(filter)).toEqual(expected);
  });

  test.each(recordFormats.map(({ id }) => id))('says in %s what it leaves out, and cuts no signed record', (id) => {
    const text = written(id, inputOf(realistic, { path: 'infra/**' })).replaceAll(/\\(?=[*/])/gu, '');
    const carries = findRecordExport(id)?.carries;
    const scope =
      carries === 'whole'
        ? 'of paths infra/**; left out: 6 records. Each that is here is whole'
        : 'of paths infra/**; left out: 6 records, and of those that are here 1 hunk';
    expect(text).toContain(scope);
    expect(text.includes('docs/notes.md')).toBe(carries === 'whole');
    if (carries === 'whole')
      expect(text).toContain(id === 'in-toto' ? JSON.stringify(realistic[2]) : canonicalJson(realistic[2]));
  });

  test('names nobody whose name stays here', () => {
    const keyed = { ...openPrivacy, identity: 'key-id' as const };
    const scope = (reviewer: string): string => inputOf(realistic, { reviewer }, keyed).scope;
    expect(scope('ben@example.org')).toBe('decided by one person');
    expect(scope(bensKey.fingerprint)).toBe(`decided by ${bensKey.fingerprint}`);
  });

  test('says of a narrowed record how much of it is not here', () => {
    const json = JSON.parse(written('json', inputOf(realistic, { rule: 'grant-widened' }))) as Record<string, unknown>;
    expect(json['leftOut']).toEqual({ records: 6, hunks: 1, findings: 0 });
    expect((json['records'] as readonly object[])[0]).toEqual({
      ...realistic[2],
      hunks: realistic[2]?.kind === 'decision' ? realistic[2].hunks.slice(0, 1) : [],
      narrowed: { hunks: 1 },
    });
    expect(json['limits']).toContainEqual(expect.stringContaining('ndjson, in-toto, bundle'));
  });

  test('leaves other paths out of bindings and of coverage', () => {
    const text = written('json', inputOf(realistic, { range, path: 'src/routes/**' }));
    expect(text).not.toContain('package-lock.json');
    expect(text).toContain('"narrowed":{"unmatched":1}');
    const { coverage } = JSON.parse(text) as RecordsInput;
    const paths = (coverage?.commits ?? []).flatMap(({ changes }) => (changes ?? []).map(({ path }) => path));
    expect(paths.filter((path) => !path.startsWith('src/routes/'))).toEqual([]);
    expect(coverage?.words).toContain('only what changes these paths');
  });

  test('by a path makes no other a subject', () => {
    const subjects = linesOf(written('in-toto', inputOf(realistic, { path: 'infra/**' }))).map(({ subject }) =>
      JSON.stringify(subject),
    );
    expect(subjects.join()).not.toContain('docs/notes.md');
  });

  test('by a reviewer takes the key that signed for them too', () => {
    expect(numbers({ reviewer: anasKey.fingerprint })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 11]);
    expect(numbers({ reviewer: '@acme/identity' })).toEqual([6, 7, 9, 10, 11]);
  });

  test('with a pattern that is none has no answer', () => {
    expect(() => inputOf(realistic, { path: 'src/{a' })).toThrow(/path/);
  });
});

describe('coverage', () => {
  const { coverage } = inputOf(realistic, { range, reviewer: 'nobody' });

  test('counts by content, then by binding, whatever else is filtered', () => {
    expect(coverage?.counts).toEqual({ content: 1, bound: 1, hunks: 0, none: 2 });
  });

  test('does not count what was taken back, rejected, or another content', () => {
    const changes = [
      { path: 'src/old.ts', beforeBlob: blob('8'), afterBlob: null },
      { path: 'src/summary.ts', beforeBlob: blob('3'), afterBlob: blob('4') },
      { path: 'src/routes/users.ts', beforeBlob: blob('1'), afterBlob: blob('9') },
      { path: 'moved/users.ts', beforeBlob: null, afterBlob: blob('2') },
    ];
    const { chain } = checkedChain(realistic);
    const index = indexRecords([{ ...chain, records: realistic }]);
    expect(matchCommit({ id: '99'.repeat(20), patchId: null, files: changes }, index).unmatched).toEqual(changes);
  });
});

describe('privacy', () => {
  const closed = inputOf(realistic, {}, { recordPrompts: 'none', identity: 'key-id' });

  test.each(['html', 'markdown', 'json', 'ndjson', 'csv', 'sarif', 'in-toto', 'ocsf', 'otlp', 'agent-trace', 'bundle'])(
    'lets no name, address or prompt out in %s',
    (id) => {
      const text = written(id, closed);
      expect(text).not.toMatch(/Ana Ruiz|Ben Osei|ana@example\.org|ben@example\.org/u);
      expect(text).not.toContain('9'.repeat(64));
    },
  );

  test('names those who may sign by their keys, so that seals can still be verified', () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJqxQ0JqQq5bS6Xn0E4yM2G3y0f0Y4bqk3iPzFVh0aBc';
    const text = `# Ana Ruiz\n"ana@example.org,Ben Osei" namespaces="countersign,git" ${key} ana@laptop\nana@example.org broken\n`;
    const policy = 'roles: { sec: ["Ana.Ruiz@example.org", "@acme/identity"] }\nextends: ["@acme/rules@3.1"]\n';
    const source = {
      chains: [checkedChain(realistic)],
      checking: '',
      problems: [],
      toolVersion: '0.1.0',
      attachments: [
        { path: '.countersign/allowed_signers', text },
        { path: '.countersign/policy.yaml', text: policy },
      ],
    };
    const told = toRecordsInput(source, {}, { recordPrompts: 'hash', identity: 'key-id' })?.attachments ?? [];
    expect(told.map((each) => each.text.split('\n').slice(1).join('\n'))).toEqual([
      `${readPublicKey(key)?.fingerprint} namespaces="countersign,git" ${key}\n`,
      'roles: { sec: ["left-out", "@acme/identity"] }\nextends: ["@acme/rules@3.1"]\n',
    ]);
    expect(toRecordsInput(source, {}, openPrivacy)?.attachments).toEqual(source.attachments);
  });

  test('names people by key, or by a number that stays the same', () => {
    const names = closed.chains
      .flatMap(({ records }) => [...records])
      .flatMap((record) => ('decidedBy' in record ? [record.decidedBy.name ?? record.decidedBy.key?.slice(0, 9)] : []));
    expect(names).toEqual([
      'person 1',
      'person 1',
      'person 1',
      'person 2',
      'person 2',
      anasKey.fingerprint.slice(0, 9),
      ...Array.from({ length: 3 }, () => bensKey.fingerprint.slice(0, 9)),
    ]);
  });

  test('says what was left out, and does not claim that the hashes hold', () => {
    const [, first] = linesOf(written('ndjson', closed));
    expect(first?.['redacted']).toEqual(['origin.promptHash', 'decidedBy.name', 'decidedBy.email']);
    expect(written('markdown', closed)).toContain('left out for privacy');
    const sums = /=== SHA256SUMS\n([^=]*)/u.exec(written('bundle', closed))?.[1] ?? '';
    expect(sums.trim().split('\n')).toHaveLength(2);
  });

  test.each(['coarse', 'off'] as const)('lets times on screen out %s', (attentionTimes) => {
    const input = inputOf(realistic, {}, { recordPrompts: 'hash', attentionTimes });
    const [, first] = linesOf(written('ndjson', input));
    const isOff = attentionTimes === 'off';
    expect(first?.['redacted']).toEqual(isOff ? ['shown'] : ['shown.at', 'shown.ms']);
    for (const { id } of recordFormats) expect(written(id, input), id).not.toMatch(/61400|61 s|10:01:00/u);
    expect(written('markdown', input).includes('On screen: 120 s, first at 2026-11-21T10:00:00.000Z')).toBe(!isOff);
  });

  test('leaves records alone that hold nothing private', () => {
    expect([...recordsOf(inputOf(realistic, {}, openPrivacy))]).toEqual(realistic);
  });
});

test('milliseconds are those of every calendar', () => {
  for (const iso of [
    '1970-01-01T00:00:00Z',
    '2000-02-29T23:59:59.999Z',
    '2026-11-30T12:34:56.7Z',
    '2100-03-01T00:00:00.000Z',
  ])
    expect(toEpochMs(iso)).toBe(Date.parse(iso));
  expect(toEpochMs('yesterday')).toBe(0);
});
