import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { agents as all, hookAgents as agents } from '../../../server/src/core/channels/agents/table.ts';
import { findAgent, isTimed, readCall } from '../../../server/src/core/hook.ts';
import type { HookCall } from '../../../server/src/core/model/hook.ts';
import { createRandom, mutateText, pick } from '../fuzz/mutate.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/agents');
const recorded = (agent: string, name: string): string => fs.readFileSync(path.join(folder, agent, name), 'utf8');

function read(agent: string, payload: string | object): HookCall {
  const opened = readCall(findAgent(agent)!, typeof payload === 'string' ? payload : JSON.stringify(payload));
  if (opened.kind !== 'call') throw new Error(JSON.stringify(opened));
  return opened.call;
}

test('every agent has a row', () => {
  const files = fs.readdirSync(path.resolve(import.meta.dirname, '../../../server/src/core/channels/agents'));
  const parts = new Set([
    'define',
    'fields',
    'hear',
    'tools',
    'tools-by-shape',
    'table',
    'read-agent-patch',
    'apply-edits',
    'held-reasons',
    'read-call',
    'read-shell',
    'timed-call',
    'transcript-model',
    'rewrite-input',
    'search-replace',
  ]);
  const own = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => !parts.has(name));
  expect(all.map(({ id }) => id).toSorted()).toEqual(own.toSorted());
});

describe('payloads as agents sent them', () => {
  test.each([
    [
      'codex',
      'PreToolUse.apply_patch.json',
      ['chunks hello.txt', 'write new.txt'],
      { model: 'gpt-5.5', toolCall: 'call_000004', permissionMode: 'bypassPermissions' },
    ],
    ['codex', 'PreToolUse.shell.json', [], { tool: 'Bash' }],
    [
      'gemini-cli',
      'BeforeTool.replace.json',
      ['replace /workspace/gemini-deny/repo/hello.txt'],
      { directory: '/workspace/gemini-deny/repo' },
    ],
    ['gemini-cli', 'BeforeTool.write_file.json', ['write /workspace/gemini-deny/repo/new.txt'], {}],
    ['gemini-cli', 'BeforeTool.run_shell_command.json', [], {}],
    [
      'cline',
      'PreToolUse.editor-create.json',
      ['write /workspace/cline-allow/repo/new.txt'],
      { toolCall: 'call_000003' },
    ],
    [
      'cline',
      'PreToolUse.editor-update.json',
      ['replace /workspace/cline-deny/repo/hello.txt'],
      { directory: '/workspace/cline-deny/repo' },
    ],
    ['cline', 'PreToolUse.run_commands.json', [], {}],
    [
      'opencode',
      'tool.execute.before.edit.json',
      ['replace /workspace/opencode-deny/repo/hello.txt'],
      { session: 'ses_e02fdfc26ffeFwCf2uihO7Dpux' },
    ],
    ['opencode', 'tool.execute.before.write.json', ['write /workspace/opencode-deny/repo/new.txt'], {}],
    ['opencode', 'tool.execute.before.bash.json', [], {}],
  ])('%s %s', (agent, name, edits, known) => {
    const call = read(agent, recorded(agent, name));
    expect(call.edits.map(({ kind, path: file }) => `${kind} ${file}`)).toEqual(edits);
    expect(call).toMatchObject({ agent, ...known });
  });

  test.each(['codex', 'cline', 'gemini-cli'])('%s is answered as it was when it obeyed', (agent) => {
    const event = agent === 'gemini-cli' ? 'BeforeTool' : 'PreToolUse';
    const stdout = findAgent(agent)!.answer({ kind: 'denied', reason: 'reviewer rejected this edit' });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(recorded(agent, `${event}.answer.deny.json`)));
  });
});

describe('arguments that could be meant in two ways', () => {
  const why = (agent: string, tool: string, input: object): string => {
    const opened = readCall(findAgent(agent)!, JSON.stringify({ cwd: '/w', tool_name: tool, tool_input: input }));
    return opened.kind === 'unreadable' ? opened.why : opened.kind;
  };
  const patch = (text: string): string => `*** Begin Patch\n*** Add File: a\n+${text}\n*** End Patch\n`;
  test.each<[string, string, object]>([
    ['cursor', 'Write', { file_path: '/w/a', path: '/w/b', contents: 'x' }],
    ['claude-code', 'Write', { file_path: '/w/a', content: 'x', contents: 'y' }],
    ['claude-code', 'Edit', { file_path: '/w/a', old_string: 'x', new_string: 'y', newString: 'z' }],
    [
      'vscode',
      'multi_replace_string_in_file',
      { replacements: [{ filePath: '/w/a', path: '/w/b', oldString: 'x', newString: 'y' }] },
    ],
    ['vscode', 'apply_patch', { command: patch('x'), input: patch('y') }],
    ['cursor', 'Delete', { path: '/w/a', file_path: '/w/b' }],
    ['claude-code', 'mcp__files__write', { path: '/w/a', content: 'x', old_text: 'x', new_text: 'y' }],
  ])('%s %s is refused', (agent, tool, input) => {
    expect(why(agent, tool, input)).toMatch(/different texts|could be meant/);
  });

  test('say the same twice', () => {
    expect(why('cursor', 'Write', { file_path: '/w/a', path: '/w/a', contents: 'x', content: 'x' })).toBe('call');
    expect(why('claude-code', 'mcp__files__move', { path: '/w/a', filename: 'b' })).toBe('call');
  });
});

test('what changes while a call runs is its work where it may write, and tells its end', () => {
  const timed = (agent: string, tool: string): boolean => isTimed({ agent, tool });
  expect([timed('claude-code', 'Bash'), timed('vscode', 'run_in_terminal'), timed('codex', 'mcp__x__read')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([timed('vscode', 'read_file'), timed('opencode', 'grep'), timed('cline', 'execute_command')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('leave to delete a file is about that file', () => {
  const toolCall = { toolCallId: 't', kind: 'delete', locations: [{ path: '/w/a' }, { path: '/w/b' }] };
  const payload = { directory: '/w', method: 'session/request_permission', params: { toolCall } };
  expect(read('acp', payload).edits).toEqual([
    { kind: 'delete', path: '/w/a' },
    { kind: 'delete', path: '/w/b' },
  ]);
});

test('the version of an agent is what its payload says', () => {
  const call = { tool_name: 'Shell', tool_input: {} };
  expect(read('cursor', { ...call, cursor_version: '3.21.16' }).agentVersion).toBe('3.21.16');
  const before = { toolName: 'read_file', parameters: {} };
  expect(read('cline', { clineVersion: '3.40.1', preToolUse: before }).agentVersion).toBe('3.40.1');
  expect(read('claude-code', call).agentVersion).toBeUndefined();
});

test('a tool of an MCP server that Cursor asks about takes no other arguments', () => {
  const wanted = { tool_name: 'write_file', tool_input: '{"path":"/w/a","content":"x"}', command: 'npx files' };
  const asked = read('cursor', { hook_event_name: 'beforeMCPExecution', workspace_roots: ['/w'], ...wanted });
  expect(asked).toMatchObject({ isFixed: true, directory: '/w', edits: [{ kind: 'write', path: '/w/a', text: 'x' }] });
  const other = { hook_event_name: 'preToolUse', tool_name: 'Write', tool_input: { path: '/w/a', contents: 'x' } };
  expect(read('cursor', other)).not.toHaveProperty('isFixed');
});

test('a byte order mark before a payload is none of it', () => {
  expect(read('cursor', '\ufeff{"tool_name":"Delete","tool_input":{"path":"/w/a"}}').edits).toHaveLength(1);
});

const common = { session_id: 's', cwd: '/w' };

describe('payloads as agents document them', () => {
  test.each<[string, object, readonly object[]]>([
    [
      'claude-code',
      {
        ...common,
        hook_event_name: 'PreToolUse',
        tool_name: 'Edit',
        tool_input: { file_path: '/w/a', old_string: 'x', new_string: 'y', replace_all: true },
      },
      [{ kind: 'replace', path: '/w/a', old: 'x', text: 'y', isEverywhere: true }],
    ],
    [
      'claude-code',
      {
        ...common,
        tool_name: 'MultiEdit',
        tool_input: {
          file_path: '/w/a',
          edits: [
            { old_string: 'x', new_string: 'y' },
            { old_string: 'z', new_string: '' },
          ],
        },
      },
      [
        { kind: 'replace', path: '/w/a', old: 'x', text: 'y', isEverywhere: false },
        { kind: 'replace', path: '/w/a', old: 'z', text: '', isEverywhere: false },
      ],
    ],
    [
      'vscode',
      {
        ...common,
        hookEventName: 'PreToolUse',
        toolName: 'multi_replace_string_in_file',
        toolInput: { replacements: [{ filePath: '/w/a', oldString: 'x', newString: 'y' }] },
      },
      [{ kind: 'replace', path: '/w/a', old: 'x', text: 'y', isEverywhere: false }],
    ],
    [
      'vscode',
      { ...common, tool_name: 'create_file', tool_input: { filePath: '/w/a', content: 'x' } },
      [{ kind: 'write', path: '/w/a', text: 'x' }],
    ],
    [
      'cursor',
      {
        conversation_id: 'c',
        workspace_roots: ['/w'],
        hook_event_name: 'preToolUse',
        tool_name: 'Delete',
        tool_input: { path: '/w/a' },
      },
      [{ kind: 'delete', path: '/w/a' }],
    ],
    [
      'copilot-cli',
      {
        sessionId: 's',
        cwd: '/w',
        toolName: 'str_replace_editor',
        toolArgs: JSON.stringify({ command: 'insert', path: 'a', insert_line: 1, new_str: 'x' }),
      },
      [{ kind: 'insert', path: 'a', line: 1, text: 'x' }],
    ],
    [
      'copilot-cli',
      {
        sessionId: 's',
        cwd: '/w',
        toolName: 'apply_patch',
        toolArgs: '*** Begin Patch\n*** Delete File: a\n*** End Patch',
      },
      [{ kind: 'delete', path: 'a' }],
    ],
    [
      'cline',
      {
        taskId: 't',
        workspaceRoots: ['/w'],
        preToolUse: {
          toolName: 'replace_in_file',
          parameters: { path: 'a', diff: '------- SEARCH\nx\n=======\ny\n+++++++ REPLACE\n' },
        },
      },
      [{ kind: 'replace', path: 'a', old: 'x\n', text: 'y\n', isEverywhere: false }],
    ],
    [
      'cline',
      {
        taskId: 't',
        hookName: 'PreToolUse',
        workspaceRoots: ['/w'],
        model: { provider: 'p', slug: 'm' },
        toolName: 'write_to_file',
        parameters: { path: 'a', content: 'x' },
      },
      [{ kind: 'write', path: 'a', text: 'x' }],
    ],
    // Servers of the Model Context Protocol, by the shape of what they are given.
    [
      'codex',
      { ...common, tool_name: 'mcp__files__write_file', tool_input: { path: '/w/a', content: 'x' } },
      [{ kind: 'write', path: '/w/a', text: 'x' }],
    ],
    [
      'claude-code',
      {
        ...common,
        tool_name: 'mcp__files__edit_file',
        tool_input: { path: '/w/a', edits: [{ oldText: 'x', newText: 'y' }] },
      },
      [{ kind: 'replace', path: '/w/a', old: 'x', text: 'y', isEverywhere: false }],
    ],
    [
      'claude-code',
      {
        ...common,
        tool_name: 'mcp__serena__create_text_file',
        tool_input: { relative_path: 'a', content: 'x' },
      },
      [{ kind: 'write', path: 'a', text: 'x' }],
    ],
    [
      'vscode',
      { ...common, tool_name: 'mcp_files_write', tool_input: { uri: 'file:///w/a%20b', content: 'x' } },
      [{ kind: 'write', path: '/w/a b', text: 'x' }],
    ],
    [
      'vscode',
      { ...common, tool_name: 'mcp_files_write', tool_input: { uri: 'file:///c%3A/w/a', content: 'x' } },
      [{ kind: 'write', path: 'c:/w/a', text: 'x' }],
    ],
    ['vscode', { ...common, tool_name: 'mcp_web_put', tool_input: { uri: 'https://a/b', content: 'x' } }, []],
    [
      'claude-code',
      { ...common, tool_name: 'mcp__files__move_file', tool_input: { source: '/w/a', destination: '/w/b' } },
      [{ kind: 'chunks', path: '/w/a', movedTo: '/w/b', chunks: [] }],
    ],
    [
      'claude-code',
      { ...common, tool_name: 'mcp__files__copy_file', tool_input: { source: '/w/a', destination: '/w/b' } },
      [],
    ],
    [
      'cursor',
      { ...common, tool_name: 'MCP:write_file', tool_input: JSON.stringify({ path: '/w/a', content: 'x' }) },
      [{ kind: 'write', path: '/w/a', text: 'x' }],
    ],
    ['claude-code', { ...common, tool_name: 'mcp__x__say', tool_input: '"words"' }, []],
    ['claude-code', { ...common, tool_name: 'Read', tool_input: { file_path: '/w/a', limit: 3 } }, []],
  ])('%s %j', (agent, payload, edits) => {
    expect(read(agent, payload).edits).toEqual(edits);
  });

  test.each<[string, object | string]>([
    ['claude-code', ''],
    ['claude-code', '[]'],
    ['claude-code', { ...common, hook_event_name: 'PreToolUse' }],
    ['claude-code', { ...common, tool_name: 'Write', tool_input: { file_path: '/w/a' } }],
    ['claude-code', { ...common, tool_name: 'Edit', tool_input: null }],
    ['claude-code', { ...common, tool_name: 'MultiEdit', tool_input: { file_path: '/w/a', edits: [7] } }],
    ['codex', { ...common, tool_name: 'apply_patch', tool_input: { command: 'rm -rf /' } }],
    [
      'vscode',
      {
        ...common,
        tool_name: 'insert_edit_into_file',
        tool_input: { filePath: '/w/a', code: '// ...existing code...' },
      },
    ],
    ['cline', { preToolUse: { toolName: 'replace_in_file', parameters: { path: 'a', diff: '------- SEARCH\nx\n' } } }],
  ])('%s %j says what it lacks, and is not let through', (agent, payload) => {
    const opened = readCall(findAgent(agent)!, typeof payload === 'string' ? payload : JSON.stringify(payload));
    expect(opened.kind).toBe('unreadable');
  });

  const call = { tool_name: 'Write', tool_input: { file_path: '/w/a', content: 'x' } };
  test.each<[string, object]>([
    ['claude-code', { ...common, ...call, hook_event_name: 'pretooluse' }],
    ['claude-code', { ...common, ...call, hook_event_name: 'PermissionRequest' }],
    ['gemini-cli', { ...common, hook_event_name: 'PreToolUse', tool_name: 'write_file', tool_input: call.tool_input }],
    ['copilot-cli', { cwd: '/w', toolName: 'create', toolArgs: '{"path":"/w/a","content":"x"}', toolResult: null }],
    ['copilot-cli', { ...common, ...call, hook_event_name: 'PreToolUse', tool_name: 'create' }],
    [
      'cline',
      { hookName: 'before', preToolUse: { toolName: 'write_to_file', parameters: { path: '/w/a', content: 'x' } } },
    ],
    [
      'opencode',
      { event: 'tool.before', input: { tool: 'write' }, output: { args: { filePath: '/w/a', content: 'x' } } },
    ],
  ])('%s %j is a call under a name that is not known', (agent, payload) => {
    expect(read(agent, payload).edits).toEqual([{ kind: 'write', path: '/w/a', text: 'x' }]);
  });

  test('another event is not for us', () => {
    expect(readCall(findAgent('claude-code')!, JSON.stringify({ ...common, hook_event_name: 'Stop' })).kind).toBe(
      'other',
    );
    expect(readCall(findAgent('opencode')!, JSON.stringify({ event: 'session.idle' })).kind).toBe('other');
  });
});

describe('a patch that the shell hands to apply_patch', () => {
  const patch = '*** Begin Patch\n*** Update File: a.js\n@@\n-x\n+y\n*** End Patch';
  const chunks = [{ context: [], old: ['x'], new: ['y'], isAtEnd: false }];
  const edits = (command: unknown): unknown =>
    read('codex', { ...common, tool_name: 'Bash', tool_input: { command } }).edits;

  test.each<[unknown, string]>([
    [`apply_patch <<'EOF'\n${patch}\nEOF`, 'a.js'],
    [`cat <<'EOF' | apply_patch\n${patch}\nEOF\n`, 'a.js'],
    [`applypatch \\\n'${patch}' && ls`, 'a.js'],
    [['bash', '-lc', `apply_patch <<"PATCH"\n${patch}\nPATCH`], 'a.js'],
    [['apply_patch', patch], 'a.js'],
    [`cd sub && apply_patch <<'EOF'\n${patch}\nEOF && npm test`, 'sub/a.js'],
    [`cd "the sub" && apply_patch <<'EOF'\n${patch}\nEOF`, 'the sub/a.js'],
  ])('%j', (command, path) => {
    expect(edits(command)).toEqual([{ kind: 'chunks', path, movedTo: null, chunks }]);
  });

  test.each(['git log --grep apply_patch', `cat > a.txt <<'EOF'\n${patch}\nEOF`, 'apply_patch --help', 'ls'])(
    'is none in %j',
    (command) => {
      expect(edits(command)).toEqual([]);
    },
  );

  test('of any length costs no minute', { timeout: 20_000 }, () => {
    expect(edits(`apply_patch <<'A'\n${'*** Begin Patch\n'.repeat(1_000_000)}`)).toEqual([]);
    expect(edits(`${';|&('.repeat(2_000_000)} apply_patch`)).toEqual([]);
  });

  test('is read whole, or nothing is let through', () => {
    const odd = `apply_patch <<'EOF'\n*** Begin Patch\nx\n*** End Patch\nEOF`;
    const payload = JSON.stringify({ ...common, tool_name: 'Bash', tool_input: { command: odd } });
    expect(readCall(findAgent('codex')!, payload).kind).toBe('unreadable');
    const two = `apply_patch <<'A'\n${patch}\nA\napply_patch <<'B'\n${patch.replace('a.js', 'b.js')}\nB`;
    expect(edits(two)).toMatchObject([{ path: 'a.js' }, { path: 'b.js' }]);
  });
});

test.each<[object]>([
  [{ path: 'a', new_string: 'x' }],
  [{ path: 'a', old_string: '', new_string: 'x' }],
  [{ path: 'a', content: 'x', old_string: 'y', new_string: 'z' }],
  [{ path: 'a', content: 'x', old_string: 'y' }],
  [{ path: 'a', content: 'x', new_string: 'z' }],
  [{ path: 'a' }],
])('an edit that is proposed as %j is not guessed at', (input) => {
  const payload = { agent: 'lab', directory: '/w', input };
  expect(readCall(findAgent('mcp')!, JSON.stringify(payload))).toMatchObject({
    kind: 'unreadable',
    why: expect.stringContaining('Give the') as unknown,
  });
});

describe('answers', () => {
  test.each(agents.map((agent) => [agent.id, agent] as const))(
    '%s: an object on one line each, and none that refuses looks like one that does not',
    (_, agent) => {
      const pass = agent.answer({ kind: 'pass' });
      const denied = agent.answer({ kind: 'denied', reason: 'because `x`\n"y"' });
      const amended = agent.answer({ kind: 'amended', input: { path: 'mended' } });
      for (const answer of [pass, agent.answer({ kind: 'accepted' }), amended, denied]) {
        expect(answer).not.toContain('\n');
        expect(JSON.parse(answer)).toBeTypeOf('object');
      }
      expect(amended).toContain('mended');
      expect(denied).toContain('because');
      expect(denied).not.toBe(pass);
    },
  );
});

describe('payloads that were damaged', () => {
  const texts = agents
    .filter(({ id }) => fs.existsSync(path.join(folder, id)))
    .flatMap(({ id }) =>
      fs
        .readdirSync(path.join(folder, id))
        .filter((name) => !name.includes('answer'))
        .map((name) => ({ id, text: recorded(id, name) })),
    );
  test(
    'are never taken for a call that writes nothing as long as they name a tool that writes',
    { timeout: 120_000 },
    () => {
      const random = createRandom(20_261_130);
      for (let at = 0; at < 100_000; at += 1) {
        const { id, text } = pick(random, texts);
        const damaged = mutateText(
          text,
          random,
          texts.map((each) => each.text),
        );
        const agent = findAgent(random() < 0.9 ? id : pick(random, agents).id)!;
        const opened = readCall(agent, damaged);
        if (opened.kind !== 'call' || opened.call.edits.length > 0) continue;
        expect(agent.tools.has(opened.call.tool), damaged).toBe(false);
      }
      expect(texts.length).toBeGreaterThan(8);
    },
  );
});

test('models are claimed as payloads have them, or where the agent writes them down', () => {
  const read = (id: string, payload: object): object => {
    const opened = readCall(findAgent(id)!, JSON.stringify(payload));
    return opened.kind === 'call' ? opened.call : opened.kind === 'notice' ? opened.notice : opened;
  };
  const tool = { toolName: 'write_to_file', parameters: { path: 'a', content: 'x' } };
  expect(read('cline', { ...tool, model: { provider: 'p', slug: 'm-1' } })).toMatchObject({ model: 'm-1' });
  expect(read('cline', { preToolUse: tool, model: 'm-1' })).toMatchObject({ model: 'm-1' });
  expect(read('cline', { preToolUse: tool })).not.toHaveProperty('model');
  const start = { hook_event_name: 'SessionStart', session_id: 's', source: 'new', model: 'gpt-5.4', cwd: '/w' };
  for (const id of ['vscode', 'claude-code'])
    expect(read(id, start)).toMatchObject({ kind: 'started', session: 's', model: 'gpt-5.4', directory: '/w' });
  const copilot = { cwd: '/w', toolName: 'create', toolArgs: { path: 'a', file_text: 'x' } };
  expect(read('copilot-cli', { ...copilot, sessionId: 'abc-1' })).toMatchObject({
    transcript: '~/.copilot/session-state/abc-1/events.jsonl',
  });
  expect(read('copilot-cli', { ...copilot, sessionId: '../../etc' })).not.toHaveProperty('transcript');
  expect(read('copilot-cli', { ...copilot, sessionId: 'abc-1', transcript_path: '/t.jsonl' })).toMatchObject({
    transcript: '/t.jsonl',
  });
});

test('Cline tells of ends and prompts where it runs a hook for them; until it does its calls have no time of their own', () => {
  const base = { taskId: 't', workspaceRoots: ['/w'], clineVersion: '3.17.0' };
  const after = { ...base, hookName: 'PostToolUse', toolName: 'execute_command', parameters: { command: 'x' } };
  const read = (payload: object) => readCall(findAgent('cline')!, JSON.stringify(payload));
  const notice = { agent: 'cline', session: 't', directory: '/w' };
  expect(read(after)).toEqual({ kind: 'notice', notice: { ...notice, kind: 'ended' } });
  expect(read({ ...base, hookName: 'UserPromptSubmit', userPromptSubmit: { prompt: 'Do.' } })).toEqual({
    kind: 'notice',
    notice: { ...notice, kind: 'asked', prompt: 'Do.' },
  });
  const shell = { agent: 'cline', tool: 'execute_command' };
  expect([isTimed(shell), isTimed(shell, true), isTimed({ ...shell, tool: 'read_file' }, true)]).toEqual([
    false,
    true,
    false,
  ]);
});

test('cells of notebooks are no text that could be foretold: what changes while they are edited is noticed', () => {
  const cell = { notebook_path: '/w/n.ipynb', cell_id: 'c', new_source: 'x', edit_mode: 'replace' };
  const inVscode = { filePath: '/w/n.ipynb', editType: 'edit', cellId: 'c', newCode: 'x', explanation: '' };
  for (const [id, tool, input] of [
    ['claude-code', 'NotebookEdit', cell],
    ['vscode', 'edit_notebook_file', inVscode],
  ] as const) {
    const read = readCall(findAgent(id)!, JSON.stringify({ cwd: '/w', tool_name: tool, tool_input: input }));
    if (read.kind !== 'call') throw new Error(read.kind);
    expect(read.call.edits).toEqual([]);
    expect(isTimed(read.call)).toBe(true);
  }
});
