import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAuthors } from '../../../server/src/host/gate-authors.ts';
import { findIgnored, listRangeChanges, listWorktreeChanges } from '../../../server/src/host/git-changes.ts';
import { readChanges, toSides, type ReadChanges } from '../../../server/src/host/git-read.ts';
import { findTopLevel, openRepository, type Repository } from '../../../server/src/host/git-repository.ts';
import { findDefaultBase, findRevision, readHead, resolveRevision } from '../../../server/src/host/git-revisions.ts';
import { fromCommit } from '../../../server/src/host/summary-source.ts';
import { repository, repositoryAt, scratch, type ScratchRepository } from './scratch.ts';

async function open(folder: string): Promise<Repository> {
  const opened = await openRepository(folder);
  if (opened === null) throw new Error('no repository');
  return opened;
}

async function worktree(files: ScratchRepository, base: string | null): Promise<ReadChanges> {
  const opened = await open(files.root);
  try {
    return await readChanges(opened, await listWorktreeChanges(opened, base));
  } finally {
    opened.close();
  }
}

function shown({ changes }: ReadChanges): Record<string, [string | null, string | null]> {
  return Object.fromEntries(
    changes.map(({ path, before, after }) => [path, [before?.version.text ?? null, after?.version.text ?? null]]),
  );
}

describe('changes of a work tree', () => {
  it('are edits, deletions, new files and modes, tracked or not, staged or not', async () => {
    const files = repository();
    files.write('edited.ts', 'old');
    files.write('deleted.ts', 'gone');
    files.write('mode.sh', '#!/bin/sh');
    files.write('touched.ts', 'same');
    files.write('.gitignore', 'ignored/\n');
    const base = files.commit('base');
    files.write('edited.ts', 'new');
    files.remove('deleted.ts');
    files.write('mode.sh', '#!/bin/sh', 0o755);
    files.write('touched.ts', 'same');
    files.write('staged.ts', 'staged');
    files.git('add', 'staged.ts');
    files.write('päth with "quotes"\n.ts', 'odd');
    files.write('ignored/x.ts', 'x');
    const read = await worktree(files, base);
    expect(read.problems).toEqual([]);
    expect(shown(read)).toEqual({
      'edited.ts': ['old', 'new'],
      'deleted.ts': ['gone', null],
      'mode.sh': ['#!/bin/sh', '#!/bin/sh'],
      'staged.ts': [null, 'staged'],
      'päth with "quotes"\n.ts': [null, 'odd'],
    });
    expect(read.changes.find(({ path }) => path === 'mode.sh')?.after?.version.mode).toBe('100755');
  });

  it('are found although the index was told to assume otherwise', async () => {
    const files = repository();
    files.write('a.ts', 'old');
    const base = files.commit('base');
    files.git('update-index', '--assume-unchanged', 'a.ts');
    files.write('a.ts', 'new!');
    expect(shown(await worktree(files, base))).toEqual({ 'a.ts': ['old', 'new!'] });
  });

  it('are everything before the first commit', async () => {
    const files = repository();
    files.write('a.ts', 'a');
    const opened = await open(files.root);
    expect(await readHead(opened)).toEqual({ commit: null, branch: 'refs/heads/main' });
    expect((await findDefaultBase(opened)).commit).toBeNull();
    expect(shown(await worktree(files, null))).toEqual({ 'a.ts': [null, 'a'] });
    opened.close();
  });

  it('do not include line endings that git itself converts', async () => {
    const files = repository();
    files.write('a.ts', 'one\ntwo\n');
    const base = files.commit('base');
    files.git('config', 'core.autocrlf', 'true');
    files.write('a.ts', 'one\r\ntwo\r\n');
    expect(shown(await worktree(files, base))).toEqual({});
    files.write('a.ts', 'one\r\ntwo\r\nthree\r\n');
    expect(shown(await worktree(files, base))).toEqual({ 'a.ts': ['one\r\ntwo\r\n', 'one\r\ntwo\r\nthree\r\n'] });
    files.git('config', 'core.autocrlf', 'false');
    expect(shown(await worktree(files, base))).toEqual({ 'a.ts': ['one\ntwo\n', 'one\r\ntwo\r\nthree\r\n'] });
  });

  it('do not include a large file whose git-lfs pointer still holds', async () => {
    const files = repository();
    const content = 'large content';
    const digest = execFileSync('sha256sum', { input: content, encoding: 'utf8' }).slice(0, 64);
    files.write(
      'big.bin',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${content.length}\n`,
    );
    const base = files.commit('base');
    files.write('big.bin', content);
    expect(shown(await worktree(files, base))).toEqual({});
    files.write('big.bin', 'large Content');
    expect(Object.keys(shown(await worktree(files, base)))).toEqual(['big.bin']);
  });

  it('name a submodule, whose content is not judged here', async () => {
    const inner = repository();
    inner.write('x.ts', 'x');
    inner.commit('one');
    const files = repository();
    files.write('a.ts', 'a');
    files.commit('base');
    files.git('submodule', 'add', '--quiet', inner.root, 'sub');
    const base = files.commit('with submodule');
    files.write('sub/x.ts', 'dirty');
    expect(shown(await worktree(files, base))).toEqual({});
    repositoryAt(files.at('sub')).commit('moved on');
    const { changes } = await worktree(files, base);
    expect(changes.map(toSides)).toMatchObject([{ path: 'sub', notJudged: { reason: 'submodule' } }]);
  });

  it('are those of a linked work tree, with a detached HEAD too', async () => {
    const files = repository();
    files.write('a.ts', 'a');
    const base = files.commit('base');
    const other = scratch();
    files.git('worktree', 'add', '--quiet', '--detach', other.at('tree'));
    const linked = repositoryAt(other.at('tree'));
    linked.write('a.ts', 'linked');
    expect(shown(await worktree(linked, base))).toEqual({ 'a.ts': ['a', 'linked'] });
    expect(shown(await worktree(files, base))).toEqual({});
    const opened = await open(linked.root);
    expect(await readHead(opened)).toEqual({ commit: base, branch: null });
    expect(opened.commonDirectory).toBe(files.at('.git'));
    opened.close();
  });

  it('are relative to the folder that is open, and end at it', async () => {
    const files = repository();
    files.write('packages/api/a.ts', 'a');
    files.write('other.ts', 'o');
    const base = files.commit('base');
    files.write('packages/api/a.ts', 'b');
    files.write('packages/api/new.ts', 'n');
    files.write('other.ts', 'p');
    expect(shown(await worktree(repositoryAt(files.at('packages/api')), base))).toEqual({
      'a.ts': ['a', 'b'],
      'new.ts': [null, 'n'],
    });
    expect(await findTopLevel(files.at('packages/api'))).toBe(files.root);
  });
});

describe('changes between commits', () => {
  it('are read from git alone', async () => {
    const files = repository();
    files.write('a.ts', 'old\r\n');
    for (const path of ['d/e.ts', 'd/f/g.ts']) files.write(path, '');
    const base = files.commit('base');
    files.write('a.ts', 'new\r\n');
    files.write('b.bin', Buffer.from([0, 1]));
    files.link('l', 'a.ts');
    const head = files.commit('head');
    files.write('a.ts', 'neither');
    const opened = await open(files.root);
    const read = await readChanges(opened, await listRangeChanges(opened, base, head));
    expect(shown(read)).toEqual({ 'a.ts': ['old\r\n', 'new\r\n'], 'b.bin': [null, ''], l: [null, ''] });
    expect((await fromCommit(opened, head)('a.ts'))?.text).toBe('new\r\n');
    expect(await fromCommit(opened, head)('none.ts')).toBeNull();
    expect((await fromCommit(opened, head)('*.ts'))?.text).toBe('a.ts');
    expect(await fromCommit(opened, head)('none/')).toBeNull();
    expect((await fromCommit(opened, head)('d/'))?.text).toBe('e.ts\nf/');
    expect(await fromCommit(opened, head)('none/*.ts')).toBeNull();
    opened.close();
  });

  it('that a clone lacks are problems, not empty files', async () => {
    const files = repository();
    files.write('a.ts', 'old');
    const base = files.commit('base');
    files.write('a.ts', 'new');
    const head = files.commit('head');
    const blob = files.git('rev-parse', `${base}:a.ts`);
    files.remove(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
    const opened = await open(files.root);
    const read = await readChanges(opened, await listRangeChanges(opened, base, head));
    expect(read).toMatchObject({ changes: [], problems: [{ code: 'CS3013', path: 'a.ts' }] });
    opened.close();
  });

  it('that a partial clone lacks are told as that, and nothing is fetched for them', async () => {
    const files = repository();
    files.git('config', 'uploadpack.allowFilter', 'true');
    files.write('a.ts', 'one\n');
    const commit = files.commit('one');
    const clone = files.at('.git/partial');
    files.git('-c', 'protocol.file.allow=always', 'clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${files.root}`, clone); // prettier-ignore
    const opened = await openRepository(clone);
    try {
      const asked = fromCommit(opened!, commit)('a.ts');
      await expect(asked).rejects.toMatchObject({ problem: { code: 'CS3013', fix: expect.stringContaining('partial') as string } }); // prettier-ignore
    } finally {
      opened?.close();
    }
  });

  it('need revisions that exist', async () => {
    const files = repository();
    files.commit('base');
    const opened = await open(files.root);
    for (const name of ['nope', '--output=/tmp/x', '', 'HEAD:a', 'HEAD\0']) {
      await expect(resolveRevision(opened, name), name).rejects.toMatchObject({ problem: { code: 'CS3014' } });
    }
    opened.close();
  });

  it('a repository that cannot be read just now is no answer: a commit is not gone for that', async () => {
    const files = repository();
    files.write('a', 'a');
    const commit = files.commit('base');
    const opened = await open(files.root);
    files.write('.git/HEAD', '');
    await expect(findRevision(opened, commit)).rejects.toMatchObject({ problem: { code: 'CS3015' } });
    await expect(readHead(opened)).rejects.toMatchObject({ problem: { code: 'CS3015' } });
  });

  it('say that a shallow clone does not reach the base', async () => {
    const origin = repository();
    for (const name of ['one', 'two', 'three']) {
      origin.write('a.ts', name);
      origin.commit(name);
    }
    origin.git('switch', '--quiet', '--create', 'work', 'HEAD~2');
    origin.write('b.ts', 'b');
    origin.commit('work');
    const clone = scratch();
    origin.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${origin.root}`, clone.at('c'));
    repositoryAt(clone.at('c')).git('remote', 'set-head', 'origin', 'main');
    const opened = await open(clone.at('c'));
    await expect(findDefaultBase(opened)).rejects.toMatchObject({ problem: { code: 'CS3013' } });
    opened.close();
  });
});

describe('the default base', () => {
  it('is where the work left the default branch of the remote', async () => {
    const origin = repository();
    origin.write('a.ts', 'a');
    const fork = origin.commit('fork point');
    const clone = scratch();
    origin.git('clone', '--quiet', origin.root, clone.at('c'));
    const files = repositoryAt(clone.at('c'));
    files.git('switch', '--quiet', '--create', 'work');
    files.write('a.ts', 'b');
    files.commit('work');
    const opened = await open(files.root);
    expect(await findDefaultBase(opened)).toEqual({ commit: fork, title: 'origin/main' });
    opened.close();
  });

  it('without a remote is the local main branch, and HEAD on that branch itself', async () => {
    const files = repository();
    files.write('a.ts', 'a');
    const fork = files.commit('fork point');
    const opened = await open(files.root);
    expect((await findDefaultBase(opened)).commit).toBe(fork);
    files.git('switch', '--quiet', '--create', 'work');
    files.write('a.ts', 'b');
    files.commit('work');
    expect(await findDefaultBase(opened)).toEqual({ commit: fork, title: 'main' });
    opened.close();
  });
});

describe('a hostile repository', () => {
  it('has no program of its choice run', async () => {
    const files = repository();
    files.write('a.ts', 'a\n');
    files.write('.gitattributes', '* filter=evil diff=evil\n');
    const base = files.commit('base');
    const run = `touch ${files.at('ran')}; cat`;
    for (const [name, value] of [
      ['filter.evil.clean', run],
      ['filter.evil.smudge', run],
      ['filter.evil.process', run],
      ['filter.evil.required', 'true'],
      ['core.fsmonitor', run],
      ['core.hooksPath', files.at('hooks')],
      ['diff.external', run],
      ['diff.evil.textconv', run],
      ['core.pager', run],
    ] as const) {
      files.git('config', name, value);
    }
    files.write('hooks/post-index-change', `#!/bin/sh\n${run}`, 0o755);
    files.write('a.ts', 'b\n');
    const read = await worktree(files, base);
    expect(shown(read)['a.ts']).toEqual(['a\n', 'b\n']);
    expect(files.has('ran')).toBe(false);
  });

  it('cannot claim the whole disk as its work tree', async () => {
    const files = repository();
    files.git('config', 'core.worktree', '/');
    await expect(findTopLevel(files.root)).rejects.toMatchObject({ problem: { code: 'CS3016' } });
  });

  it('cannot redirect us through the environment of a hook', async () => {
    const files = repository();
    files.write('a.ts', 'a');
    const base = files.commit('base');
    process.env['GIT_DIR'] = '/nowhere';
    process.env['GIT_INDEX_FILE'] = '/nowhere';
    try {
      expect(shown(await worktree(files, base))).toEqual({});
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
  });
});

describe('ignored paths', () => {
  it('are what the repository says, although one path asked for is inside a submodule', async () => {
    const inner = repository();
    inner.commit('one');
    const files = repository();
    files.write('.gitignore', 'node_modules/\n*.log\n!keep.log\n');
    files.write('tracked.log', 'x');
    files.git('add', '--force', 'tracked.log');
    files.commit('base');
    files.git('submodule', 'add', '--quiet', inner.root, 'sub');
    const opened = await open(files.root);
    const asked = ['node_modules/a/b.js', 'sub/x', 'a.log', ':(top)b.log', '*', 'keep.log', 'tracked.log', 'src/a.ts'];
    expect([...(await findIgnored(opened, asked))].sort()).toEqual([':(top)b.log', 'a.log', 'node_modules/a/b.js']);
    opened.close();
  });
});

it('a folder outside any repository has none', async () => {
  expect(await openRepository(scratch().root)).toBeNull();
});

describe('authors of a branch', () => {
  it('are whoever committed it too, but for what another person wrote and they rebased or amended', async () => {
    const files = repository();
    const people = new Set(['ana@example.org', 'test@example.org']);
    const base = files.commit('base');
    const authors = ['agent', 'ana'].map((name) => `${name} <${name}@example.org>`);
    for (const author of authors)
      for (const [time, ...flags] of [['now'], ['before', '--date', '2026-01-01T00:00:00Z']]) {
        files.write(`${author.split(' ')[0]}-${time}.ts`, author);
        files.git('add', '--all');
        files.git('commit', '--quiet', '--message', 'work', '--author', author, ...flags);
      }
    const opened = await open(files.root);
    try {
      const { byPath } = await readAuthors(opened, base, files.git('rev-parse', 'HEAD'), people);
      const both = (name: string): ReadonlySet<string> => new Set([`${name}@example.org`, 'test@example.org']);
      expect(Object.fromEntries(byPath)).toEqual({
        'agent-now.ts': both('agent'),
        'agent-before.ts': both('agent'),
        'ana-now.ts': both('ana'),
        'ana-before.ts': new Set(['ana@example.org']),
      });
    } finally {
      opened.close();
    }
  });

  it('are known whole without a list of cut commits, not whole with one, and not at all when it cannot be read', async () => {
    const files = repository();
    files.write('a.ts', 'a');
    const base = files.commit('base');
    files.write('a.ts', 'b');
    const head = files.commit('work');
    const opened = await open(files.root);
    const cuts = join(opened.commonDirectory, 'shallow');
    try {
      const { isWhole, byPath } = await readAuthors(opened, base, head);
      expect(isWhole).toBe(true);
      expect([...byPath.keys()]).toEqual(['a.ts']);
      mkdirSync(cuts);
      await expect(readAuthors(opened, base, head)).rejects.toMatchObject({ problem: { code: 'CS3001', path: cuts } });
      rmdirSync(cuts);
      writeFileSync(cuts, `${head}\n`);
      expect(await readAuthors(opened, base, head)).toMatchObject({ isWhole: false });
    } finally {
      opened.close();
    }
  });
});
