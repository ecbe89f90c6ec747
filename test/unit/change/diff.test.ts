import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyHunks } from '../../../server/src/core/change/apply-hunks.ts';
import { MAX_EDIT_LENGTH, diffLines } from '../../../server/src/core/change/diff-lines.ts';
import { toLineHunks } from '../../../server/src/core/change/hunks.ts';
import { contentKey } from '../../../server/src/core/model/hunk-id.ts';
import { splitLines } from '../../../server/src/core/text/lines.ts';

const line = fc
  .tuple(fc.constantFrom('', 'a', 'b', '  c', '}', 'd'), fc.constantFrom('\n', '\n', '\r\n', '\r'))
  .map((it) => it.join(''));
const text = fc
  .tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('', 'end'))
  .map(([lines, end]) => lines.join('') + end);

describe('line diff', () => {
  test('all hunks applied give after, none give before, byte for byte', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = toLineHunks('f', before, after);
        expect(applyHunks(before, after, hunks, new Set(hunks.map((it) => it.id)))).toBe(after);
        expect(applyHunks(before, after, hunks, new Set())).toBe(before);
        expect(hunks.length === 0).toBe(before === after);
        expect(new Set(hunks.map((it) => it.id)).size).toBe(hunks.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('a subset of hunks applied and then the rest gives after', () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.boolean()), (before, after, picks) => {
        const hunks = toLineHunks('f', before, after);
        const chosen = new Set(hunks.filter((_, index) => picks[index] ?? false).map((it) => it.id));
        const middle = applyHunks(before, after, hunks, chosen);
        const rest = toLineHunks('f', middle, after);
        expect(applyHunks(middle, after, rest, new Set(rest.map((it) => it.id)))).toBe(after);
      }),
    );
  });

  test('a text has no difference to itself', () => {
    fc.assert(fc.property(text, (it) => void expect(diffLines(splitLines(it), splitLines(it))).toEqual([])));
  });

  test('edits neither touch nor overlap, and what lies between them is equal', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [splitLines(one), splitLines(other)];
        let [atA, atB] = [0, 0];
        for (const [index, edit] of diffLines(a, b).entries()) {
          if (index > 0) expect(edit.before.start).toBeGreaterThan(atA);
          expect(a.slice(atA, edit.before.start)).toEqual(b.slice(atB, edit.after.start));
          atA = edit.before.start + edit.before.lines;
          atB = edit.after.start + edit.after.lines;
        }
        expect(a.slice(atA)).toEqual(b.slice(atB));
      }),
    );
  });

  test('over budget the gap is replaced whole, and the answer is still exact', () => {
    const before = Array.from({ length: MAX_EDIT_LENGTH }, (_, i) => (i % 2 === 0 ? 'a\n' : 'b\n')).join('');
    const after = Array.from({ length: MAX_EDIT_LENGTH }, (_, i) => (i % 3 === 0 ? 'c\n' : 'd\n')).join('');
    expect(toLineHunks('f', before, after)).toHaveLength(1);
  });

  test('an added function is one whole function, not a brace and a head', () => {
    const before = 'function a() {\n  one();\n}\n\nfunction c() {\n  one();\n}\n';
    const after = 'function a() {\n  one();\n}\n\nfunction b() {\n  one();\n}\n\nfunction c() {\n  one();\n}\n';
    expect(toLineHunks('f', before, after)).toMatchObject([
      { before: { start: 4, lines: 0 }, after: { start: 4, lines: 4 } },
    ]);
  });

  test('a last line that loses its terminator is a change', () => {
    expect(toLineHunks('f', 'a\nb\n', 'a\nb')).toMatchObject([
      { before: { start: 1, lines: 1 }, after: { start: 1, lines: 1 } },
    ]);
  });
});

describe('hunk ids', () => {
  test('stay when the hunk moves within the file, and differ by path and content', () => {
    const id = (path: string, before: string, after: string): string | undefined =>
      toLineHunks(path, before, after)[0]?.id;
    expect(id('f', 'a\nx\n', 'a\ny\n')).toBe(id('f', 'q\nr\ns\na\nx\n', 'q\nr\ns\na\ny\n'));
    expect(id('f', 'x\n', 'y\n')).not.toBe(id('g', 'x\n', 'y\n'));
    expect(id('f', 'x\n', 'y\n')).not.toBe(id('f', 'x\n', 'y\r\n'));
  });

  test('of equal hunks differ by ordinal and share their content', () => {
    const hunks = toLineHunks('f', 'a\nx\nb\nc\nd\nx\n', 'a\ny\nb\nc\nd\ny\n');
    expect(hunks).toHaveLength(2);
    expect(hunks[0]?.id).not.toBe(hunks[1]?.id);
    expect(contentKey(hunks[0]?.id ?? '')).toBe(contentKey(hunks[1]?.id ?? ''));
  });
});
