import { describe, expect, test } from 'vitest';
import { applyEdits, findAgent, readCall, rewriteInput } from '../../../server/src/core/hook.ts';

const before = 'one\ntwo\nthree\n';
const wanted = 'one\n2\nthree\n';

/** What the tool leaves when it is used with other arguments, read as a new call. */
function used(agent: string, tool: string, input: unknown, texts: Readonly<Record<string, string | null>>): unknown {
  const files = Object.entries(texts).map(([named, after]) => ({
    named,
    before: named === 'new' ? null : before,
    after,
  }));
  const rewritten = rewriteInput(input, files);
  if (rewritten === null) return null;
  const payload =
    agent === 'copilot-cli' ? { toolName: tool, toolArgs: rewritten } : { tool_name: tool, tool_input: rewritten };
  const opened = readCall(findAgent(agent)!, JSON.stringify({ cwd: '/w', ...payload }));
  if (opened.kind !== 'call') return opened;
  const known = new Map(files.map(({ named, before: text }) => [named, text]));
  const applied = applyEdits(opened.call.edits, known);
  return applied.kind === 'unclear' ? applied.why : Object.fromEntries(applied.after);
}

describe('the arguments that leave what a person made of an edit', () => {
  test.each<[string, string, unknown]>([
    ['claude-code', 'Write', { file_path: 'a', content: 'x' }],
    ['claude-code', 'Edit', { file_path: 'a', old_string: 'two', new_string: 'x', replace_all: true }],
    [
      'claude-code',
      'MultiEdit',
      {
        file_path: 'a',
        edits: [
          { old_string: 'two', new_string: 'x' },
          { old_string: 'one', new_string: 'y' },
        ],
      },
    ],
    [
      'gemini-cli',
      'replace',
      { file_path: 'a', old_string: 'two', new_string: 'x', expected_replacements: 2, instruction: 'i' },
    ],
    ['gemini-cli', 'write_file', { file_path: 'a', content: 'x' }],
    ['vscode', 'replace_string_in_file', { filePath: 'a', oldString: 'two', newString: 'x' }],
    ['vscode', 'multi_replace_string_in_file', { replacements: [{ filePath: 'a', oldString: 'two', newString: 'x' }] }],
    ['codex', 'apply_patch', { command: '*** Begin Patch\n*** Update File: a\n@@\n-two\n+x\n*** End Patch\n' }],
    ['copilot-cli', 'apply_patch', '*** Begin Patch\n*** Update File: a\n@@\n-two\n+x\n*** End Patch\n'],
    ['copilot-cli', 'str_replace', { path: 'a', old_str: 'two', new_str: 'x' }],
  ])('%s %s', (agent, tool, input) => {
    expect(used(agent, tool, input, { a: wanted })).toEqual({ a: wanted });
  });

  test('of a patch of several files leaves what each is to be', () => {
    const patch = '*** Begin Patch\n*** Update File: a\n@@\n-two\n+x\n*** Add File: new\n+x\n*** End Patch\n';
    expect(used('codex', 'apply_patch', { command: patch }, { a: wanted, new: 'made\n' })).toEqual({
      a: wanted,
      new: 'made\n',
    });
    expect(used('codex', 'apply_patch', { command: patch }, { a: before, new: 'made\n' })).toEqual({
      a: before,
      new: 'made\n',
    });
  });

  test('are none where it is not sure what the tool would make of them', () => {
    const write = { file_path: 'a', content: 'x' };
    expect(rewriteInput(write, [{ named: 'a', before: 'a\r\n', after: 'b\r\n' }])).toBeNull();
    expect(rewriteInput(write, [{ named: 'a', before, after: null }])).toBeNull();
    expect(rewriteInput({ path: 'a', diff: 'x' }, [{ named: 'a', before, after: wanted }])).toBeNull();
    expect(rewriteInput(null, [{ named: 'a', before, after: wanted }])).toBeNull();
    const patch = { command: '*** Begin Patch\n*** Update File: a\n@@\n-two\n+x\n*** End Patch\n' };
    expect(rewriteInput(patch, [{ named: 'a', before: 'two', after: 'x' }])).toBeNull();
  });
});
