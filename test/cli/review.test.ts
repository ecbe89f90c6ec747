import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { isRoot, repository, scratch, type ScratchRepository } from '../unit/host/scratch.ts';
import { countersign, type CliRun } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

const harmless = 'export const answer = 41;\n';
const risky = `import { exec } from 'node:child_process';\nexport const answer = 42;\nexec('ls ' + answer);\n`;

function resultOf(run: CliRun): ReviewResult {
  return JSON.parse(run.output) as ReviewResult;
}

function withBase(): { files: ScratchRepository; base: string } {
  const files = repository();
  files.write('src/a.ts', harmless);
  return { files, base: files.commit('base') };
}

describe('review of a repository', () => {
  it('says nothing changed, and exits 0', async () => {
    const { files } = withBase();
    const run = await countersign(['review'], { directory: files.root });
    expect(run).toMatchObject({
      exitCode: 0,
      errors: '',
      output: expect.stringContaining('Nothing changed.') as string,
    });
  });

  it('exits 1 while obligations are open, from any folder below the top', async () => {
    const { files } = withBase();
    files.write('src/a.ts', risky);
    for (const directory of [files.root, files.at('src')]) {
      const run = await countersign(['review'], { directory });
      expect(run.output).toContain('src/a.ts:3');
      expect(run.exitCode).toBe(1);
    }
  });

  it.each(['text', 'json', 'sarif', 'markdown'])('names a hardcoded secret without printing it: %s', async (format) => {
    const { files } = withBase();
    files.write('src/a.ts', "export const SERVICE_PASSWORD = 'kq7-Zr93vTxw5LmN';\n");
    const run = await countersignHere(['review', '--format', format], { directory: files.root });
    expect(run.output).toContain('SERVICE_PASSWORD');
    expect(run.output).not.toContain('Zr93vTxw5LmN');
    expect(run.exitCode).toBe(1);
  });

  it('exits 0 when what changed asks for nothing', async () => {
    const { files } = withBase();
    files.write('src/a.ts', 'export const answer = 42;\n');
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run)).toMatchObject({
      files: [{ path: 'src/a.ts', status: 'modified', parsed: 'clean' }],
      findings: [],
      failures: [],
    });
    expect(run.exitCode).toBe(0);
  });

  it.each([
    ['a binary file', 'src/b.ts', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'binary'],
    ['invalid UTF-8', 'src/b.ts', Buffer.from([0x2f, 0x2f, 0xfc, 0x0a]), 'undecodable'],
    ['20 MB', 'src/b.ts', Buffer.alloc(20_000_000, 0x61), 'too-large'],
    ['over the read limit', 'src/b.ts', Buffer.alloc(22_000_000, 0x61), 'too-large'],
  ])('exits 2 for what cannot be judged: %s', async (_, path, bytes, reason) => {
    const { files } = withBase();
    files.write(path, bytes);
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).files).toMatchObject([{ path, parsed: 'no', notJudged: { reason }, hunks: [{}] }]);
    expect(run.exitCode).toBe(2);
  });

  it.each([
    ['CRLF', Buffer.from(risky.replaceAll('\n', '\r\n'))],
    ['a byte order mark', Buffer.from(`\ufeff${risky}`)],
    ['UTF-16', Buffer.from(`\ufeff${risky}`, 'utf16le')],
    ['no final newline', Buffer.from(risky.trimEnd())],
    ['syntax errors', Buffer.from(`${risky}\nfunction ( {{{`)],
  ])('judges %s', async (_, bytes) => {
    const { files } = withBase();
    files.write('src/b.ts', bytes);
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).facts.map(({ kind, provenance }) => [kind, provenance.range.start.line])).toContainEqual([
      'permission.process',
      2,
    ]);
    expect(run.exitCode).toBe(1);
  });

  it('does not hang or crash on deeply nested input', async () => {
    const { files } = withBase();
    files.write('src/deep.ts', `export const x = ${'['.repeat(50_000)}${']'.repeat(50_000)};\n`);
    files.write('src/deep.json', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`);
    const run = await countersign(['review', '--format', 'json'], { directory: files.root });
    expect([0, 2]).toContain(run.exitCode);
    expect(run.errors).toBe('');
  });

  it('pairs renames and shows only what changed', async () => {
    const { files } = withBase();
    files.git('mv', 'src/a.ts', 'src/renamed.ts');
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).files).toMatchObject([
      { path: 'src/renamed.ts', previousPath: 'src/a.ts', status: 'renamed' },
    ]);
    expect(run.exitCode).toBe(0);
  });

  it('compares commits without looking at the work tree', async () => {
    const { files, base } = withBase();
    files.write('src/a.ts', risky);
    const head = files.commit('head');
    files.write('src/a.ts', 'neither');
    const run = await countersignHere(['review', '--base', base, '--head', head, '--format', 'json'], {
      directory: files.root,
    });
    expect(resultOf(run).facts).toMatchObject([{ kind: 'permission.process', change: 'added' }]);
    expect(run.exitCode).toBe(1);
  });

  it('takes everything as new before the first commit', async () => {
    const files = repository();
    files.write('a.ts', risky);
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).files).toMatchObject([{ path: 'a.ts', status: 'added' }]);
    expect(run.exitCode).toBe(1);
  });

  it('works with a detached HEAD and in a linked work tree', async () => {
    const { files } = withBase();
    const other = scratch();
    files.git('worktree', 'add', '--quiet', '--detach', other.at('tree'));
    other.write('tree/src/a.ts', risky);
    expect((await countersignHere(['review'], { directory: other.at('tree') })).exitCode).toBe(1);
    expect((await countersignHere(['review'], { directory: files.root })).exitCode).toBe(0);
  });

  it('cannot judge a submodule that moved', async () => {
    const inner = repository();
    inner.commit('one');
    const { files } = withBase();
    files.git('submodule', 'add', '--quiet', inner.root, 'sub');
    files.commit('with submodule');
    inner.commit('two');
    files.git('-C', 'sub', 'pull', '--quiet');
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).files).toMatchObject([{ path: 'sub', notJudged: { reason: 'submodule' } }]);
    expect(run.exitCode).toBe(2);
  });

  it('exits 2 when git lacks an object, and names it', async () => {
    const { files, base } = withBase();
    files.write('src/a.ts', risky);
    const head = files.commit('head');
    const blob = files.git('rev-parse', `${base}:src/a.ts`);
    files.remove(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
    const run = await countersignHere(['review', '--base', base, '--head', head, '--format', 'json'], {
      directory: files.root,
    });
    expect(resultOf(run).failures).toMatchObject([
      { path: 'src/a.ts', stage: 'read', message: expect.stringContaining('--unshallow') as string },
    ]);
    expect(run.exitCode).toBe(2);
  });

  it.skipIf(isRoot)('exits 2 for a file or folder it may not read', async () => {
    const { files } = withBase();
    files.write('src/a.ts', risky, 0o000);
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(resultOf(run).failures).toMatchObject([{ path: 'src/a.ts', stage: 'read' }]);
    expect(run.exitCode).toBe(2);
  });

  it('never follows a link out of the workspace', async () => {
    const { files } = withBase();
    files.link('src/link.ts', '/etc/passwd');
    const run = await countersignHere(['review', '--format', 'json'], { directory: files.root });
    expect(run.output).not.toContain('root:');
    expect(resultOf(run).files).toMatchObject([{ path: 'src/link.ts', notJudged: { reason: 'symlink' } }]);
  });
});

describe('unchanged files', () => {
  const wrapper = `import { exec } from 'node:child_process';\nexport function run(command: string) { return exec(command); }\n`;
  const use = `import { run } from './wrapper';\nrun('ls');\n`;

  it('count: what a wrapper in one does is a fact of who calls it, on disk and in a commit', async () => {
    const { files } = withBase();
    files.write('src/wrapper.ts', wrapper);
    const base = files.commit('wrapper');
    files.write('src/a.ts', use);
    const head = files.commit('use');
    for (const words of [
      ['--base', base],
      ['--base', base, '--head', head],
    ]) {
      const run = await countersignHere(['review', ...words, '--format', 'json'], { directory: files.root });
      expect(resultOf(run).files.map(({ path }) => path)).toEqual(['src/a.ts']);
      expect(resultOf(run).facts, words.join(' ')).toMatchObject([
        { kind: 'permission.process', change: 'added', provenance: { path: 'src/a.ts' } },
      ]);
    }
  });
});

describe('the policy', () => {
  it('is read from the base, so that an edit of it does not change how that edit is judged', async () => {
    const { files } = withBase();
    files.write(
      '.countersign/policy.yaml',
      'version: 1\nrules:\n  - match: { kind: permission.process }\n    obligation: block\n',
    );
    const base = files.commit('policy');
    files.write(
      '.countersign/policy.yaml',
      'version: 1\nextends: [countersign:recommended]\nrules:\n  - match: { kind: "*" }\n    obligation: none\n',
    );
    files.write('src/a.ts', risky);
    const run = await countersignHere(['review', '--base', base], { directory: files.root });
    expect(run.output).toContain('block');
    expect(run.exitCode).toBe(1);
  });

  it('that is wrong at the base is exit 2, with place, why and fix', async () => {
    const { files } = withBase();
    files.write(
      '.countersign/policy.yaml',
      'version: 1\nextends: [countersign:recommended]\nrules:\n  - match: { kind: permision.process }\n    obligation: block\n',
    );
    const base = files.commit('policy');
    const run = await countersignHere(['review', '--base', base], { directory: files.root });
    expect(run.output).toMatch(/\.countersign\/policy\.yaml:4:\d+ {2}error CS\d+ {2}/);
    expect(run.exitCode).toBe(2);
  });

  it('that only the work tree has is not used, and that is said', async () => {
    const { files } = withBase();
    files.write('.countersign/policy.yaml', 'version: 1\nrules:\n  - match: { kind: "*" }\n    obligation: none\n');
    files.write('src/a.ts', risky);
    const run = await countersignHere(['review'], { directory: files.root });
    expect(run.output).toContain('CS3071');
    expect(run.exitCode).toBe(1);
  });
});

describe('review of a patch', () => {
  it('applies it to the files on disk, or to HEAD when it is already on disk', async () => {
    const { files } = withBase();
    files.write('src/a.ts', risky);
    const patch = execFileSync('git', ['diff'], { cwd: files.root });
    files.write('change.patch', patch);
    const applied = await countersign(['review', '--patch', '-', '--format', 'json'], {
      directory: files.root,
      input: patch,
    });
    expect(resultOf(applied)).toMatchObject({
      files: [{ path: 'src/a.ts' }],
      facts: [{ kind: 'permission.process' }],
      failures: [],
    });
    files.write('src/a.ts', harmless);
    const fresh = await countersign(['review', '--patch', 'change.patch', '--format', 'json'], {
      directory: files.root,
    });
    expect(resultOf(fresh).facts).toEqual(resultOf(applied).facts);
    expect([applied.exitCode, fresh.exitCode]).toEqual([1, 1]);
  });

  it('exits 2 when it does not apply, is no patch, or is not there', async () => {
    const { files } = withBase();
    const patch = `--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-other\n+new\n`;
    for (const input of [patch, 'not a patch', patch.replaceAll('src/a.ts', '../../etc/passwd')]) {
      const run = await countersignHere(['review', '--patch', '-', '--format', 'json'], {
        directory: files.root,
        input,
      });
      expect(resultOf(run).failures, input).toHaveLength(1);
      expect(run.exitCode).toBe(2);
    }
    expect(await countersignHere(['review', '--patch', 'none'], { directory: files.root })).toMatchObject({
      exitCode: 2,
      output: '',
    });
  });
});

describe('review of two directories', () => {
  it('needs no git', async () => {
    const files = scratch();
    files.write('one/same.ts', 'export const same = 1;');
    files.write('one/a.ts', harmless);
    files.write('one/gone.ts', harmless.repeat(2));
    files.write('two/same.ts', 'export const same = 1;');
    files.write('two/a.ts', risky);
    const run = await countersignHere(['review', '--before', 'one', '--after', 'two', '--format', 'json'], {
      directory: files.root,
    });
    expect(resultOf(run).files.map(({ path, status }) => [path, status])).toEqual([
      ['a.ts', 'modified'],
      ['gone.ts', 'deleted'],
    ]);
    expect(run.exitCode).toBe(1);
  });

  it('exits 2 when one is missing', async () => {
    const files = scratch();
    const run = await countersignHere(['review', '--before', 'one', '--after', 'two'], { directory: files.root });
    expect(run).toMatchObject({ exitCode: 2, errors: expect.stringContaining('CS3001') as string });
  });
});

describe('what is printed', () => {
  it('is SARIF or Markdown when that is asked for', async () => {
    const { files } = withBase();
    files.write('src/a.ts', risky);
    const sarif = await countersignHere(['review', '--format', 'sarif'], { directory: files.root });
    expect(JSON.parse(sarif.output)).toMatchObject({ version: '2.1.0', runs: [{ results: [{}] }] });
    const markdown = await countersignHere(['review', '--format', 'markdown'], { directory: files.root });
    expect(markdown.output).toContain('src/a.ts');
    expect([sarif.exitCode, markdown.exitCode]).toEqual([1, 1]);
  });

  it('has no colours without a terminal, and none of the workspace that a terminal would obey', async () => {
    const { files } = withBase();
    files.write('src/\u001b[31mred.ts', risky);
    const run = await countersign(['review'], { directory: files.root, environment: { NO_COLOR: '' } });
    expect(run.output).not.toContain('\u001b');
    expect(run.output).toContain('src/\\u001b[31mred.ts');
  });
});
