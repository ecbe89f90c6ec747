import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseNdiff } from '../golden/ndiff.ts';
import { milliseconds, percentile } from './statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'server/dist/cli.mjs');
const golden = path.join(root, 'test/golden');

const extensions = ['ts', 'tsx', 'js', 'py', 'java', 'cs', 'rb', 'php', 'rs', 'kt', 'sh', 'go', 'yaml'] as const;
const linesPerFile = 300;

/** Large change sets through the CLI as a process of its own: time, and the most memory it held. */
export async function benchSets(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['changed files', 'languages', 'review', 'peak memory']];
  const texts = codeByExtension();
  for (const files of [10, 100, 1_000]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
    try {
      writeSides(folder, texts, files);
      const runs: Run[] = [];
      for (let round = 0; round < 3; round += 1) runs.push(await review(folder));
      rows.push([
        String(files),
        String(Math.min(files, texts.size)),
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

/** The after-sides of the golden cases: code that has what the analysis looks for. */
function codeByExtension(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const names = fs.readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ndiff'));
  for (const name of names.sort()) {
    for (const { texts } of parseNdiff(fs.readFileSync(path.join(golden, name), 'utf8'), name)) {
      for (const [file, text] of Object.entries(texts.after)) {
        const extension = path.extname(file).slice(1);
        if (!extensions.some((each) => each === extension)) continue;
        found.set(extension, [...(found.get(extension) ?? []), text]);
      }
    }
  }
  return found;
}

/** Files of about `linesPerFile` lines; in each one a line is added. */
function writeSides(folder: string, texts: ReadonlyMap<string, readonly string[]>, count: number): void {
  const kinds = [...texts];
  for (let number = 0; number < count; number += 1) {
    const [extension, cases] = kinds[number % kinds.length]!;
    const parts: string[] = [];
    for (let at = number, lines = 0; lines < linesPerFile; at += 1) {
      const part = cases[at % cases.length]!;
      parts.push(part);
      lines += part.split('\n').length;
    }
    const name = `src/part${number % 20}/file${number}.${extension}`;
    const comment = ['py', 'rb', 'sh', 'yaml'].includes(extension) ? '#' : '//';
    for (const [side, text] of [
      ['before', parts.join('\n')],
      ['after', [...parts, `${comment} ${number}`, cases[(number + 7) % cases.length]!].join('\n')],
    ] as const) {
      const file = path.join(folder, side, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
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
    const timer = setInterval(() => (peak = Math.max(peak, peakMegabytes(child.pid))), 20);
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(timer);
      if (status === null) reject(new Error(`countersign ${args.slice(1).join(' ')}: ${errors}`));
      else resolve({ ms: performance.now() - start, megabytes: peak });
    });
  });
}

/** From the kernel, which keeps the highest; 0 where it does not tell. */
function peakMegabytes(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'));
    return line === null ? 0 : Math.round(Number(line[1]) / 1024);
  } catch {
    return 0;
  }
}
