import type { Baseline } from './baseline.ts';
import { readSnapshot, type SizeLimits, type Snapshot } from './files.ts';
import type { Repository } from './git-repository.ts';
import type { LeftOutRules } from './left-out.ts';
import { listFiles } from './list-files.ts';

export interface FirstSight {
  readonly root: string;
  readonly repository: Repository | null;
  readonly baseline: Baseline;
  readonly rules: LeftOutRules;
  readonly limits: SizeLimits;
}

const maxFiles = 20_000;
const maxTotalBytes = 512 * 1024 * 1024;
const filesAtOnce = 500;

/**
 * Without git, what is there when we first look is what edits are compared with. An interrupted first look goes on: files
 * it had seen keep the content they had then.
 */
export async function rememberFirstSight({ root, repository, baseline, rules, limits }: FirstSight): Promise<void> {
  const { seed, entries } = baseline.state();
  if (repository !== null || seed.kind !== 'first-sight' || seed.isComplete) return;
  const { paths } = await listFiles(root, { skip: (path) => rules.byPlace(path) !== null, maxFiles });
  const leftOut = await rules.sort(paths);
  let totalBytes = 0;
  let versions = new Map<string, Snapshot | null>();
  for (const path of paths) {
    if (leftOut.has(path) || entries.has(path)) continue;
    const read = await readSnapshot(root, path, limits);
    if (read.kind !== 'file' || read.snapshot.bytes === null) continue;
    totalBytes += read.snapshot.bytes.length;
    if (totalBytes > maxTotalBytes) break;
    versions.set(path, read.snapshot);
    if (versions.size < filesAtOnce) continue;
    await baseline.writeFirstSight(versions);
    versions = new Map();
  }
  await baseline.writeFirstSight(versions);
  await baseline.moveSeed({ kind: 'first-sight', isComplete: true }, null);
}
