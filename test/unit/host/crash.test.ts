import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openBaseline } from '../../../server/src/host/baseline.ts';
import { nodeDisk } from '../../../server/src/host/durable.ts';
import { defaultSizeLimits } from '../../../server/src/host/files.ts';
import { openJournal } from '../../../server/src/host/journal.ts';
import { readLedger } from '../../../server/src/host/ledger-file.ts';
import { withLock } from '../../../server/src/host/lock.ts';
import { scratch } from './scratch.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);

describe.skipIf(!runsTypeScript)('a process that is killed at any moment', { timeout: 60_000 }, () => {
  it('loses nothing it had said was recorded, and leaves whole files', async () => {
    const files = scratch();
    files.write('.state/keep', '');
    let recorded = 0;
    for (let round = 0; round < 10; round++) {
      recorded = Math.max(recorded, await runAndKill(files.root, 20 + round * 13));

      const verified = await readLedger(files.at('.state/ledger.jsonl'));
      expect(['intact', 'torn']).toContain(verified?.kind);
      expect(verified?.records.length).toBeGreaterThanOrEqual(recorded);
      const text = files.has('file.ts') ? files.read('file.ts').toString() : '';
      expect(new Set(text.trim().split(' ')).size).toBe(1);
      const baseline = await withLock(files.at('.state/worktree.lock'), () =>
        openBaseline({
          folder: files.at('.state'),
          repository: null,
          disk: nodeDisk,
          now: Date.now,
          limits: defaultSizeLimits,
        }),
      );
      expect(baseline.takeProblems()).toEqual([]);
      expect((await baseline.read('file.ts', null)).kind).not.toBe('unreadable');
      expect(await (await openJournal(files.at('.state/journal'), nodeDisk, Date.now)).reload()).toEqual([]);
    }
    expect(recorded).toBeGreaterThan(0);
    expect(readdirSync(files.at('.state')).filter((name) => name.includes('.damaged-'))).toEqual([]);
  });
});

/** Answers the last record it had announced. */
async function runAndKill(root: string, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./crash-writer.ts', import.meta.url)), root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => setTimeout(() => resolve(void child.kill('SIGKILL')), afterMs));
    child.once('exit', (code) => (code === null ? resolve() : reject(new Error(Buffer.concat(errors).toString()))));
  });
  if (child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  return Number([...output.matchAll(/recorded (\d+)/g)].at(-1)?.[1] ?? 0);
}
