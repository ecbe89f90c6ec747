import { describe, expect, test } from 'vitest';
import { askForFilters, type Asking, type FilterQuestion, type Row } from '../../../client/src/export-filters.ts';
import { describeExport } from '../../../client/src/export-words.ts';
import { findRecordExport, recordFormats } from '../../../server/src/core/export.ts';
import { exportFormats, wholeFormats, type FilterTexts } from '../../../server/src/protocol/messages.ts';

/** One answer a question: the beginning of a row, or what is written; null turns away. */
type Answer = { readonly row: string } | { readonly text: string } | null;

function scripted(...answers: readonly Answer[]) {
  const left = [...answers];
  const shown: Row[][] = [];
  const refused: string[] = [];
  const next = (): Answer => {
    const answer = left.shift();
    if (answer === undefined) throw new Error('asked once more than answered');
    return answer;
  };
  const asking: Asking = {
    async pick(items) {
      const rows = await items;
      shown.push([...rows]);
      const answer = next();
      if (answer === null || !('row' in answer)) return undefined;
      const found = rows.find(({ label }) => label.replace(/^\$\([\w-]+\) /u, '').startsWith(answer.row));
      if (found === undefined) throw new Error(`no row begins with ${answer.row}`);
      return found;
    },
    async write({ check }) {
      for (;;) {
        const answer = next();
        if (answer === null || !('text' in answer)) return undefined;
        const why = await check(answer.text);
        if (why === null) return answer.text;
        refused.push(why);
      }
    },
  };
  return { asking, shown, refused, left };
}

function question(given: Partial<FilterQuestion> = {}): FilterQuestion & { readonly kept: FilterTexts[] } {
  const kept: FilterTexts[] = [];
  return {
    format: 'markdown',
    asked: {},
    earlier: {},
    values: async () => ({
      reviewers: [{ id: 'ben@example.org', name: 'Ben $(x)', records: 2 }],
      rules: [{ id: 'guard-removed', findings: 1 }],
    }),
    check: async ({ since, range }) =>
      since === 'soon'
        ? { refused: { filter: 'since', why: 'no-date', words: '' } }
        : range === 'gone..HEAD'
          ? { refused: { filter: 'range', why: 'elsewhere', words: 'There is no revision "gone".' } }
          : { refused: null },
    keep: (texts) => kept.push(texts),
    ...given,
    kept,
  };
}

const enter = { row: '' };

describe('the filters of an export', () => {
  test('are none with one key', async () => {
    const { asking, shown } = scripted(enter);
    expect(await askForFilters(asking, question())).toEqual({});
    expect(shown[0]?.map(({ label }) => label)).toEqual([
      '$(export) Everything',
      ...['Commits', 'Since', 'Until', 'Paths', 'Reviewer', 'Rule'].map((name) => `$(filter) ${name}…`),
    ]);
  });

  test('are asked for one by one, and shown before anything is exported', async () => {
    const { asking, shown } = scripted(
      { row: 'Since' },
      { text: ' 2026-01-31 ' },
      { row: 'Reviewer' },
      { row: 'Ben' },
      { row: 'Rule' },
      { row: 'Another' },
      { text: 'ours' },
      { row: 'Rule' },
      { row: 'Any' },
      enter,
    );
    const ask = question();
    expect(await askForFilters(asking, ask)).toEqual({ since: '2026-01-31', reviewer: 'ben@example.org' });
    expect(shown.at(-1)?.[0]).toMatchObject({ description: 'Since 2026-01-31 · Reviewer ben@example.org' });
    expect(shown[2]?.[0]).toMatchObject({
      label: String.raw`Ben \$(x)`,
      description: 'ben@example.org · 2 records',
    });
  });

  test('refuse what is none, in words that say what would be one', async () => {
    const { asking, refused } = scripted(
      { row: 'Since' },
      { text: 'soon' },
      { text: '2026-01-31' },
      { row: 'Commits' },
      { text: 'gone..HEAD' },
      { text: 'main..HEAD' },
      enter,
    );
    expect(await askForFilters(asking, question())).toEqual({ since: '2026-01-31', range: 'main..HEAD' });
    expect(refused).toEqual([expect.stringContaining('Write a day, 2026-01-31'), 'There is no revision "gone".']);
  });

  test('stay as they are when a question is turned away from, and are gone on with afterwards', async () => {
    const first = scripted({ row: 'Paths' }, { text: 'src/**' }, { row: 'Since' }, null, { row: 'Rule' }, null, null);
    const ask = question();
    expect(await askForFilters(first.asking, ask)).toBeUndefined();
    expect(first.left).toEqual([]);
    expect(ask.kept.at(-1)).toEqual({ path: 'src/**' });

    const again = scripted({ row: 'As before' }, { row: 'Paths' }, { text: '' }, { row: 'Everything' });
    expect(await askForFilters(again.asking, question({ earlier: { path: 'src/**' } }))).toEqual({});
    expect(again.shown[1]?.[0]).toMatchObject({ description: 'Paths src/**' });
    const cleared = scripted({ row: 'No filters' }, { row: 'Everything' });
    expect(await askForFilters(cleared.asking, question({ asked: { path: 'a', rule: 'b' } }))).toEqual({});
  });

  test.each(exportFormats)('say where %s cannot be narrowed within a record', async (format) => {
    const { asking, shown } = scripted(null);
    await askForFilters(asking, question({ format }));
    const told = shown[0]?.flatMap(({ label, detail }) => (detail?.includes('whole') === true ? [label] : []));
    const isWhole = findRecordExport(format)?.carries === 'whole';
    expect(told).toEqual(isWhole ? ['$(filter) Paths…', '$(filter) Rule…'] : []);
    expect(wholeFormats.has(format)).toBe(isWhole);
  });
});

test('the forms that are offered are those that there are', () => {
  expect(recordFormats.map(({ id }) => id)).toEqual([...exportFormats]);
});

test('an export says how much it holds', () => {
  const counted = { records: 3, of: 3, uncut: 0, problems: [], isSound: true };
  expect(describeExport('a.md', counted)).toBe('Records were exported to a.md.');
  expect(describeExport('a.md', { ...counted, records: 2, uncut: 4 })).toMatch(
    /^2 of 3 records .+ 4 hunks and findings/u,
  );
  expect(describeExport('a.md', { ...counted, records: 0 })).toMatch(/^No record is what the filters ask for, of 3/u);
  expect(describeExport('a.md', { ...counted, records: 0, of: 0 })).toMatch(/^There are no records yet/u);
});
