import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSides, toDiffLines } from '../../../server/src/core/change/hunk-lines.ts';
import { markChanges } from '../../../server/src/core/change/intraline.ts';
import { mergeAdjacentEdits, mergeEdits } from '../../../server/src/core/change/merge-edits.ts';
import { ingestTexts } from '../../../server/src/core/ingest.ts';

const text = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd\r\n'), { maxLength: 12 })
  .map((lines) => lines.join(''));

test('edits on an unchanged text give the edited one', () => {
  fc.assert(fc.property(text, text, (base, edited) => void expect(mergeEdits(base, edited, base)).toBe(edited)));
});

test('edits on a text that changed elsewhere keep both, whichever comes first', () => {
  const base = '1\n2\n3\n4\n5\n6\n';
  expect(mergeEdits(base, '1\nX\n3\n4\n5\n6\n', '1\n2\n3\n4\nY\nZ\n6\n')).toBe('1\nX\n3\n4\nY\nZ\n6\n');
  expect(mergeEdits(base, '1\n2\n3\n4\n5\nX\n', '0\n1\n2\n3\n4\n5\n6\n')).toBe('0\n1\n2\n3\n4\n5\nX\n');
  expect(mergeEdits(base, '1\nX\n3\n4\n5\n6\n', '1\n2\nY\n4\n5\n6\n')).toBeNull();
});

test.each([mergeEdits, mergeAdjacentEdits])('a merge is the same from either side: $name', (merge) => {
  fc.assert(
    fc.property(text, text, text, (base, one, other) => {
      const merged = merge(base, one, other);
      if (merged !== null) expect(merge(base, other, one)).toBe(merged);
    }),
    { numRuns: 500 },
  );
});

test('lines next to each other can be told apart, but not those that are inserted between them', () => {
  const base = '1\n2\n3\n4\n';
  expect(mergeAdjacentEdits(base, '1\nX\n3\n4\n', '1\n2\nY\nZ\n4\n')).toBe('1\nX\nY\nZ\n4\n');
  expect(mergeAdjacentEdits(base, '1\nX\n3\n4\n', '1\n2\n4\n')).toBe('1\nX\n4\n');
  expect(mergeAdjacentEdits(base, '1\nX\n3\n4\n', '1\nY\n3\n4\n')).toBeNull();
  expect(mergeAdjacentEdits(base, '1\nX\n3\n4\n', '1\n2\nY\n3\n4\n')).toBeNull();
});

test('marks name the words that changed, and nothing where the lines have nothing in common', () => {
  const before = '  requireAuth, requireAdmin,';
  const after = '  requireAuth,';
  expect(markChanges(before, after)).toEqual({ before: [[14, 28]], after: [] });
  expect(markChanges('alpha beta', 'x = {}')).toEqual({ before: [], after: [] });
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const marks = markChanges(one, other);
      const without = (line: string, cut: readonly (readonly [number, number])[]): string =>
        cut.toReversed().reduce((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), line);
      if (marks.before.length + marks.after.length > 0)
        expect(without(one, marks.before)).toBe(without(other, marks.after));
    }),
  );
});

test('a hunk is shown with its context and line numbers', () => {
  const { changeSet } = ingestTexts(
    { before: { f: 'a\nb\nc\nd\ne\n' }, after: { f: 'a\nb\nX\nd\ne\n' } },
    { kind: 'unknown', channel: 'ndjson', held: false, claimedBy: 'command-line' },
  );
  const [file] = changeSet.files;
  const [hunk] = file?.hunks ?? [];
  if (file === undefined || hunk === undefined) throw new Error('no hunk');
  expect(toDiffLines(splitSides(file), hunk, 1).map((line) => [line.kind, line.before, line.after, line.text])).toEqual(
    [
      ['context', 1, 1, 'b'],
      ['removed', 2, null, 'c'],
      ['added', null, 2, 'X'],
      ['context', 3, 3, 'd'],
    ],
  );
});
