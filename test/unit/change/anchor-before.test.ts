import { describe, expect, test } from 'vitest';
import { ingestTexts } from '../../../server/src/core/verbs.ts';
import type { FileChange } from '../../../server/src/core/model/change.ts';
import { anchorOfBefore, clampToAfter } from '../../../server/src/core/review.ts';

function change(before: string, after: string): FileChange {
  const origin = { kind: 'unknown', channel: 'ndjson', held: false, claimedBy: 'test' } as const;
  const [file] = ingestTexts({ before: { 'a.ts': before }, after: { 'a.ts': after } }, origin).changeSet.files;
  if (file === undefined) throw new Error('no change');
  return file;
}

const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');
const at = (before: string, after: string, line: number, symbol = '(file)'): number =>
  anchorOfBefore(change(before, after), line, symbol);

describe('a line of the earlier text', () => {
  test('that was deleted is shown where it was deleted', () => {
    expect(at(text('a', 'b', 'c', 'd'), text('a', 'c', 'd'), 1)).toBe(1);
    expect(at(text('a', 'b', 'c', 'd'), text('a', 'd'), 2)).toBe(1);
  });

  test('is shown at its own deletion, where a hunk joins several', () => {
    const before = text('one', 'guard', 'two', 'audit', 'three');
    const after = text('one', 'new 1', 'new 2', 'two', 'three');
    expect(change(before, after).hunks).toHaveLength(1);
    expect(at(before, after, 1)).toBe(1);
    expect(at(before, after, 2)).toBe(3);
    expect(at(before, after, 3)).toBe(4);
  });

  test('that was replaced is shown at what replaced it', () => {
    expect(at(text('a', 'b', 'c', 'd'), text('a', 'x', 'y', 'z', 'd'), 2)).toBe(1);
  });

  test('that still stands is shown where it stands now', () => {
    expect(at(text('a', 'b', 'c', 'd', 'e', 'f'), text('new', 'new', 'a', 'b', 'c', 'd', 'f'), 3)).toBe(5);
  });

  test('deleted at the end is shown at the last line there is', () => {
    expect(at(text('a', 'b', 'c'), text('a', 'b'), 2)).toBe(1);
    expect(at(text('a', 'b', 'c'), 'a\nb', 2)).toBe(1);
    expect(clampToAfter(change(text('a', 'b', 'c'), text('a', 'b')), 2)).toBe(1);
  });

  test('of a text that was replaced whole is shown at its subject’s name, else at the first line', () => {
    const before = text('class Old {', '  guard();', '  run() {}', '}');
    const after = text('// rewritten', 'export const rerun = 1;', 'export function run() {', '  return 1;', '};');
    expect(at(before, after, 1, 'Old.run')).toBe(2);
    expect(at(before, after, 1, 'DELETE /users/:id')).toBe(0);
    expect(at(text('x("/users/:id")', 'guard'), text('no', 'route("/users/:id")'), 1, 'DELETE /users/:id')).toBe(1);
  });

  test('of a file that is gone, or empty now, is shown at line 1', () => {
    expect(at(text('a', 'b', 'c'), '', 2)).toBe(0);
  });
});
