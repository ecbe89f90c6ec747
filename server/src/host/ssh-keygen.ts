import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { errorCode, HostProblem, hostProblem } from './problems.ts';

export interface KeygenRun {
  /** `ssh-keygen`, or what the user's own git configuration names in its place. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly input: string | Uint8Array;
  readonly timeoutMs: number;
  /** What it asks of a person (a touch, a passphrase) goes to the terminal. */
  readonly isAttended: boolean;
}

export interface KeygenAnswer {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

const maxOutputBytes = 1024 * 1024;

/**
 * Runs without a shell and answers whatever it said.
 *
 * @throws HostProblem when the program is not there or takes too long
 */
export async function runKeygen(run: KeygenRun): Promise<KeygenAnswer> {
  return await new Promise<KeygenAnswer>((resolve, reject) => {
    const child = spawn(run.program, run.arguments, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let sizeBytes = 0;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new HostProblem(
          hostProblem('signingFailed', worded`"${run.program}" did not answer in ${run.timeoutMs / 1000} s.`),
        ),
      );
    }, run.timeoutMs);
    const keep = (chunks: Buffer[], chunk: Buffer): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxOutputBytes) chunks.push(chunk);
      else child.kill('SIGKILL');
    };
    child.stdout.on('data', (chunk: Buffer) => keep(output, chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      keep(complaint, chunk);
      // Questions are for whoever sits there; what it says of its own doing is not.
      if (run.isAttended) process.stderr.write(chunk.toString('utf8').replace(/^Signing .*\n/m, ''));
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      const isMissing = errorCode(error) === 'ENOENT' || errorCode(error) === 'EACCES';
      reject(
        isMissing
          ? new HostProblem(hostProblem('keygenMissing', worded`"${run.program}" could not be started.`))
          : error,
      );
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
      resolve({ exitCode: code ?? 128, output: text(output), complaint: text(complaint) });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input);
  });
}

/** A file of ours alone for what the program takes only from files. */
export async function withTemporaryFile<T>(text: string, act: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const path = join(folder, 'given.pub');
    await writeFile(path, text, { mode: 0o600 });
    return await act(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
