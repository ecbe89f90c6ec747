import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { isRoot, repository, scratch, type Scratch, type ScratchRepository } from '../unit/host/scratch.ts';
import { countersign, type CliRun } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

const harmless = 'export const answer = 41;\n';
const risky = `import { exec } from 'node:child_process';\nexec('ls ' + process.argv[2]);\n`;

function withBase(): ScratchRepository {
  const files = repository();
  files.write('src/a.ts', harmless);
  files.commit('base');
  return files;
}

async function review(
  files: Scratch,
  ...words: string[]
): Promise<ReviewResult & { readonly exitCode: number | null }> {
  const run = await countersignHere(['review', ...words, '--format', 'json'], { directory: files.root });
  if (run.output === '') throw new Error(run.errors);
  return { ...(JSON.parse(run.output) as ReviewResult), exitCode: run.exitCode };
}

/** What, where, why, fix; no stack, nothing judged. */
function checkRefused(run: CliRun, code: string, words: string): void {
  expect(run).toMatchObject({ exitCode: 2, output: '' });
  expect(run.errors).toMatch(/error CS\d{4} {2}.+\n {2}why {2}.+\n {2}fix {2}.+\n$/);
  expect(run.errors).toContain(code);
  expect(run.errors).toContain(words);
}

describe('an edit cannot hide', () => {
  it.each(['--assume-unchanged', '--skip-worktree'])('behind an index entry with %s', async (flag) => {
    const files = withBase();
    files.git('update-index', flag, 'src/a.ts');
    files.write('src/a.ts', risky);
    expect(await review(files)).toMatchObject({ exitCode: 1, files: [{ path: 'src/a.ts' }] });
    files.remove('src/a.ts');
    expect(await review(files)).toMatchObject({ files: [{ path: 'src/a.ts', status: 'deleted' }] });
  });

  it('in a sparse checkout, whose absent files are no deletions', async () => {
    const files = withBase();
    files.write('other/b.ts', harmless);
    files.commit('other');
    files.git('sparse-checkout', 'set', 'src');
    expect(await review(files)).toMatchObject({ exitCode: 0, files: [] });
    files.write('other/b.ts', risky);
    expect(await review(files)).toMatchObject({ exitCode: 1, files: [{ path: 'other/b.ts', status: 'modified' }] });
  });

  it.runIf(process.platform === 'linux')('behind a name that is no UTF-8', async () => {
    const files = withBase();
    writeFileSync(Buffer.from(`${files.root}/src/lat\u00fc.ts`, 'latin1'), risky);
    const hidden = { path: 'src/lat\ufffd.ts', stage: 'read' };
    expect(await review(files)).toMatchObject({ exitCode: 2, failures: [hidden] });
    files.commit('name');
    expect(await review(files, '--base', 'HEAD~1', '--head', 'HEAD')).toMatchObject({
      exitCode: 2,
      failures: [hidden],
    });
    const empty = scratch();
    const run = await countersign(['review', '--before', empty.root, '--after', files.at('src')], {
      directory: empty.root,
    });
    expect(run).toMatchObject({ exitCode: 2, output: expect.stringContaining('not in UTF-8') as string });
  });

  it.runIf(process.platform !== 'win32')('behind a pipe in the place of a file', async () => {
    const files = withBase();
    files.remove('src/a.ts');
    execFileSync('mkfifo', [files.at('src/a.ts')]);
    expect(await review(files)).toMatchObject({
      exitCode: 2,
      failures: [{ path: 'src/a.ts', message: expect.stringContaining('no regular file') as string }],
    });
  });

  it.skipIf(isRoot)('in a folder that may not be opened, tracked or not', async () => {
    const files = withBase();
    files.write('new/b.ts', risky);
    for (const folder of ['src', 'new']) chmodSync(files.at(folder), 0);
    try {
      const { exitCode, failures, files: seen } = await review(files);
      expect(seen).toEqual([]); // a file that cannot be seen is not deleted
      expect(failures.map(({ path }) => path).toSorted()).toEqual(['new', 'src', 'src/a.ts']);
      expect(exitCode).toBe(2);
    } finally {
      for (const folder of ['src', 'new']) chmodSync(files.at(folder), 0o755);
    }
  });

  it('in a patch that makes a link or moves a submodule', async () => {
    const files = withBase();
    for (const [mode, line, reason] of [
      ['120000', '/etc/passwd', 'symlink'],
      ['160000', `Subproject commit ${'1'.repeat(40)}`, 'submodule'],
    ] as const) {
      files.write(
        'p.diff',
        `diff --git a/l.ts b/l.ts\nnew file mode ${mode}\n--- /dev/null\n+++ b/l.ts\n@@ -0,0 +1 @@\n+${line}\n`,
      );
      expect(await review(files, '--patch', 'p.diff')).toMatchObject({
        exitCode: 2,
        files: [{ notJudged: { reason } }],
      });
    }
  });
});

describe('text in other forms', () => {
  const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

  it.each([
    ['lone carriage returns', Buffer.from(risky.replaceAll('\n', '\r')), 2],
    ['line ends of all kinds', Buffer.from(`// a\r// b\r\n// c\n${risky}`), 5],
    ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be(risky)]), 2],
  ])('is judged, with the line that people see: %s', async (_, bytes, line) => {
    const files = withBase();
    files.write('b.ts', bytes);
    const run = await countersign(['review'], { directory: files.root });
    expect(run.output).toContain(`b.ts:${line}  added`);
    expect(run.output).toContain("+ exec('ls ' + process.argv[2]);");
    expect(run.exitCode).toBe(1);
  });

  it.each([
    ['LE', Buffer.from(risky, 'utf16le')],
    ['BE', utf16be(risky)],
  ])('UTF-16 %s without a mark is not guessed', async (_, bytes) => {
    const files = withBase();
    files.write('b.ts', bytes);
    expect(await review(files)).toMatchObject({ exitCode: 2, files: [{ notJudged: { reason: 'binary' } }] });
  });
});

describe('patches', () => {
  it.each([
    ['of nothing', '', 0, []],
    [
      'of a rename',
      'diff --git a/src/a.ts b/b.ts\nsimilarity index 100%\nrename from src/a.ts\nrename to b.ts\n',
      0,
      ['b.ts'],
    ],
    ['of a mode', 'diff --git a/src/a.ts b/src/a.ts\nold mode 100644\nnew mode 100755\n', 0, ['src/a.ts']],
    [
      'with CRLF',
      `--- a/src/a.ts\r\n+++ b/src/a.ts\r\n@@ -1 +1 @@\r\n-${harmless.trim()}\r\n+fetch('https://a.example/');\r\n`,
      1,
      ['src/a.ts'],
    ],
    ['out of here', '--- a/../x.ts\n+++ b/../x.ts\n@@ -0,0 +1 @@\n+x\n', 2, []],
    ['of a whole disk', '--- /etc/passwd\n+++ /etc/passwd\n@@ -0,0 +1 @@\n+x\n', 2, []],
    ['cut off', '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\n-export const answer = 41;\n', 2, []],
  ])('%s', async (_, patch, exitCode, paths) => {
    const files = withBase();
    files.write('p.diff', patch);
    const result = await review(files, '--patch', 'p.diff');
    expect(result.files.map(({ path }) => path)).toEqual(paths);
    expect(result.exitCode).toBe(exitCode);
  });
});

describe('file names', () => {
  it.runIf(process.platform !== 'win32')(
    'with quotes, line ends, blanks and dashes are names like any other',
    async () => {
      const files = withBase();
      const names = [
        '-dash.ts',
        ':(top).ts',
        'back\\slash.ts',
        'new\nline.ts',
        'quo"te.ts',
        'ünï-日本.ts',
        '__proto__.ts',
      ];
      for (const name of names) files.write(name, risky);
      const { exitCode, findings, failures } = await review(files);
      expect(findings.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
      expect([exitCode, failures]).toEqual([1, []]);
      const dash = await countersign(['explain', '-dash.ts'], { directory: files.root });
      checkRefused(dash, 'CS4001', 'Write "./" before');
      expect(await countersign(['explain', './-dash.ts'], { directory: files.root })).toMatchObject({ exitCode: 0 });
    },
  );

  it('that differ in case only are renames', async () => {
    const files = withBase();
    files.git('mv', 'src/a.ts', 'src/A.ts');
    expect(await review(files)).toMatchObject({ exitCode: 0, files: [{ status: 'renamed', path: 'src/A.ts' }] });
  });
});

describe('a repository that cannot be read', () => {
  it('with a HEAD that git does not understand is not taken for a folder without git', async () => {
    const files = withBase();
    files.write('.git/HEAD', '');
    for (const words of [['review'], ['verify'], ['export'], ['explain', 'src/a.ts']])
      checkRefused(await countersign(words, { directory: files.root }), 'CS3019', '.git');
  });

  it('with a HEAD whose commit is gone is not taken for one before its first commit', async () => {
    const files = withBase();
    files.write('.git/refs/heads/main', `${'1'.repeat(40)}\n`);
    checkRefused(await countersign(['review'], { directory: files.root }), 'CS3013', '1111111111');
  });

  it('with damaged index or configuration is named with what git says', async () => {
    const index = withBase();
    index.write('.git/index', 'no index');
    checkRefused(await countersign(['review'], { directory: index.root }), 'CS3011', 'index');
    const configuration = withBase();
    configuration.write('.git/config', '[core\n');
    checkRefused(await countersign(['review'], { directory: configuration.root }), 'CS3011', 'bad config line 1');
  });

  it('that is bare has no work tree, and commits all the same', async () => {
    const files = withBase();
    files.write('src/a.ts', risky);
    files.commit('risky');
    const bare = scratch();
    files.git('clone', '--quiet', '--bare', files.root, bare.at('b.git'));
    checkRefused(await countersign(['review'], { directory: bare.at('b.git') }), 'CS3018', '--head');
    const run = await countersign(['review', '--base', 'HEAD~1', '--head', 'HEAD'], { directory: bare.at('b.git') });
    expect(run.exitCode).toBe(1);
  });

  it('with index.lock in it is read as ever', async () => {
    const files = withBase();
    files.write('src/a.ts', risky);
    files.write('.git/index.lock', '');
    expect(await review(files)).toMatchObject({ exitCode: 1 });
  });
});

describe.runIf(process.platform !== 'win32')('git itself', () => {
  function gitThat(script: string): { readonly PATH: string } {
    const folder = scratch();
    folder.write('git', `#!/bin/sh\n${script}\n`, 0o755);
    return { PATH: `${folder.root}${delimiter}${process.env['PATH'] ?? ''}` };
  }

  it('that is missing is named, and what needs none goes on', async () => {
    const files = withBase();
    const environment = { PATH: scratch().root };
    for (const words of [['review'], ['review', '--patch', '-'], ['verify'], ['export']])
      checkRefused(await countersign(words, { directory: files.root, environment }), 'CS3010', 'PATH');
    const folders = await countersign(['review', '--before', '.', '--after', '.'], {
      directory: files.root,
      environment,
    });
    expect(folders.exitCode).toBe(0);
  });

  it('that fails is never taken for "there is no repository"', async () => {
    const files = withBase();
    const environment = gitThat('echo "fatal: something odd" >&2; exit 77');
    for (const words of [['review'], ['review', '--patch', '-'], ['verify'], ['explain', 'src/a.ts']])
      checkRefused(
        await countersign(words, { directory: files.root, environment, input: 'x' }),
        'CS3011',
        'something odd',
      );
  });

  it('that does not know an option is too old, or dies half-way', async () => {
    const files = withBase();
    files.write('src/a.ts', risky);
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const old = gitThat(`case "$*" in *ls-files*) exit 129;; *) exec ${git} "$@";; esac`);
    checkRefused(await countersign(['review'], { directory: files.root, environment: old }), 'CS3017', '2.25');
    const dying = gitThat(`case "$*" in *cat-file*) exit 1;; *) exec ${git} "$@";; esac`);
    checkRefused(await countersign(['review'], { directory: files.root, environment: dying }), 'CS3011', 'cat-file');
  });
});

describe('the place', () => {
  it.runIf(process.platform === 'linux')('that was removed under our feet is exit 2, without a stack', async () => {
    const files = scratch();
    mkdirSync(files.at('gone'));
    const cli = join(import.meta.dirname, '../../server/dist/cli.mjs');
    const script = `cd gone && rmdir ../gone && exec "${process.execPath}" "${cli}" review`;
    const run = (): unknown => execFileSync('sh', ['-c', script], { cwd: files.root, stdio: 'pipe' });
    expect(run).toThrow(/error CS4001 {2}This directory does not exist any more/);
    expect(run).toThrow(expect.objectContaining({ status: 2 }));
  });

  it.skipIf(isRoot)('of the ledger that may not be read is a problem for verify and export', async () => {
    const files = withBase();
    files.write('.git/countersign/ledger.jsonl', '{}\n', 0);
    for (const words of [['verify'], ['export']])
      checkRefused(await countersign(words, { directory: files.root }), 'CS3001', 'ledger.jsonl');
    rmSync(files.at('.git/countersign'), { recursive: true });
  });
});

describe('the policy at the base', () => {
  const bomb = ['x: &a [1, 1]', 'b: &b [*a, *a]', 'c: [*b, *b]'].join('\n');
  it.each([
    ['an alias bomb', `version: 1\n${bomb}\n`, 'CS1010'],
    ['one that extends itself', 'version: 1\nextends: [./policy.yaml]\n', 'CS1019'],
    ['one of 300 KB', `version: 1\n# ${'x'.repeat(300_000)}\n`, 'CS1011'],
    ['one of 3 MB', `version: 1\n# ${'x'.repeat(3_000_000)}\n`, 'CS3070'],
    ['deeply nested', `version: 1\na: ${'['.repeat(50_000)}\n`, 'CS10'],
    ['names of prototypes', 'version: 1\n__proto__: { mode: observe }\nconstructor: 1\n', 'CS1002'],
    ['an empty one', '', 'CS1003'],
  ])('is exit 2, and the change is not passed over: %s', async (_, text, code) => {
    const files = repository();
    files.write('.countersign/policy.yaml', text);
    files.write('a.ts', harmless);
    files.commit('policy');
    files.write('a.ts', risky);
    const run = await countersign(['review', '--base', 'HEAD'], { directory: files.root });
    expect(run.output + run.errors).toContain(code);
    expect(run.exitCode).toBe(2);
  });
});
