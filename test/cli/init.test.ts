import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../lsp/server-process.ts';
import { countersign, type CliRun } from './run-cli.ts';

const open: Workspace[] = [];
afterEach(() => {
  for (const workspace of open.splice(0)) workspace.remove();
});

function start(): { workspace: Workspace; home: string; init: (...words: string[]) => Promise<CliRun> } {
  const workspace = createWorkspace({ 'a.txt': 'a\n' });
  open.push(workspace);
  const home = path.join(workspace.root, '../home');
  fs.mkdirSync(path.join(home, '.codex'), { recursive: true });
  const init = (...words: string[]): Promise<CliRun> =>
    countersign(['init', ...words], { directory: workspace.root, environment: { HOME: home } });
  return { workspace, home, init };
}

describe('countersign init', () => {
  test('shows what it would write for the agents that are used, and writes nothing unasked', async () => {
    const { workspace, home, init } = start();
    fs.writeFileSync(path.join(home, '.codex/config.toml'), 'approval_policy = "never"\n');
    const { output, errors, exitCode } = await init();
    expect(output).toContain('~/.codex/config.toml: it asks less than it would: approval_policy is "never".');
    expect(output).toContain('+++ .codex/hooks.json');
    expect(output).toContain('run /hooks');
    expect(output).not.toContain('.claude');
    expect(errors).toContain('--yes');
    expect(exitCode).toBe(1);
    expect(fs.existsSync(path.join(workspace.root, '.codex'))).toBe(false);
    expect(fs.existsSync(path.join(home, '.countersign'))).toBe(false);
  });

  test('writes with --yes, finds it in place, asks through it, and takes it out again', async () => {
    const { workspace, home, init } = start();
    expect((await init('--check')).exitCode).toBe(1);
    expect((await init('--yes', '--agent', 'codex,claude-code')).output).toContain('2 files written.');
    expect((await init('--check')).output).toBe('Claude Code: asks before it writes\nCodex: asks before it writes\n');
    expect((await init('--check')).exitCode).toBe(0);
    expect((await init('--yes')).output).toMatch(/nothing to do/);
    const { hooks } = JSON.parse(fs.readFileSync(path.join(workspace.root, '.claude/settings.json'), 'utf8')) as {
      hooks: { PreToolUse: [{ hooks: [{ command: string }] }] };
    };
    const { spawnSync } = await import('node:child_process');
    const answered = spawnSync('sh', ['-c', hooks.PreToolUse[0].hooks[0].command], {
      cwd: workspace.root,
      env: { ...process.env, HOME: home, XDG_STATE_HOME: workspace.state },
      input: JSON.stringify({
        hook_event_name: 'PreToolUse',
        cwd: workspace.root,
        tool_name: 'Write',
        tool_input: { file_path: path.join(workspace.root, '.claude/settings.json'), content: '{}' },
      }),
      encoding: 'utf8',
    });
    expect(JSON.parse(answered.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
    expect((await init('--remove', '--yes')).output).toContain('2 files written.');
    expect(fs.existsSync(path.join(workspace.root, '.claude/settings.json'))).toBe(false);
  });

  test('in a clone that is set up already, installs what its agents start', async () => {
    const { home, init } = start();
    await init('--yes', '--agent', 'codex');
    fs.rmSync(path.join(home, '.countersign'), { recursive: true });
    const checked = await init('--check', '--agent', 'codex');
    expect(checked.output).toContain('Codex: is to ask, but what it starts is not installed here');
    expect(checked.exitCode).toBe(1);
    expect((await init('--yes')).output).toContain('what it starts is not installed here');
    expect(fs.existsSync(path.join(home, '.countersign/hook'))).toBe(true);
    expect((await init('--check')).exitCode).toBe(0);
  });

  test('says of an agent that is told to ask nobody that it does, and keeps what a project still starts', async () => {
    const { workspace, home, init } = start();
    await init('--yes', '--agent', 'codex');
    fs.writeFileSync(path.join(home, '.codex/config.toml'), '[features]\nhooks = false\n');
    const checked = await init('--check');
    expect(checked.output).toContain('Codex: is set up, but asks nobody\n');
    expect(checked.exitCode).toBe(1);
    await init('--user', '--yes', '--agent', 'codex');
    const removed = await init('--user', '--remove', '--yes');
    expect(removed.errors).toContain(`stays: ${path.join(workspace.root, '.codex/hooks.json')} may start it`);
    expect(fs.existsSync(path.join(home, '.countersign/hook'))).toBe(true);
    await init('--remove', '--yes');
    await init('--user', '--yes', '--agent', 'codex');
    expect((await init('--user', '--remove', '--yes')).errors).toBe('');
    expect(fs.existsSync(path.join(home, '.countersign/hook'))).toBe(false);
  });

  test('an agent that nobody knows is named', async () => {
    const { exitCode, errors } = await start().init('--agent', 'codex,nobody');
    expect(exitCode).toBe(2);
    expect(errors).toContain('"nobody"');
  });
});
