import { appendFileSync, chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openBaseline, type Baseline } from '../../../server/src/host/baseline.ts';
import { nodeDisk, type Disk } from '../../../server/src/host/durable.ts';
import { defaultSizeLimits, readSnapshot, type Snapshot } from '../../../server/src/host/files.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { openJournal, type JournalEntry } from '../../../server/src/host/journal.ts';
import { openStateDirectory } from '../../../server/src/host/state-directory.ts';
import { countSteps, failAt } from './failing-disk.ts';
import { isRoot, repository, scratch, type Scratch } from './scratch.ts';

async function baselineOf(files: Scratch, disk: Disk = nodeDisk): Promise<Baseline> {
  const opened = await openRepository(files.root);
  return await openBaseline({
    folder: files.at('.git/countersign/test'),
    repository: opened,
    disk,
    now: () => Date.now(),
    limits: defaultSizeLimits,
  });
}

async function onDisk(files: Scratch, path: string): Promise<Snapshot | null> {
  const read = await readSnapshot(files.root, path);
  return read.kind === 'file' ? read.snapshot : null;
}

async function textOf(baseline: Baseline, path: string): Promise<string | null> {
  const read = await baseline.read(path, null);
  return read.kind === 'file' ? read.snapshot.version.text : null;
}

describe('the baseline', () => {
  it('is HEAD at first, and what was accepted since', async () => {
    const files = repository();
    files.write('a.ts', 'head');
    files.commit('base');
    files.write('a.ts', 'accepted\r\n', 0o755);
    const baseline = await baselineOf(files);
    expect([await textOf(baseline, 'a.ts'), await textOf(baseline, 'none.ts')]).toEqual(['head', null]);
    await baseline.write(
      new Map([
        ['a.ts', await onDisk(files, 'a.ts')],
        ['gone.ts', null],
      ]),
    );
    const again = await baselineOf(files);
    expect(await again.read('a.ts', null)).toMatchObject({
      snapshot: { version: { text: 'accepted\r\n', mode: '100755' }, permissions: 0o755 },
    });
  });

  it('is shared by processes that take turns', async () => {
    const files = repository();
    files.commit('base');
    const [one, other] = [await baselineOf(files), await baselineOf(files)];
    files.write('a.ts', 'first');
    await one.write(new Map([['a.ts', await onDisk(files, 'a.ts')]]));
    await other.reload();
    expect(await textOf(other, 'a.ts')).toBe('first');
    await other.write(new Map([['a.ts', null]]));
    await one.reload();
    expect(await textOf(one, 'a.ts')).toBeNull();
  });

  it('does not grow without end', async () => {
    const files = repository();
    files.commit('base');
    const baseline = await baselineOf(files);
    for (let count = 0; count < 2100; count++) await baseline.write(new Map([['a.ts', null]]));
    expect(files.read('.git/countersign/test/baseline.jsonl').toString().split('\n').length).toBeLessThan(200);
  });

  it('forgets an update that a crash cut off, and nothing else', async () => {
    const files = repository();
    files.commit('base');
    files.write('a.ts', 'accepted');
    await (await baselineOf(files)).write(new Map([['a.ts', await onDisk(files, 'a.ts')]]));
    appendFileSync(files.at('.git/countersign/test/baseline.jsonl'), '{"path":"a.ts","blo');
    const again = await baselineOf(files);
    expect(await textOf(again, 'a.ts')).toBe('accepted');
    await again.write(new Map([['b.ts', null]]));
    expect(await textOf(await baselineOf(files), 'a.ts')).toBe('accepted');
  });

  it('that is damaged is kept aside, begins again from git, and says so', async () => {
    for (const damage of ['not json\n', '{"path":"a.ts","blob":7}\n', '{"version":99}\n']) {
      const files = repository();
      files.write('a.ts', 'head');
      files.commit('base');
      files.write('a.ts', 'accepted');
      await (await baselineOf(files)).write(new Map([['a.ts', await onDisk(files, 'a.ts')]]));
      const path = files.at('.git/countersign/test/baseline.jsonl');
      writeFileSync(path, damage + files.read('.git/countersign/test/baseline.jsonl').toString());
      const again = await baselineOf(files);
      expect(again.takeProblems()).toMatchObject([{ code: 'CS3040' }]);
      expect(await textOf(again, 'a.ts')).toBe('head');
      expect(readdirSync(files.at('.git/countersign/test')).filter((name) => name.includes('.damaged-'))).toHaveLength(
        1,
      );
    }
  });

  it('notices an object whose bytes are no longer what they were', async () => {
    const files = repository();
    files.write('a.ts', 'head');
    files.commit('base');
    files.write('a.ts', 'accepted');
    const baseline = await baselineOf(files);
    const snapshot = await onDisk(files, 'a.ts');
    await baseline.write(new Map([['a.ts', snapshot]]));
    files.write(`.git/countersign/test/objects/${snapshot?.version.blob ?? ''}`, 'tampered');
    expect(await textOf(baseline, 'a.ts')).toBe('head');
    expect(baseline.takeProblems()).toMatchObject([{ code: 'CS3040', path: 'a.ts' }]);
  });

  it('keeps what it had when the disk is full at any step', async () => {
    const act = async (files: Scratch, disk: Disk): Promise<void> => {
      const baseline = await baselineOf(files, disk);
      await baseline.write(new Map([['a.ts', await onDisk(files, 'a.ts')]]));
    };
    const prepare = async (): Promise<Scratch> => {
      const files = repository();
      files.write('a.ts', 'head');
      files.commit('base');
      await baselineOf(files);
      files.write('a.ts', 'new');
      return files;
    };
    const counted = await prepare();
    const steps = await countSteps((disk) => act(counted, disk));
    expect(steps.filter((step) => step === 'sync')).toHaveLength(2);
    for (const [index, step] of steps.entries()) {
      const files = await prepare();
      await expect(act(files, failAt(nodeDisk, index, 'ENOSPC')), `${index} ${step}`).rejects.toMatchObject({
        problem: { code: 'CS3021' },
      });
      const again = await baselineOf(files);
      expect(['head', 'new']).toContain(await textOf(again, 'a.ts'));
      expect(again.takeProblems()).toEqual([]);
    }
  });

  it('drops objects that nothing names, never those that are named', async () => {
    const files = repository();
    files.commit('base');
    const baseline = await baselineOf(files);
    const [old, kept] = [
      await baseline.objects.put(Buffer.from('old')),
      await baseline.objects.put(Buffer.from('kept')),
    ];
    expect(await baseline.objects.collect(new Set([kept]))).toBe(0);
    const { utimesSync } = await import('node:fs');
    for (const blob of [old, kept]) utimesSync(files.at(`.git/countersign/test/objects/${blob}`), 0, 0);
    expect(await baseline.objects.collect(new Set([kept]))).toBe(1);
    expect(await baseline.objects.get(old)).toBeNull();
    expect(Buffer.from((await baseline.objects.get(kept)) ?? []).toString()).toBe('kept');
  });
});

describe('the journal', () => {
  const entry: JournalEntry = {
    id: 'set-1',
    origin: { kind: 'unattributed', channel: 'disk', held: false, claimedBy: 'watcher' },
    title: 'Edits on disk',
    landedAt: '2026-11-21T09:00:00.000Z',
    lastActivityMs: 1,
    paths: ['a.ts'],
    amended: [],
    review: null,
    decided: [],
  };

  it('is there again after a restart, and in another window', async () => {
    const files = scratch();
    const [one, other] = [
      await openJournal(files.root, nodeDisk, Date.now),
      await openJournal(files.root, nodeDisk, Date.now),
    ];
    await one.save(entry);
    await other.reload();
    expect(other.entries()).toEqual([entry]);
    await other.save({ ...entry, title: 'changed' });
    await one.reload();
    expect(one.entries()).toMatchObject([{ title: 'changed' }]);
    await one.remove('set-1');
    await other.reload();
    expect(other.entries()).toEqual([]);
  });

  it('puts a damaged entry aside and keeps the others', async () => {
    const files = scratch();
    const journal = await openJournal(files.root, nodeDisk, Date.now);
    await journal.save(entry);
    await journal.save({ ...entry, id: 'set-2' });
    files.write('set-1.json', files.read('set-1.json').toString().slice(0, 40));
    const again = await openJournal(files.root, nodeDisk, Date.now);
    expect(await again.reload()).toMatchObject([{ code: 'CS3043' }]);
    expect(again.entries().map(({ id }) => id)).toEqual(['set-2']);
    expect(readdirSync(files.root).some((name) => name.startsWith('set-1.json.damaged-'))).toBe(true);
  });

  it('holds the old entry or the new one when the disk is full at any step', async () => {
    const steps = await countSteps(async (disk) => (await openJournal(scratch().root, disk, Date.now)).save(entry));
    for (const index of steps.keys()) {
      const files = scratch();
      await (await openJournal(files.root, nodeDisk, Date.now)).save(entry);
      const journal = await openJournal(files.root, failAt(nodeDisk, index, 'ENOSPC'), Date.now);
      await expect(journal.save({ ...entry, title: 'new' })).rejects.toMatchObject({ problem: { code: 'CS3021' } });
      const again = await openJournal(files.root, nodeDisk, Date.now);
      expect(await again.reload()).toEqual([]);
      expect(['Edits on disk', 'new']).toContain(again.entries()[0]?.title);
    }
  });
});

describe('the state directory', () => {
  it('is the owner’s alone, under the git common directory, the same for all work trees', async () => {
    const files = repository();
    files.commit('base');
    const opened = await openRepository(files.root);
    const state = await openStateDirectory({ root: files.root, repository: opened });
    expect(state.root).toBe(files.at('.git/countersign'));
    expect(files.mode('.git/countersign')).toBe(0o700);
    const other = scratch();
    files.git('worktree', 'add', '--quiet', '--detach', other.at('tree'));
    const linked = await openStateDirectory({
      root: other.at('tree'),
      repository: await openRepository(other.at('tree')),
    });
    expect(linked.ledger).toBe(state.ledger);
    expect(linked.worktree).not.toBe(state.worktree);
  });

  it('takes rights away that others have, and refuses a link', async () => {
    const files = repository();
    const opened = await openRepository(files.root);
    files.write('.git/countersign/x', '');
    chmodSync(files.at('.git/countersign'), 0o755);
    await openStateDirectory({ root: files.root, repository: opened });
    expect(files.mode('.git/countersign')).toBe(0o700);
    files.remove('.git/countersign');
    files.link('.git/countersign', scratch().root);
    await expect(openStateDirectory({ root: files.root, repository: opened })).rejects.toMatchObject({
      problem: { code: 'CS3020' },
    });
  });

  it('without git is below the user’s own, by platform', async () => {
    const files = scratch();
    const environment = { HOME: files.at('home'), XDG_STATE_HOME: files.at('state'), LOCALAPPDATA: files.at('local') };
    const linux = await openStateDirectory({ root: files.root, repository: null, environment, platform: 'linux' });
    expect(linux.root.startsWith(files.at('state/countersign/'))).toBe(true);
    const mac = await openStateDirectory({ root: files.root, repository: null, environment, platform: 'darwin' });
    expect(mac.root.startsWith(files.at('home/Library/Application Support/Countersign/'))).toBe(true);
    const windows = await openStateDirectory({ root: files.root, repository: null, environment, platform: 'win32' });
    expect(windows.root.startsWith(files.at('local/Countersign/'))).toBe(true);
  });

  it.skipIf(isRoot)('goes to the user’s own when the git directory cannot be written', async () => {
    const files = repository();
    const opened = await openRepository(files.root);
    chmodSync(files.at('.git'), 0o555);
    const environment = { HOME: files.at('home'), XDG_STATE_HOME: files.at('state') };
    const state = await openStateDirectory({ root: files.root, repository: opened, environment, platform: 'linux' });
    chmodSync(files.at('.git'), 0o755);
    expect(state.root.startsWith(files.at('state/countersign/'))).toBe(true);
  });

  it.skipIf(!isRoot)('refuses one of another user', async () => {
    const files = repository();
    const { chownSync } = await import('node:fs');
    files.write('.git/countersign/x', '');
    chownSync(files.at('.git/countersign'), 12345, 12345);
    await expect(
      openStateDirectory({ root: files.root, repository: await openRepository(files.root) }),
    ).rejects.toMatchObject({ problem: { code: 'CS3020' } });
  });
});
