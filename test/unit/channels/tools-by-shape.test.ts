import { describe, expect, test } from 'vitest';
import { findAgent, readCall } from '../../../server/src/core/hook.ts';

function read(tool: string, input: object): unknown {
  const payload = { hook_event_name: 'PreToolUse', cwd: '/w', tool_name: tool, tool_input: input };
  const opened = readCall(findAgent('claude-code')!, JSON.stringify(payload));
  return opened.kind === 'call' ? opened.call.edits : opened.kind;
}
const whole = { kind: 'write', path: 'a', text: 'x' };
const passage = { kind: 'replace', path: 'a', old: 'x', text: 'y', isEverywhere: false };

describe('a tool that no table knows', () => {
  test.each<[string, object, readonly object[]]>([
    ['mcp__x__write_files', { files: [{ path: 'a', content: 'x' }] }, [whole]],
    ['mcp__x__write_files', { files: { a: 'x' } }, [whole]],
    ['mcp__x__edit', { edits: [{ file_path: 'a', old_string: 'x', new_string: 'y' }] }, [passage]],
    ['mcp__x__edit', { changes: [{ path: 'a', oldText: 'x', newText: 'y' }] }, [passage]],
    ['mcp__x__write', { file: 'a', text: 'x' }, [whole]],
    ['mcp__x__put_file', { path: 'a', data: 'x' }, [whole]],
    ['mcp__x__edit', { path: 'a', search: 'x', replace: 'y' }, [passage]],
    ['mcp__x__replace', { file: 'a', find: 'x', replace: 'y' }, [passage]],
    ['mcp__serena__replace_content', { relative_path: 'a', needle: 'x', repl: 'y', mode: 'literal' }, [passage]],
    ['mcp__x__write', { args: { path: 'a', content: 'x' } }, [whole]],
    [
      'str_replace_based_edit_tool',
      { command: 'insert', path: 'a', insert_line: 1, insert_text: 'x' },
      [{ kind: 'insert', path: 'a', line: 1, text: 'x' }],
    ],
    [
      'mcp__x__apply',
      { path: 'a', diff: '*** Begin Patch\n*** Delete File: a\n*** End Patch' },
      [{ kind: 'delete', path: 'a' }],
    ],
    [
      'mcp__x__apply_diff',
      { path: 'a', diff: '<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE' },
      [{ ...passage, old: 'x\n', text: 'y\n' }],
    ],
    ['mcp__x__delete_file', { path: 'a' }, [{ kind: 'delete', path: 'a' }]],
    ['deleteFile', { filePath: 'a' }, [{ kind: 'delete', path: 'a' }]],
    [
      'mcp__x__remove_files',
      { paths: ['a', 'b'] },
      [
        { kind: 'delete', path: 'a' },
        { kind: 'delete', path: 'b' },
      ],
    ],
  ])('%s %j is read', (tool, input, edits) => {
    expect(read(tool, input)).toEqual(edits);
  });

  test.each<[string, object]>([
    ['mcp__x__write_file', { path: 'a', content: 'eA==', encoding: 'base64' }],
    ['mcp__x__write_file', { path: 'a', content: 'x', mode: 'append' }],
    ['mcp__x__append_to_file', { path: 'a', content: 'x' }],
    ['mcp__x__write_file', { path: 'a', content: { permissions: {} } }],
    ['mcp__x__write_file', { path: 'a', content: ['x'] }],
    ['mcp__x__replace_lines', { path: 'a', start_line: 3, end_line: 4, content: 'x' }],
    ['mcp__x__replace_lines', { path: 'a', startLine: 3, endLine: 4, new_content: 'x' }],
    ['mcp__x__replace_symbol', { path: 'a', symbol: 'f', content: 'x' }],
    ['edit_file', { target_file: 'a', code_edit: '// ... existing code ...' }],
  ])('%s %j is refused: only the tool knows what becomes of it', (tool, input) => {
    expect(read(tool, input)).toBe('unreadable');
  });

  test.each<[string, object]>([
    ['mcp__x__search', { path: 'a', search: 'x', text: 'y' }],
    ['mcp__chat__send', { file: 'a.png', text: 'look' }],
    ['mcp__x__list', { path: 'a', content: true }],
    ['mcp__x__get_output', { file: 'a', data: 'x' }],
    ['mcp__serena__replace_regex', { relative_path: 'a', regex: 'x', repl: 'y' }],
    ['mcp__serena__replace_content', { relative_path: 'a', needle: 'x', repl: 'y', mode: 'regex' }],
    ['mcp__serena__replace_symbol_body', { relative_path: 'a', name_path: 'f', body: 'y' }],
    ['mcp__x__query', { files: ['a', 'b'] }],
    ['mcp__x__set', { files: { a: 'x' } }],
  ])('%s %j says of no file what it will be', (tool, input) => {
    expect(read(tool, input)).toEqual([]);
  });
});
