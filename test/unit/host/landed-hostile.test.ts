import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentWrites, effectsOn, landedOn, onlySet, undecided } from './landed-bench.ts';
import { isRoot, repository, scratch, type ScratchRepository } from './scratch.ts';

function withFile(): ScratchRepository {
  const files = repository();
  files.write('src/a.ts', 'one\n');
  files.commit('base');
  return files;
}

describe.runIf(process.platform === 'linux')('what lands and cannot be read', () => {
  it('a name that is no UTF-8 is named, while others are seen', async () => {
    const files = withFile();
    writeFileSync(Buffer.from(`${files.root}/src/lat\u00fc.ts`, 'latin1'), 'x');
    files.write('src/b.ts', 'new\n');
    const channel = await landedOn(files);
    expect(channel.state().problems).toMatchObject([{ code: 'CS3007', path: 'src/lat\ufffd.ts' }]);
    expect(undecided(channel)).toEqual({ 'src/b.ts': [null, 'new\n'] });
  });

  it('a pipe in the place of a file is named, and does not hang; the file can come back', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.remove('src/a.ts');
    execFileSync('mkfifo', [files.at('src/a.ts')]);
    channel.fileEvent('src/a.ts');
    await channel.settled();
    expect(channel.state().problems).toMatchObject([{ code: 'CS3006', path: 'src/a.ts' }]);
    files.remove('src/a.ts');
    await agentWrites(channel, files, 'src/a.ts', 'two\n');
    expect(channel.state().problems).toEqual([]);
    expect(undecided(channel)).toEqual({ 'src/a.ts': ['one\n', 'two\n'] });
  });

  it('a folder that becomes a link out of the workspace is a deletion and a link, and nothing behind it is read', async () => {
    const files = withFile();
    const outside = scratch();
    outside.write('a.ts', 'secret\n');
    const channel = await landedOn(files);
    renameSync(files.at('src'), files.at('old'));
    files.link('src', outside.root);
    await channel.rescan();
    expect(undecided(channel)).toMatchObject({ 'old/a.ts': [null, 'one\n'] });
    expect(JSON.stringify(channel.state())).not.toContain('secret');
    const set = onlySet(channel);
    for (const path of ['src/a.ts', 'src']) {
      const effects = effectsOn(set, 'restore', path);
      if (effects.length > 0) await channel.carryOut(set.id, effects);
    }
    expect(outside.read('a.ts').toString()).toBe('secret\n');
  });

  it.skipIf(isRoot)('a folder that may not be opened is named, and nothing in it counts as deleted', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    chmodSync(files.at('src'), 0);
    try {
      channel.fileEvent('src');
      await channel.settled();
      expect(undecided(channel)).toEqual({});
      expect(channel.state().problems).toMatchObject([{ code: 'CS3001', path: 'src' }]);
      const again = await landedOn(files);
      expect(undecided(again)).toEqual({});
      expect(again.state().problems.map(({ code }) => code)).toContain('CS3001');
    } finally {
      chmodSync(files.at('src'), 0o755);
    }
    channel.fileEvent('src');
    await channel.settled();
    expect(channel.state().problems).toEqual([]);
  });
});

describe('an edit behind the index', () => {
  it.each(['--assume-unchanged', '--skip-worktree'])('is found at the next start: %s', async (flag) => {
    const files = withFile();
    files.git('update-index', flag, 'src/a.ts');
    files.write('src/a.ts', 'two\n');
    expect(undecided(await landedOn(files))).toEqual({ 'src/a.ts': ['one\n', 'two\n'] });
  });
});

describe('a HEAD that breaks', () => {
  it('while we watch keeps what is undecided, says so, and is well again with it', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'src/a.ts', 'two\n');
    const head = files.read('.git/HEAD');
    files.write('.git/HEAD', `${'1'.repeat(40)}\n`);
    channel.gitHeadMoved();
    files.write('src/b.ts', 'new\n');
    channel.fileEvent('src/b.ts');
    await expect.poll(() => channel.state().problems, { timeout: 8000 }).toMatchObject([{ code: 'CS3013' }]);
    expect(undecided(channel)).toMatchObject({ 'src/a.ts': ['one\n', 'two\n'] });
    files.write('.git/HEAD', head);
    channel.gitHeadMoved();
    await channel.rescan();
    expect(undecided(channel)).toEqual({ 'src/a.ts': ['one\n', 'two\n'], 'src/b.ts': [null, 'new\n'] });
    expect(channel.state().problems).toEqual([]);
  });

  it('cut off in the middle of a write does not cost what edits are compared with', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.write('src/a.ts', 'two\n');
    files.git('commit', '--quiet', '--all', '--no-verify', '--message=by an agent');
    await channel.rescan();
    const head = files.read('.git/HEAD');
    files.write('.git/HEAD', '');
    await channel.rescan();
    expect(channel.state().problems).toMatchObject([{ code: 'CS3015' }]);
    files.write('.git/HEAD', head);
    await channel.rescan();
    expect(undecided(channel)).toEqual({ 'src/a.ts': ['one\n', 'two\n'] });
    expect(channel.state().problems).toEqual([]);
  });

  it('before we come is no folder without git: nothing is taken for accepted', async () => {
    const files = withFile();
    files.write('src/a.ts', 'two\n');
    const head = files.read('.git/HEAD');
    files.write('.git/HEAD', '');
    await expect(landedOn(files)).rejects.toMatchObject({ problem: { code: 'CS3019' } });
    files.write('.git/HEAD', head);
    expect(undecided(await landedOn(files))).toEqual({ 'src/a.ts': ['one\n', 'two\n'] });
  });
});
