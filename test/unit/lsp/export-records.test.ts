import { beforeAll, describe, expect, test } from 'vitest';
import { toLine } from '../../../server/src/core/record.ts';
import { checkExportFilters, exportRecords, listExportFilters } from '../../../server/src/lsp/export-records.ts';
import { openRepository, type Repository } from '../../../server/src/host/git-repository.ts';
import type { FilterTexts } from '../../../server/src/protocol/messages.ts';
import { countersignHere } from '../../cli/run-here.ts';
import { realistic } from '../exports/realistic.ts';
import { repository } from '../host/scratch.ts';

const files = repository();
const ledgerPath = files.at('ledger.jsonl');
const place = { root: files.root, ledgerPath, toolVersion: '0.1.0' };
let opened: Repository | null = null;

beforeAll(async () => {
  files.write('ledger.jsonl', realistic.map(toLine).join(''));
  files.write('a.txt', 'one\n');
  files.git('add', 'a.txt');
  files.git('commit', '-q', '-m', 'one');
  opened = await openRepository(files.root);
  return () => opened?.close();
});

const counts = async (fields: Readonly<Record<string, string>>) => {
  const answer = await exportRecords(place, { format: 'ndjson', ...fields });
  if (typeof answer === 'string') return answer;
  const { records, of, uncut } = answer;
  return { records, of, uncut };
};

describe('an export from the editor', () => {
  test('is of everything, or of what filters ask for, and says how much of it cannot be cut', async () => {
    expect(await counts({})).toEqual({ records: 11, of: 11, uncut: 0 });
    expect(await counts({ since: '2026-11-21T10:30:00Z' })).toMatchObject({ records: 2, of: 11 });
    expect(await counts({ path: 'infra/**' })).toMatchObject({ records: 5, uncut: 1 });
    expect(await counts({ path: 'infra/**', format: 'csv' })).toMatchObject({ records: 5, uncut: 0 });
    expect(await counts({ since: 'soon' })).toMatch(/"soon" cannot be "since"/u);
  });

  test('holds what the command line exports', async () => {
    const filter = { since: '2026-11-20', until: '2026-11-21', reviewer: 'Ben Osei' };
    const answer = await exportRecords(place, { format: 'csv', ...filter });
    const words = Object.entries(filter).flatMap(([name, text]) => [`--${name}`, text]);
    const { output } = await countersignHere(['export', '--format', 'csv', '--ledger', 'ledger.jsonl', ...words], {
      directory: files.root,
    });
    const rows = (text: string): readonly string[] => text.split('\n').filter((line) => /^"?\d+"?,/u.test(line));
    expect(rows(output).length).toBeGreaterThan(0);
    expect(typeof answer === 'object' && 'text' in answer ? rows(answer.text) : answer).toEqual(rows(output));
  });

  test('offers who decided and which rules asked', async () => {
    const { reviewers, rules } = await listExportFilters(place);
    expect(reviewers.map(({ id }) => id).toSorted()).toEqual(['ana@example.org', 'ben@example.org']);
    expect(rules.map(({ id }) => id)).toContain('guard-removed');
    for (const { id } of reviewers) expect(await counts({ reviewer: id })).not.toMatchObject({ records: 0 });
  });

  test.each<readonly [FilterTexts, object | null]>([
    [{ since: '2026-02-31' }, { filter: 'since', why: 'no-date' }],
    [{ until: 'yesterday' }, { filter: 'until', why: 'no-date' }],
    [
      { since: '2026-03-02', until: '2026-03-01' },
      { filter: 'until', why: 'ends-before' },
    ],
    [{ path: 'src/{a' }, { filter: 'path', why: 'no-pattern' }],
    [{ range: 'HEAD' }, { filter: 'range', why: 'no-range' }],
    [{ range: 'gone..HEAD' }, { filter: 'range', why: 'elsewhere' }],
    [{ since: '2026-03-01T10:00:00Z', until: '2026-03-01', range: 'HEAD..HEAD', path: 'src/**' }, null],
  ])('checks %j while it is written', async (fields, refused) => {
    const answer = await checkExportFilters({ root: files.root, repository: opened }, fields);
    if (refused === null) expect(answer.refused).toBeNull();
    else expect(answer.refused).toMatchObject(refused);
  });
});
