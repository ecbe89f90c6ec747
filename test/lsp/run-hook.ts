import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Workspace } from './server-process.ts';

const program = path.resolve(import.meta.dirname, '../../server/dist/hook.cjs');

export interface HookRun {
  /** What the agent reads; null when it is no JSON. */
  readonly answer: unknown;
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** The built hook as an agent starts it: a payload on standard input, an answer on standard output. */
export async function runHook(
  workspace: Workspace,
  agent: string,
  payload: object | string,
  options: readonly string[] = [],
): Promise<HookRun> {
  const node = process.env['COUNTERSIGN_NODE'] ?? process.execPath;
  const child = spawn(node, [program, agent, ...options], {
    cwd: workspace.root,
    env: { ...process.env, XDG_STATE_HOME: workspace.state },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined); // it may answer before it has read everything
  child.stdin.end(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const exitCode = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  let answer: unknown = null;
  try {
    answer = JSON.parse(stdout);
  } catch {
    // The test says what it expected.
  }
  return { answer, exitCode, stderr };
}
