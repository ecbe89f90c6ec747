import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kindCount, writeCodeSet } from './code-sets.ts';
import { runCli, type CliRun } from './run-cli.ts';
import { milliseconds, percentile } from './statistics.ts';

const review = ['review', '--before', 'before', '--after', 'after', '--format', 'json'];

/** Large change sets through the CLI as a process of its own: time, and the most memory it held. */
export async function benchSets(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['changed files', 'languages', 'review', 'processor time', 'peak memory']];
  for (const files of [10, 100, 1_000]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
    try {
      writeCodeSet(folder, files);
      const runs: CliRun[] = [];
      for (let round = 0; round < 3; round += 1) runs.push(await runCli(folder, review));
      const median = (of: (run: CliRun) => number): number => percentile(runs.map(of), 0.5);
      rows.push([
        String(files),
        String(Math.min(files, kindCount)),
        milliseconds(median(({ ms }) => ms)),
        milliseconds(median(({ processorMs }) => processorMs)),
        `${median(({ megabytes }) => megabytes)} MB`,
      ]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
