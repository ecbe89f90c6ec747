import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kindCount, writeCodeSet } from './code-sets.ts';
import { memoryOf } from './memory.ts';
import { milliseconds, percentile } from './statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'server/dist/cli.mjs');
/** Large change sets through the CLI as a process of its own: time, and the most memory it held. */
export async function benchSets(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['changed files', 'languages', 'review', 'peak memory']];
  for (const files of [10, 100, 1_000]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
    try {
      writeCodeSet(folder, files);
      const runs: Run[] = [];
      for (let round = 0; round < 3; round += 1) runs.push(await review(folder));
      rows.push([
        String(files),
        String(Math.min(files, kindCount)),
        milliseconds(
          percentile(
            runs.map(({ ms }) => ms),
            0.5,
          ),
        ),
        `${percentile(
          runs.map(({ megabytes }) => megabytes),
          0.5,
        )} MB`,
      ]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

function review(folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const args = [cli, 'review', '--before', 'before', '--after', 'after', '--format', 'json'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    let peak = 0;
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    const timer = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid)?.peak ?? 0)), 20);
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(timer);
      if (status === null) reject(new Error(`countersign ${args.slice(1).join(' ')}: ${errors}`));
      else resolve({ ms: performance.now() - start, megabytes: peak });
    });
  });
}
