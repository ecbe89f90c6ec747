import { describe, expect, test } from 'vitest';
import { ingestTexts } from '../../../server/src/core/ingest.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import { hashPlace } from '../../../server/src/core/record.ts';
import { finding, origin } from '../review/fixtures.ts';

const at = (line: number): Finding['range'] => ({ start: { line, character: 0 }, end: { line, character: 1 } });

function hashes(text: string, line: number, declaration?: Finding['declaration']) {
  const { changeSet } = ingestTexts({ before: { 'a.ts': 'old\n' }, after: { 'a.ts': text } }, origin);
  const place = { range: at(line), ...(declaration === undefined ? {} : { declaration }) };
  return hashPlace(finding('f', 'acknowledge', 'h', place), changeSet);
}

describe('where a finding stands', () => {
  test('is the same after indenting and moving', () => {
    const one = hashes('function f() {\n  act();\n}\n', 1, { start: 0, lines: 3 });
    const moved = hashes('\n\n  function f() {\n    act();\n  }\n', 3, { start: 2, lines: 3 });
    expect(moved).toEqual(one);
    expect(one.subjectHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('tells another declaration with the same line', () => {
    const one = hashes('function f() {\n  act();\n}\n', 1, { start: 0, lines: 3 });
    const other = hashes('function g() {\n  act();\n}\n', 1, { start: 0, lines: 3 });
    expect(other.evidenceHash).toBe(one.evidenceHash);
    expect(other.subjectHash).not.toBe(one.subjectHash);
  });

  test('has no declaration at the top of a file', () => {
    expect(hashes('act();\n', 0)).not.toHaveProperty('subjectHash');
  });

  test('of a loss holds what is left of the function, whatever its white space', () => {
    const lost = (after: string): string | undefined => {
      const { changeSet } = ingestTexts({ before: { 'a.ts': 'old\n' }, after: { 'a.ts': after } }, origin);
      const remaining = [{ start: 0, lines: after.split('\n').length - 1 }];
      return hashPlace(finding('f', 'explain', 'h', { side: 'before', range: at(0), remaining }), changeSet)
        .remainingHash;
    };
    const left = lost('function f() {\n  checkedElsewhere();\n}\n');
    expect(lost('function f() { checkedElsewhere(); }\n')).toBe(left);
    expect(lost('function f() {\n  somethingElse();\n}\n')).not.toBe(left);
    expect(hashes('act();\n', 0)).not.toHaveProperty('remainingHash');
  });

  test('is read from the side that the finding is about', () => {
    const { changeSet } = ingestTexts({ before: { 'a.ts': 'old\n' }, after: { 'a.ts': 'new\n' } }, origin);
    const place = (side: 'before' | 'after') =>
      hashPlace(finding('f', 'explain', 'h', { side, range: at(0) }), changeSet);
    expect(place('before')).not.toEqual(place('after'));
  });
});
