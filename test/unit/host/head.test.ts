import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LandedChannel } from '../../../server/src/host/landed-model.ts';
import { agentWrites, effectsOn, landedOn, onlySet, undecided } from './landed-bench.ts';
import { repository, repositoryAt, scratch, type ScratchRepository } from './scratch.ts';

/** A clone of a remote that others push to. */
function cloned(): { readonly files: ScratchRepository; readonly others: ScratchRepository } {
  const others = repository();
  others.write('a.ts', 'a1\n2\n3\n4\n5\n6\n7\n8\n');
  others.write('b.ts', 'b1\n');
  others.commit('base');
  others.git('config', 'receive.denyCurrentBranch', 'ignore');
  const folder = scratch();
  others.git('clone', '--quiet', others.root, folder.at('c'));
  const files = repositoryAt(folder.at('c'));
  files.git('config', 'user.name', 'Test');
  files.git('config', 'user.email', 'test@example.org');
  return { files, others };
}

/** What a watcher reports after a git command: every file of the work tree, and that git itself moved. */
async function afterGit(channel: LandedChannel, files: ScratchRepository): Promise<void> {
  for (const path of readdirSync(files.root)) if (path !== '.git') channel.fileEvent(path);
  for (const path of ['a.ts', 'b.ts', 'c.ts']) if (!existsSync(files.at(path))) channel.fileEvent(path);
  channel.gitHeadMoved();
  await channel.settled();
}

async function acceptAll(channel: LandedChannel): Promise<void> {
  const set = onlySet(channel);
  const effects = set.changeSet.files.flatMap(({ path }) => effectsOn(set, 'advanceBaseline', path));
  expect(await channel.carryOut(set.id, effects)).toBeNull();
  expect(undecided(channel)).toEqual({});
}

describe('git brings content without noise', () => {
  it('pull', async () => {
    const { files, others } = cloned();
    const channel = await landedOn(files);
    others.write('a.ts', 'a2\n');
    others.write('c.ts', 'c1\n');
    others.git('rm', '--quiet', 'b.ts');
    others.commit('theirs');
    files.git('pull', '--quiet');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
    await agentWrites(channel, files, 'c.ts', 'agent');
    expect(undecided(channel)).toEqual({ 'c.ts': ['c1\n', 'agent'] });
  });

  it('pull while nobody looked', async () => {
    const { files, others } = cloned();
    await (await landedOn(files)).close();
    others.write('a.ts', 'a2\n');
    others.commit('theirs');
    files.git('pull', '--quiet');
    expect(undecided(await landedOn(files))).toEqual({});
  });

  it('checkout of branches that were there, and back', async () => {
    const { files } = cloned();
    files.git('switch', '--quiet', '--create', 'old-work');
    files.write('a.ts', 'old work\n');
    files.commit('old work');
    files.git('switch', '--quiet', 'main');
    const channel = await landedOn(files);
    for (const branch of ['old-work', 'main', 'old-work']) {
      files.git('switch', '--quiet', branch);
      await afterGit(channel, files);
      expect(undecided(channel), branch).toEqual({});
    }
  });

  it('a branch with accepted commits, left and entered again', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.git('switch', '--quiet', '--create', 'feature');
    await agentWrites(channel, files, 'a.ts', 'feature\n');
    await acceptAll(channel);
    files.commit('feature');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
    for (const branch of ['main', 'feature', 'main', 'feature']) {
      files.git('switch', '--quiet', branch);
      await afterGit(channel, files);
      expect(undecided(channel), branch).toEqual({});
    }
  });

  it('stash and stash pop of accepted work', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', 'accepted\n');
    await acceptAll(channel);
    for (const command of ['push', 'pop', 'push', 'pop']) {
      files.git('stash', command, '--quiet');
      await afterGit(channel, files);
      expect(undecided(channel), command).toEqual({});
    }
  });

  it('a stash whose ref is there before its files are taken back', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    const before = files.read('a.ts');
    await agentWrites(channel, files, 'a.ts', 'accepted\n');
    await acceptAll(channel);
    files.git('stash', 'store', '--quiet', files.git('stash', 'create'));
    await afterGit(channel, files);
    files.write('a.ts', before);
    channel.fileEvent('a.ts');
    await channel.settled();
    expect(undecided(channel)).toEqual({});
  });

  it('pull --rebase and merge of accepted local commits', async () => {
    for (const command of [
      ['pull', '--quiet', '--rebase'],
      ['pull', '--quiet', '--no-rebase', '--no-edit'],
    ]) {
      const { files, others } = cloned();
      const channel = await landedOn(files);
      await agentWrites(channel, files, 'a.ts', 'a1\n2\n3\n4\n5\n6\n7\neight\n');
      await acceptAll(channel);
      files.commit('mine');
      await afterGit(channel, files);
      others.write('a.ts', 'A1\n2\n3\n4\n5\n6\n7\n8\n');
      others.commit('theirs');
      files.git(...command);
      await afterGit(channel, files);
      expect(files.read('a.ts').toString()).toBe('A1\n2\n3\n4\n5\n6\n7\neight\n');
      expect(undecided(channel), command.join(' ')).toEqual({});
    }
  });

  it('a rebase of local commits that were there before us', async () => {
    const { files, others } = cloned();
    files.write('a.ts', 'a1\n2\n3\n4\n5\n6\n7\neight\n');
    files.commit('mine');
    const channel = await landedOn(files);
    others.write('a.ts', 'A1\n2\n3\n4\n5\n6\n7\n8\n');
    others.write('c.ts', 'c\n');
    others.commit('theirs');
    files.git('pull', '--quiet', '--rebase');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
  });
});

describe('git does not launder edits', () => {
  it('an agent commits what it wrote: still undecided, against the same earlier text', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.write('a.ts', 'agent\n');
    files.commit('agent');
    await afterGit(channel, files);
    expect(undecided(channel)).toMatchObject({ 'a.ts': [expect.stringContaining('a1') as string, 'agent\n'] });
  });

  it('an agent commits and pushes before anybody looked', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.write('a.ts', 'agent\n');
    files.commit('agent');
    files.git('push', '--quiet', 'origin', 'HEAD:refs/heads/agent');
    await afterGit(channel, files);
    expect(Object.keys(undecided(channel))).toEqual(['a.ts']);
    await channel.close();
    expect(Object.keys(undecided(await landedOn(files)))).toEqual(['a.ts']);
  });

  it('leaving an undecided branch and coming back shows it again', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.git('switch', '--quiet', '--create', 'feature');
    await agentWrites(channel, files, 'a.ts', 'undecided\n');
    files.commit('feature');
    await afterGit(channel, files);
    files.git('switch', '--quiet', 'main');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
    files.git('switch', '--quiet', 'feature');
    await afterGit(channel, files);
    expect(Object.keys(undecided(channel))).toEqual(['a.ts']);
  });

  it('accepted work that is undone by an edit is a change, although HEAD holds the same content', async () => {
    const { files } = cloned();
    const original = files.read('a.ts').toString();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', 'with a guard\n');
    await acceptAll(channel);
    await agentWrites(channel, files, 'a.ts', original);
    expect(undecided(channel)).toEqual({ 'a.ts': ['with a guard\n', original] });
    files.write('b.ts', 'b2\n');
    files.git('commit', '--quiet', '--message', 'other', 'b.ts');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({ 'a.ts': ['with a guard\n', original], 'b.ts': ['b1\n', 'b2\n'] });
  });

  it('undecided edits survive a pull that does not touch them', async () => {
    const { files, others } = cloned();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'b.ts', 'agent\n');
    others.write('a.ts', 'a2\n');
    others.commit('theirs');
    files.git('pull', '--quiet');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({ 'b.ts': ['b1\n', 'agent\n'] });
  });

  it('a stash that brings undecided edits back shows them', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', 'undecided\n');
    files.git('stash', 'push', '--quiet');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
    files.git('stash', 'pop', '--quiet');
    await afterGit(channel, files);
    expect(Object.keys(undecided(channel))).toEqual(['a.ts']);
  });
});

describe('while git is at work', () => {
  it('nothing is looked at, and that is said', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.write('.git/index.lock', '');
    files.write('a.ts', 'half\n');
    channel.fileEvent('a.ts');
    await expect.poll(() => channel.state().waiting?.message, { timeout: 8000 }).toBe('a git command is running');
    expect(undecided(channel)).toEqual({});
    files.remove('.git/index.lock');
    await channel.settled();
    expect(channel.state().waiting).toBeNull();
    expect(Object.keys(undecided(channel))).toEqual(['a.ts']);
  });

  it('a merge with conflicts waits until it is done', async () => {
    const { files, others } = cloned();
    files.write('b.ts', 'mine\n');
    files.commit('mine');
    const channel = await landedOn(files);
    others.write('b.ts', 'theirs\n');
    others.commit('theirs');
    expect(() => files.git('pull', '--quiet', '--no-rebase')).toThrow();
    channel.fileEvent('b.ts');
    channel.gitHeadMoved();
    await expect.poll(() => channel.state().waiting?.message, { timeout: 8000 }).toBe('a merge is in progress');
    expect(undecided(channel)).toEqual({});
    files.git('merge', '--abort');
    await afterGit(channel, files);
    expect(undecided(channel)).toEqual({});
  });
});

describe('HEAD that is not a branch', () => {
  it('detached and unborn are states like any other', async () => {
    const { files } = cloned();
    const channel = await landedOn(files);
    files.git('checkout', '--quiet', '--detach');
    await afterGit(channel, files);
    await agentWrites(channel, files, 'a.ts', 'x');
    expect(Object.keys(undecided(channel))).toEqual(['a.ts']);
    const fresh = repository();
    const unborn = await landedOn(fresh);
    await agentWrites(unborn, fresh, 'a.ts', 'first');
    expect(undecided(unborn)).toEqual({ 'a.ts': [null, 'first'] });
    fresh.commit('first');
    await afterGit(unborn, fresh);
    expect(undecided(unborn)).toEqual({ 'a.ts': [null, 'first'] });
  });
});
