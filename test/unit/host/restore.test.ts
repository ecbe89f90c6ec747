import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blobId } from '../../../server/src/host/blob-id.ts';
import { nodeDisk, writeDurably, type Disk } from '../../../server/src/host/durable.ts';
import { readSnapshot } from '../../../server/src/host/files.ts';
import { restoreFile, type Restore, type Wanted } from '../../../server/src/host/restore.ts';
import { countSteps, failAt } from './failing-disk.ts';
import { isRoot, scratch, type Scratch } from './scratch.ts';

const contents: [string, Buffer][] = [
  ['LF', Buffer.from('a\nb\n')],
  ['CRLF', Buffer.from('a\r\nb\r\n')],
  ['mixed endings, none at the end', Buffer.from('a\r\nb\nc')],
  ['a byte order mark', Buffer.from('\ufeffa\r\n')],
  ['UTF-16 LE', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0d, 0x00, 0x0a, 0x00])],
  ['UTF-16 BE', Buffer.from([0xfe, 0xff, 0x00, 0x61])],
  ['Latin-1', Buffer.from([0x67, 0x72, 0xfc, 0xdf])],
  ['binary', Buffer.from([0, 1, 2, 255])],
  ['nothing', Buffer.alloc(0)],
];

async function remember(files: Scratch, path: string): Promise<Wanted> {
  const read = await readSnapshot(files.root, path);
  if (read.kind !== 'file') return { kind: 'absent' };
  const { bytes, version, permissions } = read.snapshot;
  return { kind: 'file', bytes: bytes ?? new Uint8Array(), mode: version.mode ?? '100644', permissions };
}

function restoreOf(files: Scratch, path: string, wanted: Wanted): Restore {
  const expected = files.has(path) && path !== 'link' ? blobId(files.read(path)) : null;
  return { root: files.root, path, wanted, expected, emptyFolders: 'remove' };
}

describe('restoring', () => {
  it.each(contents)('gives back the same bytes and mode: %s', async (_, bytes) => {
    const files = scratch();
    for (const mode of [0o644, 0o755, 0o600, 0o444]) {
      files.write('dir/file', bytes, mode);
      const before = files.hash('dir/file');
      const wanted = await remember(files, 'dir/file');
      files.remove('dir/file');
      files.write('dir/file', 'edited by an agent', 0o777);
      expect(await restoreFile(restoreOf(files, 'dir/file', wanted))).toBeNull();
      expect([files.hash('dir/file'), files.mode('dir/file')]).toEqual([before, mode]);
    }
  });

  it('brings a deleted file back with its folders, and removes a created one with the folders it leaves empty', async () => {
    const files = scratch();
    files.write('a/b/c.ts', 'old', 0o640);
    files.write('keep.ts', '');
    const wanted = await remember(files, 'a/b/c.ts');
    files.remove('a');
    expect(await restoreFile(restoreOf(files, 'a/b/c.ts', wanted))).toBeNull();
    expect([files.read('a/b/c.ts').toString(), files.mode('a/b/c.ts')]).toEqual(['old', 0o640]);
    expect(await restoreFile(restoreOf(files, 'a/b/c.ts', { kind: 'absent' }))).toBeNull();
    expect(files.has('a')).toBe(false);
    expect(files.has('keep.ts')).toBe(true);
  });

  it('replaces a link by the file it was, never what the link points to', async () => {
    const files = scratch();
    const outside = scratch();
    outside.write('victim', 'precious');
    files.write('file', 'mine');
    const wanted = await remember(files, 'file');
    files.remove('file');
    files.link('file', outside.at('victim'));
    const link = await readSnapshot(files.root, 'file');
    const expected = link.kind === 'file' ? link.snapshot.version.blob : null;
    expect(await restoreFile({ root: files.root, path: 'file', wanted, expected, emptyFolders: 'keep' })).toBeNull();
    expect(files.read('file').toString()).toBe('mine');
    expect(outside.read('victim').toString()).toBe('precious');
  });

  it('makes a link again', async () => {
    const files = scratch();
    files.link('link', 'target');
    const wanted = await remember(files, 'link');
    files.remove('link');
    expect(await restoreFile(restoreOf(files, 'link', wanted))).toBeNull();
    expect(readlinkSync(files.at('link'))).toBe('target');
  });

  it('refuses to overwrite bytes that came after the review', async () => {
    const files = scratch();
    files.write('a.ts', 'old');
    const restore = restoreOf(files, 'a.ts', await remember(files, 'a.ts'));
    files.write('a.ts', 'newer');
    expect(await restoreFile(restore)).toMatchObject({ code: 'CS3003' });
    expect(files.read('a.ts').toString()).toBe('newer');
  });

  it('refuses to leave the workspace', async () => {
    const files = scratch();
    const outside = scratch();
    files.link('out', outside.root);
    const wanted: Wanted = { kind: 'file', bytes: Buffer.from('x'), mode: '100644', permissions: null };
    for (const path of ['out/a', '../a', '.git/hooks/pre-commit']) {
      expect(await restoreFile({ root: files.root, path, wanted, expected: null, emptyFolders: 'keep' })).toMatchObject(
        { code: 'CS3002' },
      );
    }
    expect(readdirSync(outside.root)).toEqual([]);
  });

  it.skipIf(isRoot)('says that a read-only folder cannot be written, and changes nothing', async () => {
    const files = scratch();
    files.write('dir/a.ts', 'new');
    const { chmodSync } = await import('node:fs');
    chmodSync(files.at('dir'), 0o555);
    const wanted: Wanted = { kind: 'file', bytes: Buffer.from('old'), mode: '100644', permissions: null };
    expect(await restoreFile(restoreOf(files, 'dir/a.ts', wanted))).toMatchObject({ code: 'CS3004' });
    expect(files.read('dir/a.ts').toString()).toBe('new');
    chmodSync(files.at('dir'), 0o755);
  });
});

describe('a disk that fails', () => {
  const act = (files: Scratch) => (disk: Disk) => writeDurably(disk, files.at('file'), Buffer.from('new'), 0o600);

  it('leaves the old bytes or the new ones, whichever step fails, and no temporary file', async () => {
    const steps = await countSteps(act(fresh()));
    expect(steps).toEqual(['open', 'write', 'setPermissions', 'sync', 'close', 'rename', 'syncDirectory']);
    for (const [index, step] of steps.entries()) {
      const files = fresh();
      await expect(act(files)(failAt(nodeDisk, index, 'ENOSPC')), step).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(files.root), step).toEqual(['file']);
      expect(files.read('file').toString(), step).toBe(step === 'syncDirectory' ? 'new' : 'old');
    }
  });

  it('is a problem with a code for who restores, and never an exception', async () => {
    for (let step = 0; step < 6; step++) {
      const files = fresh();
      const wanted: Wanted = { kind: 'file', bytes: Buffer.from('x'), mode: '100644', permissions: null };
      const problem = await restoreFile(restoreOf(files, 'file', wanted), failAt(nodeDisk, step, 'ENOSPC'));
      expect(problem).toMatchObject({ code: 'CS3004', message: expect.stringContaining('no space left') as string });
      expect(files.read('file').toString()).toBe('old');
    }
  });

  function fresh(): Scratch {
    const files = scratch();
    files.write('file', 'old');
    return files;
  }
});
