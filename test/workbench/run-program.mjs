/** Runs a program to its end and returns what it said; a non-zero exit code is an answer, not an error. */
import { spawn } from 'node:child_process';

/** @returns {Promise<{ code: number | null, stdout: string, stderr: string }>} code is null after a signal */
export function runProgram(command, args, { cwd, env, input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {}); // the program may end without reading
    child.stdin.end(input);
  });
}
