import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ScratchRepository } from '../unit/host/scratch.ts';
import { branch, file, guarded, open, turn } from './gate-steps.ts';
import { cliBundle, countersign, type CliRun } from './run-cli.ts';

// A gate is a process and an analysis, and each test asks several.
vi.setConfig({ testTimeout: 400_000 });

const init = (files: ScratchRepository, ...words: string[]): Promise<CliRun> =>
  countersign(['init', '--git-hooks', ...words], { directory: files.root });

/** A `countersign` on the PATH. */
function pathWith(files: ScratchRepository): string {
  const folder = files.at('.git/test-bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'countersign'), `#!/bin/sh\nexec "${process.execPath}" "${cliBundle}" "$@"\n`);
  chmodSync(join(folder, 'countersign'), 0o755);
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

function commit(
  files: ScratchRepository,
  environment: NodeJS.ProcessEnv,
): { readonly status: number | null; readonly errors: string } {
  const identity = {
    GIT_AUTHOR_NAME: 'T',
    GIT_AUTHOR_EMAIL: 't@example.org',
    GIT_COMMITTER_NAME: 'T',
    GIT_COMMITTER_EMAIL: 't@example.org',
  };
  const run = spawnSync('git', ['commit', '--message', 'work'], {
    cwd: files.root,
    env: { ...process.env, ...identity, ...environment },
    encoding: 'utf8',
  });
  return { status: run.status, errors: run.stderr };
}

describe('countersign init --git-hooks', () => {
  it('shows what it would write, writes with --yes, finds it in place, and leaves nothing behind', async () => {
    const files = branch();
    const shown = await init(files);
    expect(shown.output).toContain('+++ .git/hooks/pre-push');
    expect(shown.output).toContain('anybody can skip them');
    expect(shown.exitCode).toBe(1);
    expect(files.has('.git/hooks/pre-push')).toBe(false);
    expect((await init(files, '--check')).exitCode).toBe(1);
    expect(await init(files, '--yes')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('2 files written.') as unknown,
    });
    expect(files.mode('.git/hooks/pre-push')).toBe(0o755);
    expect(await init(files, '--check')).toMatchObject({
      exitCode: 0,
      output: 'Git hooks: say what the gate would say\n',
    });
    expect((await init(files, '--yes')).output).toContain('nothing to do');
    expect(await init(files, '--remove', '--yes')).toMatchObject({ exitCode: 0 });
    expect(files.has('.git/hooks/pre-push')).toBe(false);
    expect(files.has('.git/hooks/pre-commit')).toBe(false);
  });

  it('says what the gate would say, and stops nobody', async () => {
    const files = branch();
    await init(files, '--yes');
    files.write(file, open);
    files.git('add', '--all');
    const { status, errors } = commit(files, { PATH: pathWith(files) });
    expect(errors).toContain('The gate is closed.');
    expect(status).toBe(0);
    expect(files.git('status', '--porcelain')).toBe('');
    // Where there is no such program the hook does nothing.
    files.write('src/b.js', 'module.exports = 2;\n');
    files.git('add', '--all');
    expect(commit(files, { HOME: files.root })).toMatchObject({ status: 0, errors: '' });
  });

  it('sends the records of this clone where the push goes, and judges what is pushed, whatever is checked out', async () => {
    const files = branch();
    files.write('.git/hooks/pre-push', '#!/bin/sh\nset -eu\nsed "s/^/told: /" >&2\n', 0o755);
    await init(files, '--yes');
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    files.git('init', '--quiet', '--bare', files.at('.git/remote.git'));
    files.git('remote', 'add', 'there', files.at('.git/remote.git'));
    files.git('switch', '--quiet', 'main');
    const pushed = spawnSync('git', ['push', 'there', 'work'], {
      cwd: files.root,
      env: { ...process.env, PATH: pathWith(files) },
      encoding: 'utf8',
    });
    expect(pushed.stderr).toContain('The gate is open. 1 finding asks for an answer, 1 have one');
    // A hook of the team reads what git says to it.
    expect(pushed.stderr).toMatch(/^told: refs\/heads\/work [0-9a-f]{40} refs\/heads\/work 0{40}$/m);
    expect(pushed.status).toBe(0);
    const refs = files.git('ls-remote', 'there');
    expect(refs).toContain('refs/heads/work');
    expect(refs).toMatch(/refs\/countersign\/ledger\/[0-9a-f]{32}/);
  });

  it('judges a tag by the commits that no branch there has, and not by those that one has', async () => {
    const files = branch();
    await init(files, '--yes');
    files.git('init', '--quiet', '--bare', files.at('.git/remote.git'));
    files.git('remote', 'add', 'there', files.at('.git/remote.git'));
    const push = (...words: string[]): string => {
      const environment = { ...process.env, PATH: pathWith(files) };
      return spawnSync('git', ['push', 'there', ...words], { cwd: files.root, env: environment, encoding: 'utf8' })
        .stderr;
    };
    files.write(file, open);
    files.commit('unseen');
    files.git('tag', '--annotate', '--message', 'v1', 'v1');
    expect(push('v1')).toMatch(/with v1 \([0-9a-f]{10}\) merged[\s\S]*The gate is closed/);
    const both = push('work', 'v1');
    expect([both.match(/The gate is closed/g)?.length, both.includes('with work (')]).toEqual([1, true]);
    files.git('tag', 'v2');
    expect(push('v2')).not.toContain('The gate is');
    expect(push('--delete', 'v1')).not.toContain('The gate is');
  });

  it('goes before a hook that is there, which then decides as before', async () => {
    const files = branch();
    const before = "#!/usr/bin/env bash\nset -e\n# of the team\necho 'team hook' >&2\nexit 3\n";
    files.write('.git/hooks/pre-commit', before, 0o755);
    await init(files, '--yes');
    files.write(file, open);
    files.git('add', '--all');
    const run = commit(files, { PATH: pathWith(files) });
    expect(run.errors).toMatch(/The gate is closed\.[\s\S]*team hook/);
    expect(run.status).toBe(1);
    await init(files, '--remove', '--yes');
    expect(files.read('.git/hooks/pre-commit').toString()).toBe(before);
    expect(files.mode('.git/hooks/pre-commit')).toBe(0o755);
  });

  it('keeps a hook that is no shell script, runs it, and puts it back', async () => {
    const files = branch();
    const before = `#!${process.execPath}\nconsole.error('node hook', process.argv.length);\nprocess.exit(4);\n`;
    files.write('.git/hooks/pre-commit', before, 0o755);
    await init(files, '--yes');
    expect((await init(files, '--check')).exitCode).toBe(0);
    files.write(file, open);
    files.git('add', '--all');
    const run = commit(files, { HOME: files.root });
    expect(run).toMatchObject({ status: 1, errors: expect.stringContaining('node hook 2') as unknown });
    await init(files, '--remove', '--yes');
    expect(files.read('.git/hooks/pre-commit').toString()).toBe(before);
    expect(files.has('.git/hooks/pre-commit.kept-by-countersign')).toBe(false);
  });

  it('writes where core.hooksPath leads within the repository, and nowhere else', async () => {
    const files = branch();
    files.git('config', 'core.hooksPath', 'tools/hooks');
    expect(await init(files, '--yes')).toMatchObject({ exitCode: 0 });
    expect(files.has('tools/hooks/pre-push')).toBe(true);
    files.git('config', 'core.hooksPath', join(files.root, '../shared-hooks'));
    const run = await init(files, '--yes');
    expect(run).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('leads out of this repository') as unknown,
    });
    expect((await init(files, '--check')).exitCode).toBe(1);
  });

  it('writes into the hooks of husky', async () => {
    const files = branch();
    files.git('config', 'core.hooksPath', '.husky/_');
    files.write('.husky/pre-commit', 'npm test\n', 0o644);
    files.write('.husky/_/h', '', 0o755);
    await init(files, '--yes');
    expect(files.read('.husky/pre-commit').toString()).toMatch(
      /^# >>> countersign[\s\S]*# <<< countersign <<<\nnpm test\n$/,
    );
    await init(files, '--remove', '--yes');
    expect(files.read('.husky/pre-commit').toString()).toBe('npm test\n');
    expect(files.has('.husky/pre-push')).toBe(false);
  });

  it.each([
    [
      'lefthook.yml',
      '# ours\npre-commit:\n  parallel: true\n  commands:\n    lint: # quick\n      run: npm run lint\n',
    ],
    ['lefthook.yml', 'pre-push:\n    parallel: true\n'],
    ['lefthook.yml', ''],
    [
      '.pre-commit-config.yaml',
      'repos:\n  - repo: https://example.org/hooks\n    rev: v1\n    hooks:\n      - id: x # pinned\n',
    ],
    ['.pre-commit-config.yaml', 'repos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks: [{ id: x }]\n'],
  ])('adds to %s, and to nothing else of it', async (name, before) => {
    const files = branch();
    files.write(name, before);
    expect(await init(files, '--yes')).toMatchObject({ exitCode: 0 });
    const after = files.read(name).toString();
    expect(after).toContain('countersign gate');
    for (const line of before.split('\n')) expect(after.split('\n')).toContain(line);
    expect(files.has('.git/hooks/pre-push')).toBe(false);
    expect((await init(files, '--check')).exitCode).toBe(0);
    await init(files, '--remove', '--yes');
    expect(files.read(name).toString()).toBe(before);
  });

  it('says what to write by hand where a file cannot be added to', async () => {
    const files = branch();
    files.write('lefthook.yml', 'pre-push: { commands: { x: { run: x } } }\n');
    const run = await init(files, '--yes');
    expect(run).toMatchObject({ exitCode: 2, output: expect.stringContaining('By hand') as unknown });
  });
});
