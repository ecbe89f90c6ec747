import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeDisk, type Disk } from '../../../server/src/host/durable.ts';
import { failAt } from './failing-disk.ts';
import { agentWrites, effectsOn, landedOn, onlySet, reviewOf, undecided } from './landed-bench.ts';
import { repository, type ScratchRepository } from './scratch.ts';

/** A disk that can be filled and emptied: while it is full nothing new can be opened for writing. */
function fillable(): { readonly disk: Disk; readonly fill: (isFull: boolean) => void } {
  let isFull = false;
  return {
    fill: (now) => (isFull = now),
    disk: {
      ...nodeDisk,
      open: (...given) => (isFull ? failAt(nodeDisk, 0, 'ENOSPC').open(...given) : nodeDisk.open(...given)),
    },
  };
}

function withFile(): ScratchRepository {
  const files = repository();
  files.write('a.ts', 'one\n');
  files.commit('base');
  return files;
}

describe('a full disk', () => {
  it('shows nothing that is not kept, says why, and shows it when there is room again', async () => {
    const files = withFile();
    const { disk, fill } = fillable();
    const channel = await landedOn(files, {
      disk: { ...disk, open: (path, flags, permissions) => disk.open(path, flags, permissions) },
    });
    fill(true);
    files.write('a.ts', 'agent\n');
    channel.fileEvent('a.ts');
    await expect.poll(() => channel.state().problems, { timeout: 8000 }).toMatchObject([{ code: 'CS3021' }]);
    expect(undecided(channel)).toEqual({});
    fill(false);
    await channel.settled();
    expect(channel.state().problems).toEqual([]);
    expect(undecided(channel)).toEqual({ 'a.ts': ['one\n', 'agent\n'] });
  });

  it.each(['restore', 'advanceBaseline'] as const)(
    'at any step of a decision leaves file and baseline as they were or as decided, both loadable, and keeps what was decided: %s',
    async (kind) => {
      // Each has a disk of its own, and mostly waits.
      const together = 6;
      let isWhole = false;
      for (let first = 0; !isWhole && first < 60; first += together) {
        const steps = Array.from({ length: together }, (_, at) => first + at);
        const failed = await Promise.all(steps.map((step) => failsAt(kind, step)));
        isWhole = failed.includes(false);
      }
      expect(isWhole).toBe(true);
    },
  );
});

/** A decision whose disk is full at that step; false: it has fewer steps. */
async function failsAt(kind: 'restore' | 'advanceBaseline', step: number): Promise<boolean> {
  const files = withFile();
  let disk: Disk = nodeDisk;
  const seam: Disk = {
    ...nodeDisk,
    open: (...given) => disk.open(...given),
    rename: (...given) => disk.rename(...given),
    unlink: (...given) => disk.unlink(...given),
    syncDirectory: (...given) => disk.syncDirectory(...given),
  };
  const channel = await landedOn(files, { disk: seam });
  await agentWrites(channel, files, 'a.ts', 'agent\n');
  const set = onlySet(channel);
  disk = failAt(nodeDisk, step, 'ENOSPC');
  const review = reviewOf(set);
  const problem = await channel.carryOut(set.id, effectsOn(set, kind, 'a.ts'), { review, base: null });
  const hasFailed = problem !== null || channel.state().problems.length > 0;
  disk = nodeDisk;
  await channel.settled();
  const text = files.read('a.ts').toString();
  expect(['one\n', 'agent\n']).toContain(text);
  if (problem !== null) expect(['CS3004', 'CS3021']).toContain(problem.code);
  expect(readdirSync(files.root).filter((name) => name.includes('countersign'))).toEqual([]);
  await channel.close();
  const again = await landedOn(files);
  expect(again.state().problems).toEqual([]);
  const left = undecided(again);
  if (kind === 'advanceBaseline') expect(text).toBe('agent\n');
  expect([{}, { 'a.ts': ['one\n', 'agent\n'] }]).toContainEqual(left);
  if (problem === null) expect(left).toEqual({});
  const kept = again.state().sets.find(({ id }) => id === set.id)?.review ?? null;
  expect(kept).toEqual(problem === null ? review : null);
  await again.close();
  return hasFailed;
}
