import { describe, expect, test } from 'vitest';
import { readAgentPatch } from '../../../server/src/core/channels/agents/read-agent-patch.ts';
import { applyEdits } from '../../../server/src/core/hook.ts';
import type { ProposedEdit } from '../../../server/src/core/model/hook.ts';

function apply(edits: readonly ProposedEdit[] | string, before: Readonly<Record<string, string>>): unknown {
  if (typeof edits === 'string') return edits;
  const applied = applyEdits(edits, new Map(Object.entries(before)));
  return applied.kind === 'unclear' ? applied.why : Object.fromEntries(applied.after);
}

const replace = (old: string, text: string, isEverywhere = false): readonly ProposedEdit[] => [
  { kind: 'replace', path: 'a', old, text, isEverywhere },
];
const patch = (...lines: readonly string[]): readonly ProposedEdit[] | string =>
  readAgentPatch(['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n'));

describe('passages', () => {
  test.each<[string, readonly ProposedEdit[], string, string]>([
    ['once', replace('b', 'x'), 'abc', 'axc'],
    ['everywhere', replace('b', 'x', true), 'abcb', 'axcx'],
    ['with what means something in a pattern of `replace`', replace('b', '$&$1'), 'abc', 'a$&$1c'],
    ['with the line ends of the file', replace('a\nb', 'x\ny'), 'a\r\nb\r\n', 'x\r\ny\r\n'],
    ['two after each other', [...replace('a', 'b'), ...replace('b', 'c')], 'a', 'c'],
    ['a whole new text', [{ kind: 'write', path: 'a', text: 'x' }], 'abc', 'x'],
    ['before a line', [{ kind: 'insert', path: 'a', line: 1, text: 'x\n' }], 'a\nb\n', 'a\nx\nb\n'],
  ])('%s', (_, edits, before, after) => {
    expect(apply(edits, { a: before })).toEqual({ a: after });
  });

  test.each<[string, readonly ProposedEdit[], Readonly<Record<string, string>>, RegExp]>([
    ['that are not there', replace('z', 'x'), { a: 'abc' }, /is not in "a"/],
    ['that are there twice', replace('b', 'x'), { a: 'bb' }, /more than once/],
    ['that are there twice, one over the other', replace('aa', 'x'), { a: 'aaa' }, /more than once/],
    ['of no file', replace('b', 'x'), {}, /no file "a"/],
    [
      'that would fill the memory',
      [{ kind: 'replace', path: 'a', old: 'b', text: 'x'.repeat(1_000_000), isEverywhere: true }],
      { a: 'b'.repeat(1_000) },
      /too large/,
    ],
    [
      'that are very many',
      Array.from({ length: 10_000 }, () => replace('b', 'b')).flat(),
      { a: `b${'a'.repeat(1_000_000)}` },
      /more edits/,
    ],
    ['after the end', [{ kind: 'insert', path: 'a', line: 9, text: 'x' }], { a: '' }, /has not got 9 lines/],
  ])('%s are unclear', (_, edits, before, why) => {
    expect(apply(edits, before)).toMatch(why);
  });
});

describe('patches without line numbers', () => {
  const file = 'one\ntwo\nthree\nfour\n';

  test.each<[string, readonly ProposedEdit[] | string, unknown]>([
    [
      'a chunk with context',
      patch('*** Update File: a', '@@', ' one', '-two', '+2', ' three'),
      { a: 'one\n2\nthree\nfour\n' },
    ],
    [
      'two chunks in order',
      patch('*** Update File: a', '@@', '-one', '+1', '@@', '-three', '+3'),
      { a: '1\ntwo\n3\nfour\n' },
    ],
    [
      'a chunk behind a line that is named',
      patch('*** Update File: a', '@@ two', '-four', '+4'),
      { a: 'one\ntwo\nthree\n4\n' },
    ],
    ['lines at the end', patch('*** Update File: a', '@@', '+five', '*** End of File'), { a: `${file}five\n` }],
    ['blanks that differ', patch('*** Update File: a', '@@', ' one ', '-  two', '+2'), { a: 'one \n2\nthree\nfour\n' }],
    [
      'a file that moves',
      patch('*** Update File: a', '*** Move to: b', '@@', '-one', '+1'),
      { a: null, b: '1\ntwo\nthree\nfour\n' },
    ],
    ['a file that goes', patch('*** Delete File: a'), { a: null }],
    ['a file that comes', patch('*** Add File: b', '+x', '+', '+y'), { a: file, b: 'x\n\ny\n' }],
    [
      'several files',
      patch('*** Add File: b', '+x', '*** Update File: a', '-one', '+1'),
      { a: '1\ntwo\nthree\nfour\n', b: 'x\n' },
    ],
    [
      'an empty line before the end',
      patch('*** Update File: a', '@@', '-one', '+1', ''),
      { a: '1\ntwo\nthree\nfour\n' },
    ],
  ])('%s', (_, edits, after) => {
    expect(apply(edits, { a: file })).toEqual(after);
  });

  test('keep the line ends of the file', () => {
    const edits = patch('*** Update File: a', '@@', ' one', '-two', '+2');
    expect(apply(edits, { a: 'one\r\ntwo\r\n' })).toEqual({ a: 'one\r\n2\r\n' });
  });

  test.each<[string, readonly ProposedEdit[] | string, RegExp]>([
    ['without a beginning', readAgentPatch('*** Add File: b\n+x'), /does not start/],
    ['without an end', readAgentPatch('*** Begin Patch\n*** Add File: b\n+x'), /does not end/],
    ['with a line of no kind', patch('*** Update File: a', '@@', 'one'), /Line 4 of the patch/],
    ['with lines of no file', patch('+x'), /belongs to no file/],
    [
      'that go on after an end',
      patch('*** Update File: a', '@@', ' one', ' *** End Patch', '*** Add File: b', '+x'),
      /Line 5 of the patch ends it/,
    ],
    [
      'with words before them',
      readAgentPatch('x\n*** Begin Patch\n*** Add File: b\n+x\n*** End Patch'),
      /does not start/,
    ],
    ['whose lines have no place', patch('*** Update File: a', '@@ two', '+2'), /does not fit "a"/],
    ['whose end is elsewhere', patch('*** Update File: a', '@@', '-one', '+1', '*** End of File'), /does not fit "a"/],
    ['that does not fit', patch('*** Update File: a', '@@', '-five', '+5'), /does not fit "a"/],
  ])('%s are refused', (_, edits, why) => {
    expect(apply(edits, { a: file })).toMatch(why);
  });

  test('with very many chunks are not worth a minute', () => {
    const lines = Array.from({ length: 20_000 }, () => 'x');
    const chunks = lines.flatMap(() => ['@@', '-y', '+z']);
    expect(apply(patch('*** Update File: a', ...chunks), { a: lines.join('\n') })).toMatch(/does not fit/);
    const inOrder = lines.flatMap(() => ['@@ x', '-x', '+z']);
    expect(apply(patch('*** Update File: a', ...inOrder), { a: lines.join('\n') })).toMatch(/does not fit/);
  });

  test('of a million equal lines are not worth a minute', () => {
    const lines = Array.from({ length: 20_000 }, () => 'x');
    const edits = patch('*** Update File: a', '@@', ...lines.map((line) => ` ${line}`), '-y', '+z');
    expect(apply(edits, { a: `${[...lines, ...lines, ...lines].join('\n')}\n` })).toMatch(/does not fit/);
  });
});
