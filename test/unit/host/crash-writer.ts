/** Run as a process of its own, to be killed at any moment: decides for ever, and says each step when it is on disk. */
import { writeSync } from 'node:fs';
import { toProblemBody } from '../../../server/src/core/record.ts';
import { openBaseline } from '../../../server/src/host/baseline.ts';
import { systemClock } from '../../../server/src/host/clock.ts';
import { nodeDisk } from '../../../server/src/host/durable.ts';
import { defaultSizeLimits, readSnapshot } from '../../../server/src/host/files.ts';
import { openJournal } from '../../../server/src/host/journal.ts';
import { openLedger } from '../../../server/src/host/ledger-file.ts';
import { withLock } from '../../../server/src/host/lock.ts';
import { restoreFile } from '../../../server/src/host/restore.ts';

const root = process.argv[2] ?? '';
const at = (path: string): string => `${root}/${path}`;
const now = (): number => Date.now();
const ledger = openLedger({
  ledger: at('.state/ledger.jsonl'),
  ledgerLock: at('.state/ledger.lock'),
  disk: nodeDisk,
  clock: systemClock,
  toolVersion: '0',
});
const journal = await openJournal(at('.state/journal'), nodeDisk, now);
const origin = { kind: 'unattributed', channel: 'disk', held: false, claimedBy: 'watcher' } as const;

for (let round = 0; ; round++) {
  const record = await ledger.append(
    toProblemBody(`round ${round} ${'x'.repeat(2000)}`, { decidedAt: new Date().toISOString(), toolVersion: '0' }),
  );
  writeSync(1, `recorded ${record.seq}\n`);
  const content = Buffer.from(`${round} `.repeat(20_000));
  const current = await readSnapshot(root, 'file.ts');
  const expected = current.kind === 'file' ? current.snapshot.version.blob : null;
  const wanted = { kind: 'file', bytes: content, mode: '100644', permissions: 0o600 } as const;
  const problem = await restoreFile({ root, path: 'file.ts', wanted, expected, emptyFolders: 'keep' });
  if (problem !== null) throw new Error(problem.message);
  await withLock(at('.state/worktree.lock'), async () => {
    const baseline = await openBaseline({
      folder: at('.state'),
      repository: null,
      disk: nodeDisk,
      now,
      limits: defaultSizeLimits,
    });
    const read = await readSnapshot(root, 'file.ts');
    await baseline.write(new Map([['file.ts', read.kind === 'file' ? read.snapshot : null]]));
    await journal.save({
      id: 'set',
      origin,
      title: `${round}`,
      landedAt: '',
      lastActivityMs: round,
      paths: [],
      amended: [],
      review: null,
      decided: [],
    });
  });
  writeSync(1, `settled ${round}\n`);
}
