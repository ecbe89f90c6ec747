import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Workspace } from '../lsp/server-process.ts';
import type { Agent, Move } from './agent.ts';
import type { HookRow } from './hook-row.ts';
import { startModel } from './model-server.ts';

export interface AgentRun {
  /** What the model was told of each call, by its place in the script. */
  readonly results: readonly string[];
  readonly output: string;
}

const limitMs = 150_000;

/**
 * A whole run of an agent in the workspace, with a home of its own and a model that makes these moves.
 * @param setUp what is done to its home before
 * @throws when the agent fails, hangs or has not made all of them
 */
export async function runAgent(
  agent: Agent,
  workspace: Workspace,
  hook: HookRow | null,
  moves: readonly Move[],
  setUp: (env: NodeJS.ProcessEnv) => void = () => undefined,
): Promise<AgentRun> {
  const { root } = workspace;
  const home = fs.mkdtempSync(path.join(path.dirname(root), 'home-'));
  const model = await startModel(agent.wire, root, moves);
  try {
    const { args, env } = agent.prepare({ home, root, modelUrl: model.url, hook });
    const whole = { ...homeOf(home, workspace), ...env };
    setUp(whole);
    const { code, output } = await run(args, root, whole);
    const calls = moves.filter(({ kind }) => kind !== 'say').length;
    const { results } = model;
    if (code !== 0 || results.length !== calls)
      throw new Error(`${agent.id} ended with ${code} after ${results.length} of ${calls} calls:\n${output}`);
    return { results, output };
  } finally {
    await model.close();
  }
}

/** Nothing of whoever runs the tests, but where the editor says that it can be asked. */
export function homeOf(home: string, { state }: Pick<Workspace, 'state'>): NodeJS.ProcessEnv {
  fs.mkdirSync(path.join(home, 'tmp'));
  return {
    PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: state,
    TMPDIR: path.join(home, 'tmp'),
    TERM: 'dumb',
    LANG: 'C.UTF-8',
    DO_NOT_TRACK: '1',
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

async function run(
  args: readonly string[],
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly output: string }> {
  // A group of its own: what it starts ends with it.
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const timer = setTimeout(() => endGroup(child.pid), limitMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  endGroup(child.pid);
  return { code, output };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
