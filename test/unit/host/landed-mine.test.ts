import { describe, expect, it } from 'vitest';
import type { LandedChannel, LandedSet } from '../../../server/src/host/landed-model.ts';
import { agentWrites, effectsOn, landedOn, onlySet, personSaves, undecided } from './landed-bench.ts';
import { repository, scratch, type ScratchRepository } from './scratch.ts';

const ten = Array.from({ length: 10 }, (_, at) => `${at + 1}\n`).join('');
const none: ReadonlySet<string> = new Set();

function withFile(text: string | Uint8Array = ten): ScratchRepository {
  const files = repository();
  files.write('a.ts', text);
  files.commit('base');
  return files;
}

async function typed(files: ScratchRepository, text: string): Promise<LandedChannel> {
  const channel = await landedOn(files);
  channel.editorOpened('a.ts', files.read('a.ts').toString());
  await personSaves(channel, files, 'a.ts', text);
  expect(undecided(channel)).toEqual({});
  return channel;
}

function setsByChannel(channel: LandedChannel): Record<string, readonly string[]> {
  const filled = channel.state().sets.filter(({ changeSet }) => changeSet.files.length > 0);
  return Object.fromEntries(
    filled.map(({ changeSet: { origin, files } }) => [origin.channel, files.map(({ path }) => path)]),
  );
}

const setOf = (channel: LandedChannel, name: string): LandedSet | undefined =>
  channel.state().sets.find(({ changeSet }) => changeSet.origin.channel === name && changeSet.files.length > 0);

describe('a person’s own work', () => {
  it('is put up against HEAD when they ask, claimed by whoever asks', async () => {
    const files = withFile();
    const channel = await typed(files, ten.replace('5', 'five'));
    files.write('b.ts', 'new');
    const found = await channel.reviewMine(none);
    expect(found.set).not.toBeNull();
    expect(undecided(channel)['a.ts']).toEqual([ten, ten.replace('5', 'five')]);
    expect(setOf(channel, 'my-changes')?.changeSet.origin).toEqual({
      kind: 'human',
      channel: 'my-changes',
      held: false,
      claimedBy: 'signer',
    });
  });

  it('is accepted and rejected like any other, byte for byte, and taken back', async () => {
    const bytes = Buffer.from(`\uFEFF${ten.replaceAll('\n', '\r\n')}last`);
    const files = withFile(bytes);
    const before = files.hash('a.ts');
    const text = files.read('a.ts').toString().slice(1); // an editor's buffer has no byte order mark
    const edited = text.replace('2', 'two').replace('9', 'nine');
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', text);
    channel.editorEdit('a.ts', { byPerson: true, text: edited });
    files.write('a.ts', `\uFEFF${edited}`);
    channel.editorSaved('a.ts', { text: edited });
    await channel.settled();
    expect(undecided(channel)).toEqual({});
    await channel.reviewMine(none);
    const set = onlySet(channel);
    expect(await channel.carryOut(set.id, effectsOn(set, 'advanceBaseline', 'a.ts', 0))).toBeNull();
    expect(undecided(channel)['a.ts']?.[0]).toContain('two');
    expect(await channel.carryOut(set.id, effectsOn(set, 'rewindBaseline', 'a.ts', 0))).toBeNull();
    expect(await channel.carryOut(set.id, effectsOn(set, 'restore', 'a.ts'))).toBeNull();
    expect(files.hash('a.ts')).toBe(before);
    expect(undecided(channel)).toEqual({});
    expect(await channel.carryOut(set.id, effectsOn(set, 'reapply', 'a.ts', 1))).toBeNull();
    expect(files.read('a.ts').toString()).toContain('nine');
    expect(setsByChannel(channel)).toEqual({ 'my-changes': ['a.ts'] });
  });

  it('leaves undecided paths of others where they are', async () => {
    const files = withFile();
    const channel = await typed(files, ten.replace('5', 'five'));
    await agentWrites(channel, files, 'b.ts', 'by an agent');
    await channel.reviewMine(none);
    expect(setsByChannel(channel)).toEqual({ disk: ['b.ts'], 'my-changes': ['a.ts'] });
  });

  it('does not claim what somebody else wrote and nobody has looked at yet', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.write('a.ts', 'written behind our back');
    expect((await channel.reviewMine(none)).set).toBeNull();
    expect(setOf(channel, 'my-changes')).toBeUndefined();
  });

  it('does not claim hunks that a record accepts', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', ten.replace('2', 'two'));
    const theirs = onlySet(channel);
    const accepted = theirs.changeSet.files[0]!.hunks[0]!.id;
    await channel.carryOut(theirs.id, effectsOn(theirs, 'advanceBaseline', 'a.ts'));
    expect((await channel.reviewMine(new Set([accepted]))).set).toBeNull();

    channel.editorOpened('a.ts', ten.replace('2', 'two'));
    await personSaves(channel, files, 'a.ts', ten.replace('2', 'two').replace('9', 'nine'));
    await channel.reviewMine(new Set([accepted]));
    expect(undecided(channel)['a.ts']).toEqual([ten.replace('2', 'two'), ten.replace('2', 'two').replace('9', 'nine')]);
  });

  it('goes on with what they save, and only with that', async () => {
    const files = withFile();
    const mine = ten.replace('2', 'two');
    const channel = await typed(files, mine);
    await channel.reviewMine(none);
    const more = mine.replace('9', 'nine');
    await personSaves(channel, files, 'a.ts', more);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, more] });
    expect(setsByChannel(channel)).toEqual({ 'my-changes': ['a.ts'] });

    await agentWrites(channel, files, 'a.ts', `${more}by an agent\n`);
    expect(setsByChannel(channel)).toEqual({ disk: ['a.ts'] });
    expect(undecided(channel)).toEqual({ 'a.ts': [more, `${more}by an agent\n`] });
  });

  it('survives a restart, and an agent that writes meanwhile is not claimed', async () => {
    const files = withFile();
    files.write('b.ts', ten);
    files.commit('more');
    const mine = ten.replace('2', 'two');
    const channel = await typed(files, mine);
    channel.editorOpened('b.ts', ten);
    await personSaves(channel, files, 'b.ts', mine);
    const { set } = await channel.reviewMine(none);
    await channel.close();
    files.write('b.ts', `${mine}by an agent\n`);
    const again = await landedOn(files);
    expect(setOf(again, 'my-changes')?.id).toBe(set);
    expect(setsByChannel(again)).toEqual({ 'my-changes': ['a.ts'], disk: ['b.ts'] });
    expect(undecided(again)).toEqual({ 'a.ts': [ten, mine], 'b.ts': [mine, `${mine}by an agent\n`] });
  });

  it('is closed without deciding, as if nobody had asked', async () => {
    const files = withFile();
    const mine = ten.replace('2', 'two');
    const channel = await typed(files, mine);
    const { set } = await channel.reviewMine(none);
    expect(await channel.dismiss(set!)).toBeNull();
    expect(undecided(channel)).toEqual({});
    expect(files.read('a.ts').toString()).toBe(mine);
    await agentWrites(channel, files, 'a.ts', `${mine}by an agent\n`);
    expect(undecided(channel)).toEqual({ 'a.ts': [mine, `${mine}by an agent\n`] });
    expect(await channel.dismiss(onlySet(channel).id)).toMatchObject({ code: 'CS3003' });
    expect(undecided(channel)['a.ts']).toBeDefined();
  });

  it('puts up a rename as one file', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.git('mv', 'a.ts', 'b.ts');
    for (const path of ['a.ts', 'b.ts']) channel.fileEvent(path);
    await channel.settled();
    const theirs = onlySet(channel);
    await channel.carryOut(theirs.id, effectsOn(theirs, 'advanceBaseline', 'b.ts'));
    await channel.reviewMine(none);
    expect(setOf(channel, 'my-changes')?.changeSet.files).toMatchObject([{ path: 'b.ts', previousPath: 'a.ts' }]);
  });

  it('is not taken back over what an agent has edited since', async () => {
    const files = withFile();
    const mine = ten.replace('2', 'two');
    const channel = await typed(files, mine);
    const { set } = await channel.reviewMine(none);
    const shown = onlySet(channel);
    await channel.carryOut(set!, effectsOn(shown, 'advanceBaseline', 'a.ts'));
    await agentWrites(channel, files, 'a.ts', `${mine}by an agent\n`);
    expect(await channel.carryOut(set!, effectsOn(shown, 'rewindBaseline', 'a.ts'))).toMatchObject({ code: 'CS3005' });
    expect(undecided(channel)).toEqual({ 'a.ts': [mine, `${mine}by an agent\n`] });
  });

  it('has nothing to be compared with where there is no git', async () => {
    const files = scratch();
    files.write('a.ts', ten);
    const channel = await landedOn(files);
    expect((await channel.reviewMine(none)).why?.message).toMatch(/git/);
  });
});

describe('an edit by a program in the editor', () => {
  async function programSaves(channel: LandedChannel, files: ScratchRepository, text: string): Promise<void> {
    channel.editorEdit('a.ts', { byPerson: false, text });
    files.write('a.ts', text);
    channel.editorSaved('a.ts', { text });
    channel.fileEvent('a.ts');
    await channel.settled();
  }

  it('keeps its origin when it is looked at again and after a restart', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', ten);
    await programSaves(channel, files, ten.replace('2', 'two'));
    channel.fileEvent('a.ts');
    await channel.settled();
    expect(setsByChannel(channel)).toEqual({ editor: ['a.ts'] });
    await channel.close();
    expect(setsByChannel(await landedOn(files))).toEqual({ editor: ['a.ts'] });
  });

  it('is no longer taken for the editor’s when another process writes on', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', ten);
    await programSaves(channel, files, ten.replace('2', 'two'));
    await agentWrites(channel, files, 'a.ts', ten.replace('2', 'two').replace('9', 'nine'));
    expect(setsByChannel(channel)).toEqual({ disk: ['a.ts'] });
    expect(undecided(channel)['a.ts']?.[0]).toBe(ten);
  });
});
