import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ingestPatch,
  ingestTexts,
  ingestVersions,
  readPatch,
  refusePath,
  toVersion,
} from '../../../server/src/core/ingest.ts';
import type { Origin } from '../../../server/src/core/model/change.ts';

const origin: Origin = { kind: 'unknown', channel: 'ndjson', held: false, claimedBy: 'command-line' };

describe('texts', () => {
  test('equal files are context, the others are changes in path order', () => {
    const { changeSet, context, failures } = ingestTexts(
      { before: { b: 'x\n', same: 's' }, after: { b: 'y\n', a: 'n', same: 's' } },
      origin,
    );
    expect(failures).toEqual([]);
    expect(context.map((it) => it.path)).toEqual(['same']);
    expect(changeSet.files.map((it) => [it.path, it.status, it.hunks.length])).toEqual([
      ['a', 'added', 1],
      ['b', 'modified', 1],
    ]);
  });

  test('a moved file is a rename, whatever the order of the paths', () => {
    const body = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('');
    const { changeSet } = ingestTexts({ before: { 'z/old.ts': body }, after: { 'a/new.ts': `${body}more\n` } }, origin);
    expect(changeSet.files).toMatchObject([
      { path: 'a/new.ts', previousPath: 'z/old.ts', status: 'renamed', hunks: [{ after: { start: 20, lines: 1 } }] },
    ]);
  });

  test('a rename leaves hunk ids alone', () => {
    const body = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('');
    const stayed = ingestTexts({ before: { old: body }, after: { old: `${body}more\n` } }, origin);
    const moved = ingestTexts({ before: { old: body }, after: { new: `${body}more\n` } }, origin);
    expect(moved.changeSet.files[0]?.hunks[0]?.id).toBe(stayed.changeSet.files[0]?.hunks[0]?.id);
  });

  test('ids depend on content alone', () => {
    const one = ingestTexts({ before: { a: '1', b: '2' }, after: { a: '3', b: '4' } }, origin);
    const other = ingestTexts({ before: { b: '2', a: '1' }, after: { b: '4', a: '3' } }, { ...origin, channel: 'git' });
    expect(other.changeSet.id).toBe(one.changeSet.id);
    expect(ingestTexts({ before: { a: '1' }, after: { a: '4' } }, origin).changeSet.id).not.toBe(one.changeSet.id);
  });

  test('pure renames, modes, binaries and empty files have one hunk that stands for the file', () => {
    const set = ingestVersions(
      [
        {
          path: 'mode',
          before: { ...toVersion('x\n'), mode: '100644' },
          after: { ...toVersion('x\n'), mode: '100755' },
        },
        { path: 'new', previousPath: 'old', before: toVersion('x\n'), after: toVersion('x\n') },
        { path: 'empty', after: toVersion('') },
        { path: 'bin', after: { text: '', blob: '1'.repeat(40) }, notJudged: { reason: 'binary', message: '' } },
        { path: 'same', before: toVersion('q'), after: toVersion('q') },
      ],
      origin,
    );
    expect(set.files.map((it) => [it.path, it.hunks.length, it.hunks[0]?.after.lines])).toEqual([
      ['bin', 1, 0],
      ['empty', 1, 0],
      ['mode', 1, 0],
      ['new', 1, 0],
    ]);
  });

  test('hostile paths are failures', () => {
    for (const path of [
      '/etc/passwd',
      '../x',
      'a/../../x',
      'C:/x',
      'c:x',
      '\\\\host\\x',
      'a\0b',
      'a\\..\\b',
      '.git/hooks/x',
      'a/.GIT/x',
      '',
      './a',
      'a//b',
      '\ud800',
    ]) {
      expect(refusePath(path), path).not.toBeNull();
      expect(ingestTexts({ before: {}, after: { [path]: 'x' } }, origin)).toMatchObject({
        changeSet: { files: [] },
        failures: [{ stage: 'ingest' }],
      });
    }
    for (const path of ['a', '.github/x', 'a b/ü.ts', 'a/..b', '__proto__']) expect(refusePath(path), path).toBeNull();
  });

  test('files named like members of Object are files', () => {
    const after = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(ingestTexts({ before: {}, after }, origin).changeSet.files.map((it) => it.path)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

let repository = '';
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'cs-patch-'));
  execFileSync('git', ['init', '-q'], { cwd: repository });
});
afterAll(() => rmSync(repository, { recursive: true }));

describe('patches', () => {
  test('what git writes gives back what git had', () => {
    const line = fc.constantFrom(
      'a',
      'b',
      '-- c',
      '++ d',
      '@@ -1 +1 @@',
      ' e',
      '',
      'é',
      '\\ No',
      'x\r',
      'diff --git a/x b/x',
    );
    const text = fc
      .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean())
      .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''));
    const tree = fc.dictionary(fc.constantFrom('a.txt', 'dir/b c.txt', 'ü"q.txt', 'n'), text, {
      maxKeys: 4,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(tree, tree, fc.constantFrom('-U3', '-U0', '-U1', '--no-prefix'), (before, after, option) => {
        const patch = gitPatch(before, after, option);
        const read = readPatch(patch);
        const versions = new Map(Object.entries(before).map(([path, it]) => [path, toVersion(it)]));
        const { changeSet, failures } = ingestPatch(read, (path) => versions.get(path) ?? null, origin);
        expect(failures).toEqual([]);
        const result = new Map(Object.entries(before));
        for (const file of changeSet.files) {
          if (file.previousPath !== undefined) result.delete(file.previousPath);
          if (file.after === undefined) result.delete(file.path);
          else result.set(file.path, file.after.text);
        }
        expect(Object.fromEntries(result)).toEqual({ ...after });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  const apply = (patch: string, before: Record<string, string> = {}): ReturnType<typeof ingestPatch> =>
    ingestPatch(readPatch(patch), (path) => (path in before ? toVersion(before[path] ?? '') : null), origin);

  test('a mail with a signature is read', () => {
    const patch =
      'From: x\nSubject: y\n\n---\n a | 2 +-\n\ndiff --git a/a b/a\nindex 1..2 100644\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n-- \n2.43\n';
    expect(apply(patch, { a: 'x\n' })).toMatchObject({
      failures: [],
      changeSet: { files: [{ path: 'a', after: { text: 'y\n' } }] },
    });
  });

  test('lines that no hunk counts are a failure, not silence', () => {
    expect(apply('--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n+evil\n', { a: 'x\n' }).failures).toMatchObject([
      { message: 'The patch cannot be read at line 6 of the patch: more lines than the hunk header counts.' },
    ]);
    expect(apply('--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-x\n+y\n', { a: 'x\n' }).failures).toHaveLength(1);
    expect(apply('@@ -1 +1 @@\n-x\n+y\n').failures).toHaveLength(1);
    expect(apply('hello\n').failures).toHaveLength(1);
    expect(apply('diff --cc a\n@@@ -1,1 -1,1 +1,1 @@@\n').failures.length).toBeGreaterThan(0);
    expect(apply('')).toMatchObject({ failures: [], changeSet: { files: [] } });
  });

  test('a hunk is found by its context when lines above it moved, and never by fuzz', () => {
    const patch = '--- a/a\n+++ b/a\n@@ -2,3 +2,3 @@\n b\n-c\n+C\n d\n';
    expect(apply(patch, { a: '0\n0\na\nb\nc\nd\n' }).changeSet.files[0]?.after?.text).toBe('0\n0\na\nb\nC\nd\n');
    expect(apply(patch, { a: 'a\nb\nX\nd\n' }).failures).toHaveLength(1);
    expect(apply(patch).failures).toMatchObject([{ path: 'a' }]);
  });

  test('a patch with other line endings takes the file’s', () => {
    const patch = '--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n';
    expect(apply(patch, { a: 'a\r\nb\r\n' }).changeSet.files[0]?.after?.text).toBe('a\r\nc\r\n');
    expect(apply(patch.replaceAll('\n', '\r\n'), { a: 'a\nb\n' }).changeSet.files[0]?.after?.text).toBe('a\nc\n');
  });

  test('a patch that changes line endings is taken at its word', () => {
    const patch = '--- a/a\n+++ b/a\n@@ -2 +1,2 @@\n-a\n\\ No newline at end of file\n+x\r\n+a\n';
    expect(apply(patch.replace('@@ -2 +1,2', '@@ -2 +2,2'), { a: 'a\na' }).changeSet.files[0]?.after?.text).toBe(
      'a\nx\r\na\n',
    );
    const toWindows = '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+a\r\n';
    expect(apply(toWindows, { a: 'a\n' }).changeSet.files[0]?.after?.text).toBe('a\r\n');
  });

  test('renames, modes, binaries and time stamps', () => {
    const rename = 'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n';
    expect(apply(rename, { x: 'q\n' }).changeSet.files).toMatchObject([
      { path: 'y', previousPath: 'x', status: 'renamed' },
    ]);
    const mode = 'diff --git a/x b/x\nold mode 100644\nnew mode 100755\n';
    expect(apply(mode, { x: 'q\n' }).changeSet.files).toMatchObject([
      { path: 'x', before: { mode: '100644' }, after: { mode: '100755' } },
    ]);
    const binary =
      'diff --git a/x.png b/x.png\nnew file mode 100644\nindex 0000000..1\nBinary files /dev/null and b/x.png differ\n';
    expect(apply(binary).changeSet.files).toMatchObject([
      { path: 'x.png', status: 'added', notJudged: { reason: 'binary' } },
    ]);
    const stamped = '--- x\t2026-01-01 00:00:00\n+++ x\t2026-01-01 00:00:01\n@@ -1 +1 @@\n-q\n+r\n';
    expect(apply(stamped, { x: 'q\n' }).changeSet.files).toMatchObject([{ path: 'x', after: { text: 'r\n' } }]);
  });

  test('hostile paths are refused', () => {
    for (const path of ['../../etc/passwd', '/etc/passwd', 'C:/x', '"a\\000b"', '.git/config']) {
      const made = apply(`--- /dev/null\n+++ ${path.startsWith('"') ? path : `b/${path}`}\n@@ -0,0 +1 @@\n+x\n`);
      expect(made.changeSet.files).toEqual([]);
      expect(made.failures.length).toBeGreaterThan(0);
    }
  });

  test('no text makes the reader throw', () => {
    const token = fc.constantFrom(
      'diff --git a/a b/a\n',
      '--- a/a\n',
      '+++ b/a\n',
      '@@ -1,2 +1,2 @@\n',
      '@@ -0,0 +1 @@\n',
      '+x\n',
      '-x\n',
      ' x\n',
      '\\ No newline\n',
      'rename from "a\n',
      '\n',
      '\r',
      'GIT binary patch\n',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 15 }), (tokens) => void apply(tokens.join(''), { a: 'x\nx\n' })),
    );
  });
});

/** What git says of two trees, in one repository for all of them. */
function gitPatch(before: Record<string, string>, after: Record<string, string>, option: string): string {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'core.autocrlf=false', ...args], { cwd: repository, encoding: 'utf8' });
  const trees = [before, after].map((files) => {
    const side = mkdtempSync(join(repository, 'side-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(side, path)), { recursive: true });
      writeFileSync(join(side, path), text);
    }
    git('--work-tree', side, 'add', '-A');
    return git('write-tree').trim();
  });
  return git('diff-tree', '-p', '-M', '--text', option, ...trees);
}
