import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Terminal } from '../../server/src/cli/define.ts';
import { answerHook } from '../../server/src/cli/hook.ts';
import { createWorkspace, type Workspace } from '../lsp/server-process.ts';
import { runHook } from '../lsp/run-hook.ts';

const dist = path.resolve(import.meta.dirname, '../../server/dist');
const guarded = `const express = require('express');
const { requireAuth } = require('./auth');
const app = express();
app.delete('/users/:id', requireAuth, (req, res) => res.end(remove(req.params.id)));
`;

const open: Workspace[] = [];
afterEach(() => {
  for (const workspace of open.splice(0)) workspace.remove();
});
function start(): Workspace {
  const workspace = createWorkspace({ 'src/app.js': guarded });
  open.push(workspace);
  return workspace;
}

/** An edit that takes the guard away, as each agent would ask about it. */
const calls: Readonly<Record<string, (file: string, root: string) => object>> = {
  'claude-code': (file, root) => ({
    hook_event_name: 'PreToolUse',
    cwd: root,
    tool_name: 'Edit',
    tool_input: { file_path: file, old_string: 'requireAuth, (req', new_string: '(req' },
  }),
  codex: (_, root) => ({
    hook_event_name: 'PreToolUse',
    cwd: root,
    tool_name: 'apply_patch',
    tool_input: {
      command:
        "*** Begin Patch\n*** Update File: src/app.js\n@@\n-app.delete('/users/:id', requireAuth, (req, res) => res.end(remove(req.params.id)));\n+app.delete('/users/:id', (req, res) => res.end(remove(req.params.id)));\n*** End Patch\n",
    },
  }),
  'gemini-cli': (file, root) => ({
    hook_event_name: 'BeforeTool',
    cwd: root,
    tool_name: 'replace',
    tool_input: { file_path: file, old_string: 'requireAuth, (req', new_string: '(req' },
  }),
  cursor: (file, root) => ({
    hook_event_name: 'preToolUse',
    workspace_roots: [root],
    tool_name: 'StrReplace',
    tool_input: { path: file, old_string: 'requireAuth, (req', new_string: '(req' },
  }),
  vscode: (file, root) => ({
    hook_event_name: 'PreToolUse',
    cwd: root,
    tool_name: 'replace_string_in_file',
    tool_input: { filePath: file, oldString: 'requireAuth, (req', newString: '(req' },
  }),
  'copilot-cli': (file, root) => ({
    sessionId: 's',
    cwd: root,
    toolName: 'edit',
    toolArgs: JSON.stringify({ path: file, old_str: 'requireAuth, (req', new_str: '(req' }),
  }),
  cline: (file, root) => ({
    hookName: 'tool_call',
    workspaceRoots: [root],
    preToolUse: { toolName: 'editor', parameters: { path: file, old_text: 'requireAuth, (req', new_text: '(req' } },
  }),
  opencode: (file, root) => ({
    event: 'tool.execute.before',
    directory: root,
    input: { tool: 'edit', sessionID: 's', callID: 'c' },
    output: { args: { filePath: file, oldString: 'requireAuth, (req', newString: '(req' } },
  }),
};

/** Only these words in its own place make each agent refuse. */
const refusals: Readonly<Record<string, (reason: string) => object>> = {
  'claude-code': (reason) => ({
    hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason },
  }),
  codex: (reason) => ({
    hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason },
  }),
  'gemini-cli': (reason) => ({ decision: 'deny', reason }),
  cursor: (reason) => ({ permission: 'deny', user_message: reason, agent_message: reason }),
  vscode: (reason) => ({
    continue: true,
    hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason },
  }),
  'copilot-cli': (reason) => ({ permissionDecision: 'deny', permissionDecisionReason: reason }),
  cline: (reason) => ({ cancel: true, errorMessage: reason }),
  opencode: (reason) => ({ decision: 'deny', reason }),
};

describe('without an editor', () => {
  test.each(Object.keys(calls))(
    '%s is refused what the rules hold, in its own words, and the call is queued',
    async (agent) => {
      const workspace = start();
      const { answer, exitCode } = await runHook(
        workspace,
        agent,
        calls[agent]!(path.join(workspace.root, 'src/app.js'), workspace.root),
      );
      const reason: unknown = expect.stringMatching(
        /Nothing was written.*no longer requires authentication.*review queue/s,
      );
      expect(answer).toEqual(refusals[agent]!(reason as string));
      expect(exitCode).toBe(0);
      expect(fs.readdirSync(path.join(workspace.root, '.git/countersign/worktrees/main/held'))).toHaveLength(1);
    },
  );

  test('an edit of the rules themselves is held', async () => {
    const workspace = start();
    const { answer } = await runHook(workspace, 'gemini-cli', {
      hook_event_name: 'BeforeTool',
      cwd: workspace.root,
      tool_name: 'write_file',
      tool_input: {
        file_path: path.join(workspace.root, '.countersign/policy.yaml'),
        content: 'version: 1\nmode: observe\n',
      },
    });
    expect(answer).toMatchObject({ decision: 'deny' });
  });

  test('a tool whose arguments do not say what it writes is refused, and not where the rules only observe', async () => {
    const workspace = start();
    const input = { filePath: path.join(workspace.root, 'src/app.js'), code: '// ...existing code...' };
    const ask = async (): Promise<unknown> =>
      (await runHook(workspace, 'vscode', { tool_name: 'insert_edit_into_file', tool_input: input })).answer;
    expect(JSON.stringify(await ask())).toContain('cannot be told from its arguments');
    workspace.write('.countersign/policy.yaml', 'version: 1\nmode: observe\n');
    workspace.git('add', '.');
    workspace.git('commit', '-qm', 'observe');
    workspace.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    workspace.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    expect(await ask()).toEqual({ continue: true });
  });

  test.each<[string, string]>([
    ['no JSON', 'garbage'],
    ['a payload that ends too soon', '{"hook_event_name":"PreToolUse","tool_name":"Edit","tool_in'],
    ['nothing', ''],
    ['more than is read', `{"a":"${'x'.repeat(51 * 1024 * 1024)}"}`],
  ])('%s is refused', async (_, payload) => {
    const { answer } = await runHook(start(), 'codex', payload);
    expect(answer).toEqual(refusals['codex']!(expect.stringContaining('Nothing was written.') as unknown as string));
  });

  test('an agent that nobody knows, and an option that nobody knows, end with words and exit code 2', async () => {
    expect(await runHook(start(), 'nobody', {})).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no agent') as unknown,
    });
    expect(await runHook(start(), 'codex', {}, ['--wiat', '3'])).toMatchObject({ exitCode: 2 });
    const gone = path.join(start().root, 'gone');
    const script = 'mkdir "$1" && cd "$1" && rmdir "$1" && exec "$2" "$3" codex';
    const words = ['-c', script, 'sh', gone, process.execPath, path.join(dist, 'hook.cjs')];
    const ran = spawnSync('sh', words, { input: '{}', encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('countersign hook:')]);
  });

  test('a judge that is missing, or the part that starts it, is a refusal; so is a command that nobody can note', async () => {
    const workspace = start();
    const folder = path.join(workspace.root, '../alone');
    const put = (name: string): void => fs.copyFileSync(path.join(dist, name), path.join(folder, name));
    const ask = (payload: object): unknown => {
      const env = { ...process.env, XDG_STATE_HOME: workspace.state };
      const input = JSON.stringify(payload);
      const options = { cwd: workspace.root, env, input, encoding: 'utf8' } as const;
      return JSON.parse(spawnSync(process.execPath, [path.join(folder, 'hook.cjs'), 'codex'], options).stdout);
    };
    const refused = (why: string): object => refusals['codex']!(expect.stringContaining(why));
    const command = { hook_event_name: 'PreToolUse', tool_name: 'shell', tool_input: { command: 'make' } };
    fs.mkdirSync(folder);
    put('hook.cjs');
    for (const call of [calls['codex']!('', workspace.root), command])
      expect(ask(call)).toEqual(refused('a part of its hook cannot be loaded'));
    put('hook-away.cjs');
    expect(ask(calls['codex']!('', workspace.root))).toEqual(refused('could not judge'));
    expect(ask(command)).toEqual({});
  });

  test('an answer that comes while the refusal is being written is kept back: two are none', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const written: string[] = [];
    const input = (async function* () {
      await wait(1_050); // it is refused after a second
      yield Buffer.from('{"hook_event_name":"Stop"}');
    })();
    const terminal = {
      directory: '/',
      input,
      note: () => undefined,
      write: (text: string) => wait(500, void written.push(text)),
    };
    await answerHook(
      { positionals: ['codex'], values: { wait: '1' }, terminal: terminal as unknown as Terminal },
      null,
    );
    await wait(600);
    expect(written).toHaveLength(1);
    expect(exit).toHaveBeenCalledWith(0);
    exit.mockRestore();
  });

  test('an agent that stops waiting is still refused', async () => {
    const workspace = start();
    const told = path.join(workspace.root, '..', 'told.cjs');
    fs.writeFileSync(
      told,
      "process.on('newListener', (name) => name === 'SIGTERM' && setImmediate(() => process.stderr.write('ready')));",
    );
    const child = spawn(process.execPath, ['--require', told, path.join(dist, 'hook.cjs'), 'codex'], {
      cwd: workspace.root,
      env: { ...process.env, XDG_STATE_HOME: workspace.state },
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    await once(child.stderr, 'data'); // it can refuse, and waits for a payload that does not come
    child.kill('SIGTERM');
    await new Promise((resolve) => child.on('close', resolve));
    expect(JSON.parse(stdout)).toEqual(
      refusals['codex']!(expect.stringContaining('has not ended yet') as unknown as string),
    );
  });
});
