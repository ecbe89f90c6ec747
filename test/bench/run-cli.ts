import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { memoryOf } from './memory.ts';

const cli = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');
const sampleEveryMs = 20;

export interface CliRun {
  readonly ms: number;
  /** Of all its threads: what it would take one quiet core. */
  readonly processorMs: number;
  /** The most that it held. */
  readonly megabytes: number;
  readonly output: string;
}

/** The built command line as a process of its own. @throws Error when it says nothing */
export function runCli(folder: string, words: readonly string[], environment = process.env): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, [cli, ...words], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let errors = '';
    let [megabytes, processorMs] = [0, 0];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    const timer = setInterval(() => {
      megabytes = Math.max(megabytes, memoryOf(child.pid)?.peak ?? 0);
      processorMs = Math.max(processorMs, processorMsOf(child.pid));
    }, sampleEveryMs);
    child.on('error', reject);
    child.on('close', () => {
      clearInterval(timer);
      const ms = performance.now() - start;
      if (output.length === 0) reject(new Error(`countersign ${words.join(' ')}: ${errors}`));
      else resolve({ ms, processorMs, megabytes, output: Buffer.concat(output).toString('utf8') });
    });
  });
}

/** User and system time, in ticks of 10 ms; 0 where the kernel does not tell. @see proc(5) */
function processorMsOf(pid: number | undefined): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
