import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../server/src/host/encoding.ts';
import { readSnapshot, type Snapshot } from '../../../server/src/host/files.ts';
import { isRoot, repository, scratch } from './scratch.ts';

async function snapshotOf(
  root: string,
  path: string,
  limits?: { analyseBytes: number; readBytes: number },
): Promise<Snapshot> {
  const read = await readSnapshot(root, path, limits);
  if (read.kind !== 'file') throw new Error(`${path}: ${read.kind}`);
  return read.snapshot;
}

describe('decoding', () => {
  const cases: [string, number[] | string, string][] = [
    ['UTF-8', 'grüße\n', 'utf-8'],
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a], 'utf-8'],
    ['UTF-16 LE', [0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00], 'utf-16le'],
    ['UTF-16 BE', [0xfe, 0xff, 0x00, 0x61, 0x00, 0x0a], 'utf-16be'],
    ['mixed line endings and no final newline', 'a\r\nb\nc\rd', 'utf-8'],
    ['an empty file', '', 'utf-8'],
  ];
  it.each(cases)('reads %s and writes the same bytes back', (_, content, charset) => {
    const bytes = Buffer.from(content as string);
    const decoded = decodeText(bytes);
    if (decoded.kind !== 'text') throw new Error(decoded.kind);
    expect(decoded.encoding.charset).toBe(charset);
    expect(decoded.text.startsWith('\ufeff')).toBe(false);
    expect(Buffer.from(encodeText(decoded.text, decoded.encoding))).toEqual(bytes);
  });

  it('never guesses: whatever is taken for text becomes the same bytes again', () => {
    assert(
      property(
        uint8Array({ maxLength: 200 }),
        constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]),
        (body, mark) => {
          const bytes = Buffer.from([...mark, ...body]);
          const decoded = decodeText(bytes);
          return decoded.kind !== 'text' || Buffer.from(encodeText(decoded.text, decoded.encoding)).equals(bytes);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['Latin-1', [0x67, 0x72, 0xfc, 0xdf, 0x65], 'undecodable'],
    ['a lone surrogate in UTF-16', [0xff, 0xfe, 0x00, 0xd8], 'undecodable'],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], 'undecodable'],
    ['a NUL byte', [0x61, 0x00, 0x62], 'binary'],
    ['a NUL byte far behind', [...Array<number>(20_000).fill(0x61), 0x00], 'binary'],
  ])('does not judge %s', (_, bytes, kind) => {
    expect(decodeText(Uint8Array.from(bytes)).kind).toBe(kind);
  });
});

describe('reading a workspace file', () => {
  it('gives the blob id that git gives', async () => {
    const files = repository();
    files.write('a.txt', 'one\r\ntwo');
    const { version } = await snapshotOf(files.root, 'a.txt');
    expect(version).toEqual({
      text: 'one\r\ntwo',
      blob: files.git('hash-object', '--no-filters', 'a.txt'),
      mode: '100644',
    });
  });

  it('says that a file which is not there is absent, and one that cannot be read is a problem', async () => {
    const files = scratch();
    expect(await readSnapshot(files.root, 'none.ts')).toEqual({ kind: 'absent' });
    files.write('file', '');
    expect(await readSnapshot(files.root, 'file/below')).toEqual({ kind: 'absent' });
  });

  it.skipIf(isRoot)('never takes an unreadable file or folder for an empty one', async () => {
    const files = scratch();
    files.write('secret.ts', 'x', 0o000);
    files.write('closed/a.ts', 'x');
    execFileSync('chmod', ['000', files.at('closed')]);
    for (const path of ['secret.ts', 'closed/a.ts']) {
      const read = await readSnapshot(files.root, path);
      expect(read).toMatchObject({ kind: 'unreadable', problem: { code: 'CS3001', path } });
    }
    execFileSync('chmod', ['755', files.at('closed')]);
  });

  it('analyses up to one limit and reads up to the other', async () => {
    const files = scratch();
    files.write('big.ts', 'a'.repeat(30));
    files.write('huge.ts', 'b'.repeat(300));
    const limits = { analyseBytes: 20, readBytes: 100 };
    const big = await snapshotOf(files.root, 'big.ts', limits);
    expect(big).toMatchObject({ notJudged: { reason: 'too-large' }, version: { text: '' } });
    expect(big.bytes?.length).toBe(30);
    const huge = await snapshotOf(files.root, 'huge.ts', limits);
    expect(huge).toMatchObject({ notJudged: { reason: 'too-large' }, bytes: null });
    expect(huge.version.blob).toBe((await snapshotOf(files.root, 'huge.ts')).version.blob);
  });

  it('reads a link as a link, wherever it points', async () => {
    const files = scratch();
    files.link('link', '/etc/passwd');
    const { version, notJudged } = await snapshotOf(files.root, 'link');
    expect(version.mode).toBe('120000');
    expect(version.text).toBe('');
    expect(notJudged?.reason).toBe('symlink');
  });

  it('refuses folders that lead out of the workspace, and paths into .git', async () => {
    const files = scratch();
    files.link('out', '/etc');
    files.link('dangling', '/nowhere/at/all');
    files.write('real/a.ts', 'a');
    files.link('inside', 'real');
    for (const path of [
      'out/passwd',
      'dangling/a',
      '../a',
      '/etc/passwd',
      '.git/config',
      'a/.GIT/hooks/x',
      'a/../../b',
      '.git /x',
    ]) {
      expect(await readSnapshot(files.root, path), path).toMatchObject({
        kind: 'unreadable',
        problem: { code: 'CS3002' },
      });
    }
    expect((await snapshotOf(files.root, 'inside/a.ts')).version.text).toBe('a');
  });

  it('does not hang on a pipe and does not read a folder', async () => {
    const files = scratch();
    execFileSync('mkfifo', [files.at('pipe')]);
    mkdirSync(files.at('folder'));
    expect(await readSnapshot(files.root, 'pipe')).toMatchObject({ kind: 'unreadable' });
    expect(await readSnapshot(files.root, 'folder')).toEqual({ kind: 'absent' });
  });
});
