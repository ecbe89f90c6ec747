import { describe, expect, it } from 'vitest';
import {
  agentWrites,
  effectsOn,
  landedOn,
  onlySet,
  personSaves,
  reviewOf,
  tenLines as ten,
  undecided,
  withTenLines as withFile,
} from './landed-bench.ts';
import { repository, repositoryAt, scratch } from './scratch.ts';

describe('what lands', () => {
  it('is what another process writes: edits, new files, deletions, modes', async () => {
    const files = withFile();
    files.write('gone.ts', 'gone');
    files.write('run.sh', '#!/bin/sh\n');
    files.commit('more');
    const channel = await landedOn(files);
    expect(undecided(channel)).toEqual({});
    files.remove('gone.ts');
    files.write('new/b.ts', 'new');
    files.write('run.sh', '#!/bin/sh\n', 0o755);
    for (const path of ['gone.ts', 'new', 'run.sh']) channel.fileEvent(path);
    await agentWrites(channel, files, 'a.ts', ten.replace('5', 'five'));
    expect(undecided(channel)).toEqual({
      'a.ts': [ten, ten.replace('5', 'five')],
      'gone.ts': ['gone', null],
      'new/b.ts': [null, 'new'],
      'run.sh': ['#!/bin/sh\n', '#!/bin/sh\n'],
    });
    expect(onlySet(channel).changeSet.origin).toEqual({
      kind: 'unattributed',
      channel: 'disk',
      held: false,
      claimedBy: 'watcher',
    });
  });

  it('was there before we came, too: uncommitted work at the first start', async () => {
    const files = withFile();
    files.write('a.ts', 'changed');
    files.write('b.ts', 'untracked');
    expect(undecided(await landedOn(files))).toEqual({ 'a.ts': [ten, 'changed'], 'b.ts': [null, 'untracked'] });
  });

  it('is nothing when the content is what it was', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', 'x');
    await agentWrites(channel, files, 'a.ts', ten);
    expect(undecided(channel)).toEqual({});
    expect(channel.state().sets).toEqual([]);
  });

  it('is one change set when an agent rewrites 200 files in a burst, with progress', async () => {
    const files = repository();
    for (let at = 0; at < 200; at++) files.write(`src/f${at}.ts`, `export const x = ${at};\n`);
    files.commit('base');
    const channel = await landedOn(files);
    const seen = new Set<number>();
    channel.onChange(() => void seen.add(channel.state().progress?.total ?? 0));
    for (let at = 0; at < 200; at++) {
      files.write(`src/f${at}.ts`, `export const x = ${at + 1};\n`);
      channel.fileEvent(`src/f${at}.ts`);
    }
    await channel.settled();
    expect(onlySet(channel).changeSet.files).toHaveLength(200);
    expect(seen).toContain(200);
  });

  it('keeps its change set while more comes, and starts another after a pause', async () => {
    const files = withFile();
    let now = Date.parse('2026-11-21T09:00:00Z');
    const channel = await landedOn(files, {
      clock: {
        now: () => now,
        later: (act, ms) => {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      },
    });
    await agentWrites(channel, files, 'a.ts', 'one');
    now += 5000;
    await agentWrites(channel, files, 'b.ts', 'two');
    const first = onlySet(channel).id;
    now += 120_000;
    await agentWrites(channel, files, 'c.ts', 'three');
    await agentWrites(channel, files, 'a.ts', 'one again');
    expect(
      channel.state().sets.map(({ id, changeSet }) => [id === first, changeSet.files.map(({ path }) => path)]),
    ).toEqual([
      [true, ['a.ts', 'b.ts']],
      [false, ['c.ts']],
    ]);
  });

  it('does not list what is ignored, installed or generated, and counts it', async () => {
    const files = withFile();
    files.write('.gitignore', '*.log\n');
    files.commit('ignore');
    const channel = await landedOn(files, { ignore: ['secret-plans/'] });
    for (const path of [
      'x.log',
      'node_modules/a/index.js',
      'node_modules/b/index.js',
      'package-lock.json',
      'dist/a.js',
      'secret-plans/a.ts',
      'b.ts',
    ]) {
      files.write(path, 'x');
      channel.fileEvent(path);
    }
    await channel.settled();
    expect(Object.keys(undecided(channel))).toEqual(['b.ts']);
    expect(Object.fromEntries(channel.state().leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
      ignored: 1,
      dependencies: 2,
      'lock-file': 1,
      generated: 1,
      configured: 1,
    });
  });

  it('says what it cannot read instead of taking it for empty', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.link('out', '/etc');
    channel.fileEvent('out/passwd');
    await channel.settled();
    expect(channel.state().problems).toMatchObject([{ code: 'CS3002', path: 'out/passwd' }]);
    expect(undecided(channel)).toEqual({});
  });

  it('works without git: what was there at first sight is the baseline', async () => {
    const files = scratch();
    files.write('a.ts', 'first');
    files.write('node_modules/x/i.js', 'x');
    const channel = await landedOn(files);
    expect(undecided(channel)).toEqual({});
    await agentWrites(channel, files, 'a.ts', 'second');
    await agentWrites(channel, files, 'b.ts', 'new');
    expect(undecided(channel)).toEqual({ 'a.ts': ['first', 'second'], 'b.ts': [null, 'new'] });
    const again = await landedOn(files);
    expect(undecided(again)).toEqual(undecided(channel));
  });
});

describe('deciding', () => {
  const edited = ten.replace('2', 'two').replace('8', 'eight');

  it('accepts a hunk: the others stay', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', edited);
    const set = onlySet(channel);
    expect(set.changeSet.files[0]?.hunks).toHaveLength(2);
    expect(await channel.carryOut(set.id, effectsOn(set, 'advanceBaseline', 'a.ts', 0))).toBeNull();
    expect(undecided(channel)).toEqual({ 'a.ts': [ten.replace('2', 'two'), edited] });
    expect(onlySet(channel).id).toBe(set.id);
    expect(files.read('a.ts').toString()).toBe(edited);
  });

  it('rejects a hunk: exactly its lines come back, whatever the encoding', async () => {
    for (const encode of [
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`),
      (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    ]) {
      const files = repository();
      files.write('a.ts', encode(ten), 0o755);
      files.commit('base');
      const channel = await landedOn(files);
      await agentWrites(channel, files, 'a.ts', encode(edited));
      const set = onlySet(channel);
      expect(await channel.carryOut(set.id, effectsOn(set, 'restore', 'a.ts', 0))).toBeNull();
      expect(files.read('a.ts')).toEqual(encode(ten.replace('8', 'eight')));
      expect(await channel.carryOut(set.id, effectsOn(onlySet(channel), 'restore', 'a.ts', 0))).toBeNull();
      expect(files.read('a.ts')).toEqual(encode(ten));
      expect(files.mode('a.ts')).toBe(0o755);
      expect(undecided(channel)).toEqual({});
    }
  });

  it('takes back deletion, creation, mode and renaming to the byte', async () => {
    const files = withFile();
    files.write('gone.bin', Buffer.from([0, 1, 2]));
    files.write('run.sh', '#!/bin/sh\n', 0o644);
    files.commit('more');
    const before = ['a.ts', 'gone.bin', 'run.sh'].map((path) => [files.hash(path), files.mode(path)]);
    const channel = await landedOn(files);
    files.remove('gone.bin');
    files.write('new/deep/b.ts', 'new');
    files.write('run.sh', '#!/bin/sh\n', 0o755);
    files.git('mv', 'a.ts', 'renamed.ts');
    for (const path of ['gone.bin', 'new/deep/b.ts', 'run.sh', 'a.ts', 'renamed.ts']) channel.fileEvent(path);
    await channel.settled();
    const set = onlySet(channel);
    expect(set.changeSet.files.map(({ path, status }) => [path, status])).toEqual([
      ['gone.bin', 'deleted'],
      ['new/deep/b.ts', 'added'],
      ['renamed.ts', 'renamed'],
      ['run.sh', 'modified'],
    ]);
    for (const { path } of set.changeSet.files)
      expect(await channel.carryOut(set.id, effectsOn(set, 'restore', path))).toBeNull();
    expect(['a.ts', 'gone.bin', 'run.sh'].map((path) => [files.hash(path), files.mode(path)])).toEqual(before);
    expect(files.has('new')).toBe(false);
    expect(files.has('renamed.ts')).toBe(false);
    expect(undecided(channel)).toEqual({});
  });

  it('refuses when the file went on meanwhile, and shows what is there now', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', edited);
    const set = onlySet(channel);
    files.write('a.ts', 'meanwhile');
    expect(await channel.carryOut(set.id, effectsOn(set, 'restore', 'a.ts'))).toMatchObject({ code: 'CS3003' });
    expect(files.read('a.ts').toString()).toBe('meanwhile');
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, 'meanwhile'] });
  });

  it('takes a decision back, also when other decisions came after it', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', edited);
    const set = onlySet(channel);
    const [first, second] = [effectsOn(set, 'advanceBaseline', 'a.ts', 0), effectsOn(set, 'restore', 'a.ts', 1)];
    await channel.carryOut(set.id, first);
    await channel.carryOut(set.id, second);
    expect(files.read('a.ts').toString()).toBe(ten.replace('2', 'two'));
    expect(undecided(channel)).toEqual({});
    expect(
      await channel.carryOut(
        set.id,
        first.map((effect) => ({ ...effect, kind: 'rewindBaseline' as const })),
      ),
    ).toBeNull();
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, ten.replace('2', 'two')] });
    expect(onlySet(channel).id).toBe(set.id);
    expect(
      await channel.carryOut(
        set.id,
        second.map((effect) => ({ ...effect, kind: 'reapply' as const })),
      ),
    ).toBeNull();
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, edited] });
    expect(files.read('a.ts').toString()).toBe(edited);
  });

  it('accepts everything of a set at once', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    files.write('b.ts', 'new');
    files.write('a.ts', edited);
    files.git('mv', 'a.ts', 'c.ts');
    for (const path of ['a.ts', 'b.ts', 'c.ts']) channel.fileEvent(path);
    await channel.settled();
    const set = onlySet(channel);
    const effects = set.changeSet.files.flatMap(({ path }) => effectsOn(set, 'advanceBaseline', path));
    expect(await channel.carryOut(set.id, effects)).toBeNull();
    expect(undecided(channel)).toEqual({});
    expect(undecided(await landedOn(files))).toEqual({});
  });
});

describe('a person', () => {
  it('types and saves without being reviewed', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', ten);
    await personSaves(channel, files, 'a.ts', ten.replace('3', 'three'));
    expect(undecided(channel)).toEqual({});
    await agentWrites(channel, files, 'a.ts', ten.replace('3', 'three').replace('9', 'nine'));
    expect(undecided(channel)).toEqual({
      'a.ts': [ten.replace('3', 'three'), ten.replace('3', 'three').replace('9', 'nine')],
    });
  });

  it('creates a file in the editor without being reviewed', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('new.ts', '');
    await personSaves(channel, files, 'new.ts', 'mine');
    expect(undecided(channel)).toEqual({});
  });

  it('edits beside an undecided hunk: the edit joins the baseline, the hunk stays as it is', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const agents = ten.replace('8', 'eight');
    await agentWrites(channel, files, 'a.ts', agents);
    const { hunks } = onlySet(channel).changeSet.files[0] ?? { hunks: [] };
    channel.editorOpened('a.ts', agents);
    await personSaves(channel, files, 'a.ts', agents.replace('2\n', 'two\nmore\n'));
    expect(undecided(channel)).toEqual({
      'a.ts': [ten.replace('2\n', 'two\nmore\n'), agents.replace('2\n', 'two\nmore\n')],
    });
    expect(onlySet(channel).changeSet.files[0]?.hunks.map(({ id }) => id)).toEqual(hunks.map(({ id }) => id));
    expect(onlySet(channel).amended.size).toBe(0);
  });

  it('edits inside an undecided hunk: it stays undecided, and is marked as amended', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const agents = ten.replace('8', 'eight');
    await agentWrites(channel, files, 'a.ts', agents);
    channel.editorOpened('a.ts', agents);
    const amended = agents.replace('eight', 'EIGHT').replace('1\n', 'one\n');
    await personSaves(channel, files, 'a.ts', amended);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten.replace('1\n', 'one\n'), amended] });
    expect([...onlySet(channel).amended]).toEqual(onlySet(channel).changeSet.files[0]?.hunks.map(({ id }) => id));
  });

  it('saves while a program edited the same buffer: only the program’s part is reviewed', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', ten);
    channel.editorEdit('a.ts', { byPerson: true, text: ten.replace('2', 'two') });
    channel.editorEdit('a.ts', { byPerson: false, text: ten.replace('2', 'two').replace('8', 'eight') });
    await personSaves(channel, files, 'a.ts', ten.replace('2', 'two').replace('8', 'eight').replace('5', 'five'));
    expect(undecided(channel)).toEqual({
      'a.ts': [
        ten.replace('2', 'two').replace('5', 'five'),
        ten.replace('2', 'two').replace('8', 'eight').replace('5', 'five'),
      ],
    });
    expect(onlySet(channel).changeSet.origin.channel).toBe('editor');
  });

  it('has a formatter that runs on save, which is no edit of its own', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const typed = ten.replace('3', '  three');
    channel.editorOpened('a.ts', ten);
    channel.editorEdit('a.ts', { byPerson: true, text: typed });
    channel.editorEdit('a.ts', { byPerson: false, text: typed.trim() });
    files.write('a.ts', typed.trim());
    channel.editorSaved('a.ts', { text: typed.trim(), byFormatter: true });
    await channel.settled();
    expect(undecided(channel)).toEqual({});
  });

  it('is not taken for the author of what a process wrote under an unsaved buffer', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.editorOpened('a.ts', ten);
    channel.editorEdit('a.ts', { byPerson: true, text: ten.replace('3', 'three') });
    await agentWrites(channel, files, 'a.ts', 'agent');
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, 'agent'] });
  });

  it('whose save is announced late is still the author', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const mine = ten.replace('3', 'three');
    channel.editorOpened('a.ts', ten);
    channel.editorEdit('a.ts', { byPerson: true, text: mine });
    files.write('a.ts', mine);
    channel.fileEvent('a.ts');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(undecided(channel)).toEqual({});
    channel.editorSaved('a.ts', { text: mine });
    await channel.settled();
    expect(undecided(channel)).toEqual({});
  });

  it('who never says that it was saved is not believed for ever', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const mine = ten.replace('3', 'three');
    channel.editorOpened('a.ts', ten);
    channel.editorEdit('a.ts', { byPerson: true, text: mine });
    await agentWrites(channel, files, 'a.ts', mine);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, mine] });
  });
});

describe('restarting', () => {
  it('keeps undecided edits, their set, what was said about them and what can be taken back', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', ten.replace('2', 'two').replace('8', 'eight'));
    const set = onlySet(channel);
    const accepted = effectsOn(set, 'advanceBaseline', 'a.ts', 0);
    await channel.carryOut(set.id, accepted);
    const review = reviewOf(set);
    await channel.saveReview(set.id, review, set.review);
    await channel.close();
    const again = await landedOn(files);
    expect(onlySet(again)).toEqual({ ...onlySet(channel), review });
    expect(
      await again.carryOut(
        set.id,
        accepted.map((effect) => ({ ...effect, kind: 'rewindBaseline' as const })),
      ),
    ).toBeNull();
    expect(undecided(again)).toEqual({ 'a.ts': [ten, ten.replace('2', 'two').replace('8', 'eight')] });
  });

  it('finds what was written while nobody looked', async () => {
    const files = withFile();
    await (await landedOn(files)).close();
    files.write('a.ts', 'meanwhile');
    expect(undecided(await landedOn(files))).toEqual({ 'a.ts': [ten, 'meanwhile'] });
  });

  it('keeps the pre-image although git has forgotten it', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', 'x');
    files.git('commit', '--quiet', '--amend', '--all', '--message', 'gone');
    files.git('reflog', 'expire', '--expire=now', '--all');
    files.git('gc', '--quiet', '--prune=now');
    await channel.close();
    const again = await landedOn(files);
    expect(again.state().problems).toMatchObject([{ code: 'CS3040' }]);
    expect(undecided(again)).toEqual({ 'a.ts': [ten, 'x'] });
    await again.carryOut(onlySet(again).id, effectsOn(onlySet(again), 'restore', 'a.ts'));
    expect(files.read('a.ts').toString()).toBe(ten);
  });

  it('two windows see the same sets and each other’s decisions', async () => {
    const files = withFile();
    const [one, other] = [await landedOn(files), await landedOn(files)];
    files.write('a.ts', 'x');
    for (const channel of [one, other]) channel.fileEvent('a.ts');
    await Promise.all([one.settled(), other.settled()]);
    expect(onlySet(one).id).toBe(onlySet(other).id);
    await one.carryOut(onlySet(one).id, effectsOn(onlySet(one), 'advanceBaseline', 'a.ts'));
    await expect.poll(() => undecided(other), { timeout: 8000 }).toEqual({});
  });

  it('a linked work tree has its own sets', async () => {
    const files = withFile();
    const other = scratch();
    files.git('worktree', 'add', '--quiet', '--detach', other.at('tree'));
    const linked = repositoryAt(other.at('tree'));
    const [main, tree] = [await landedOn(files), await landedOn(linked)];
    await agentWrites(tree, linked, 'a.ts', 'x');
    await main.rescan();
    expect([undecided(main), Object.keys(undecided(tree))]).toEqual([{}, ['a.ts']]);
  });
});
