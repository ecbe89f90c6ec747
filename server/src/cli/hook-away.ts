import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentDefinition } from '../core/hook.ts';
import type { HookVerdict } from '../core/model/hook.ts';
import { refusal } from '../host/refusal.ts';

/**
 * What a hook does where no editor answers: a bundle of its own, because most calls are made beside one, and an agent waits for what is
 * loaded for each.
 */
export { noteCall, noteNotice } from '../host/note-call.ts';

/** What is left then is not enough for an analysis. */
const marginMs = 500;

/** In a process of its own, which a watch on the time can end: an analysis does not let timers run. */
export async function judgeElsewhere(
  agent: AgentDefinition,
  payload: string,
  directory: string,
  leftMs: number,
): Promise<string> {
  const program = await findJudge();
  const child = spawn(process.execPath, [program, 'hook', agent.id, '--alone'], {
    cwd: directory,
    timeout: Math.max(1, Math.floor(leftMs)),
    killSignal: 'SIGKILL',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined); // it ended before it had read everything; its answer says why
  child.stdin.end(payload);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const stdout = Buffer.concat(chunks).toString('utf8');
  if (exitCode === 0 && isObject(stdout)) return stdout.trimEnd();
  const fault: HookVerdict = leftMs < marginMs || exitCode === null ? refusal.pending([]) : refusal.fault('It failed.');
  return agent.answer(fault);
}

/** Beside this program; where only the launcher was installed, a file says where. */
async function findJudge(): Promise<string> {
  const beside = join(import.meta.dirname, 'cli.mjs');
  return existsSync(beside) ? beside : (await readFile(join(import.meta.dirname, 'judge'), 'utf8')).trim();
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
