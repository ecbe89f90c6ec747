import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Author } from '../../../server/src/host/author.ts';
import { openCallLog, type CallLog } from '../../../server/src/host/call-log.ts';
import { nodeDisk } from '../../../server/src/host/durable.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { defaultSizeLimits } from '../../../server/src/host/files.ts';
import type { Expected, LandedChannel } from '../../../server/src/host/landed-model.ts';
import { judgeAlone } from '../../../server/src/host/judge-alone.ts';
import { noteCall, noteNotice } from '../../../server/src/host/note-call.ts';
import { findReviewedFolder, openStateDirectory } from '../../../server/src/host/state-directory.ts';
import { toSnapshot } from '../../../server/src/host/stored-file.ts';
import { stepsBetween, takeSnapshot } from '../../../server/src/host/tree-snapshot.ts';
import { agentWrites, landedOn, onlySet, stateOfScratch, tenLines, withTenLines } from './landed-bench.ts';
import { scratch, type Scratch } from './scratch.ts';

const claude: Author = { agent: 'claude-code', session: 's1' };
const codex: Author = { agent: 'codex', session: 's2' };
const call = (author: Author, toolCall: string): Author => ({ ...author, toolCall });

interface Hooks {
  readonly log: CallLog;
  /** What a call does, between its two hooks. */
  readonly run: (author: Author, act: () => void) => Promise<void>;
  readonly folder: string;
}

/** The hooks of agents where no editor is open. */
async function hooksOn(files: Scratch): Promise<Hooks> {
  const repository = await openRepository(files.root);
  onTestFinished(() => repository?.close());
  const state = await openStateDirectory({ root: files.root, repository, ...stateOfScratch(files, repository) });
  let nowMs = 1_000_000;
  const log = openCallLog({ root: files.root, repository, state, disk: nodeDisk, now: () => (nowMs += 10) });
  return {
    log,
    async run(author, act) {
      await log.began(author);
      act();
      await log.ended(author, author.toolCall);
    },
    folder: join(state.worktree, 'calls'),
  };
}

/** Session and call that each undecided path is said to be of; null: nobody's that is known. */
function authors(channel: LandedChannel): Record<string, readonly (string | undefined)[] | null> {
  return Object.fromEntries(
    channel
      .state()
      .sets.flatMap(({ changeSet: { origin, files } }) =>
        files.flatMap(({ path, previousPath }) =>
          [path, ...(previousPath === undefined ? [] : [previousPath])].map((each) => [
            each,
            origin.agent === undefined ? null : [origin.session, origin.toolCall],
          ]),
        ),
      ),
  );
}

describe('a call of a tool while no editor is open', () => {
  test('is known by what the work tree held before and after: edits, renamed folders, deletions, notebooks', async () => {
    const files = withTenLines();
    for (const name of ['old/b.ts', 'old/deep/c.ts', 'gone.ts', 'case.ts']) files.write(name, `${name}\n`);
    files.write('n.ipynb', '{"cells": []}\n');
    files.commit('more');
    const { run } = await hooksOn(files);
    await run(call(claude, 't1'), () => {
      files.write('a.ts', 'sed\n');
      renameSync(files.at('old'), files.at('new'));
      files.remove('gone.ts');
      renameSync(files.at('case.ts'), files.at('Case.ts'));
      files.write('n.ipynb', '{"cells": [1]}\n');
      files.write('heredoc.sh', 'rm -r x\n', 0o755);
    });
    const channel = await landedOn(files);
    const all = [
      'Case.ts',
      'a.ts',
      'case.ts',
      'gone.ts',
      'heredoc.sh',
      'n.ipynb',
      'new/b.ts',
      'new/deep/c.ts',
      'old/b.ts',
      'old/deep/c.ts',
    ];
    expect(authors(channel)).toEqual(Object.fromEntries(all.map((path) => [path, ['s1', 't1']])));
    expect(channel.state().sets.map(({ title }) => title)).toEqual(['Edits by Claude Code']);
  });

  test('has nothing of what was there before it, nor of what came afterwards', async () => {
    const files = withTenLines();
    files.write('before.ts', '1\n');
    files.write('after.ts', '1\n');
    files.commit('more');
    const { run } = await hooksOn(files);
    files.write('before.ts', 'a person\n');
    files.write('person.ts', 'a person\n');
    await run(call(claude, 't1'), () => {
      files.write('before.ts', 'a person, then the agent\n');
      files.write('after.ts', 'the agent\n');
      files.write('a.ts', 'the agent\n');
    });
    files.write('after.ts', 'the agent, then a person\n');
    expect(authors(await landedOn(files))).toEqual({
      'a.ts': ['s1', 't1'],
      'after.ts': null,
      'before.ts': null,
      'person.ts': null,
    });
  });

  test('beside one of another session is nobody’s, and of its own session without the name of the call', async () => {
    const files = withTenLines();
    const { log, run } = await hooksOn(files);
    await log.began(call(claude, 't1'));
    files.write('alone.ts', '1\n');
    await log.began(call(codex, 't2'));
    files.write('both.ts', '1\n');
    await log.ended(claude, 't1');
    files.write('other.ts', '1\n');
    await log.ended(codex, 't2');
    files.write('nobody.ts', '1\n');
    await log.began(call(claude, 't3'));
    await run(call(claude, 't4'), () => files.write('session.ts', '1\n'));
    await log.ended(claude, 't3');
    await run(call(claude, 't5'), () => files.write('last.ts', '1\n'));
    // Sets are of a session: two of its calls are no one call.
    expect(authors(await landedOn(files))).toEqual({
      'alone.ts': ['s1', undefined],
      'both.ts': null,
      'other.ts': ['s2', 't2'],
      'nobody.ts': null,
      'session.ts': ['s1', undefined],
      'last.ts': ['s1', undefined],
    });
  });

  test('follows another one on the same file: what both did is of their session', async () => {
    const files = withTenLines();
    const { run } = await hooksOn(files);
    await run(call(claude, 't1'), () => files.write('a.ts', '1\n'));
    await run(call(claude, 't2'), () => files.write('a.ts', '2\n'));
    await run(call(claude, 't3'), () => files.write('b.ts', '1\n'));
    await run(call(codex, 't4'), () => files.write('b.ts', '2\n'));
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': ['s1', undefined], 'b.ts': null });
  });

  test('is known when it commits, checks out, or only makes a file a program', async () => {
    const files = withTenLines();
    files.write('run.sh', 'true\n', 0o644);
    files.commit('more');
    const { run } = await hooksOn(files);
    const first = await landedOn(files); // the baseline begins here
    await first.close();
    await run(call(claude, 't1'), () => {
      files.write('a.ts', 'committed\n');
      files.commit('by the agent');
      files.write('run.sh', 'true\n', 0o755);
    });
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': ['s1', 't1'], 'run.sh': ['s1', 't1'] });
  });

  test('is known where git converts the ends of lines', async () => {
    const files = withTenLines();
    files.git('config', 'core.autocrlf', 'true');
    files.write('a.ts', 'one\r\ntwo\r\n');
    files.commit('crlf');
    const { run } = await hooksOn(files);
    await run(call(claude, 't1'), () => files.write('a.ts', 'one\r\n2\r\n'));
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': ['s1', 't1'] });
  });

  test('is known in a folder without git that an editor has seen before', async () => {
    const files = scratch();
    files.write('a.txt', '1\n');
    files.write('node_modules/x/index.js', '1\n');
    const first = await landedOn(files);
    await first.close();
    const { run } = await hooksOn(files);
    await run(call(claude, 't1'), () => {
      files.write('a.txt', '2\n');
      files.write('b/c.txt', '1\n');
    });
    expect(authors(await landedOn(files))).toEqual({ 'a.txt': ['s1', 't1'], 'b/c.txt': ['s1', 't1'] });
  });

  test('that an editor finds running has what changes until its end, and what it was asked', async () => {
    const files = withTenLines();
    const { log, folder } = await hooksOn(files);
    await log.asked(claude, 'hash of the prompt');
    const repository = await openRepository(files.root);
    onTestFinished(() => repository?.close());
    const state = await openStateDirectory({ root: files.root, repository });
    const now = openCallLog({ root: files.root, repository, state, disk: nodeDisk, now: Date.now });
    await now.began(call(claude, 't1'));
    const channel = await landedOn(files);
    await agentWrites(channel, files, 'a.ts', '1\n');
    expect(authors(channel)).toEqual({ 'a.ts': ['s1', 't1'] });
    expect(channel.state().sets[0]?.changeSet.origin.promptHash).toBe('hash of the prompt');
    // Once an editor is there the hooks do not look: what they looked at last says nothing of later.
    expect((await now.take(true)).running).toEqual([]);
    await now.ended(claude, 't1');
    expect(existsSync(join(folder, 'watch.json'))).toBe(false);
  });

  test('is looked at by its hooks, in whatever folder of the work tree it works; one that only reads is not', async () => {
    const files = withTenLines();
    files.write('src/b.ts', '1\n');
    files.commit('more');
    const shell = { agent: 'codex', session: 's2', toolCall: 't1', tool: 'Bash', input: {}, edits: [] };
    const learn = (): Promise<unknown> => Promise.reject(new Error('no settings are there to be read'));
    await noteCall({ ...shell, directory: files.root, tool: 'read_file' }, learn);
    files.write('a.ts', '1\n');
    await noteCall({ ...shell, directory: files.at('src') }, learn);
    files.write('src/b.ts', '2\n');
    await noteNotice({ kind: 'ended', agent: 'codex', session: 's2', directory: '' }, files.at('src'));
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': null, 'src/b.ts': ['s2', 't1'] });
    const unseen = scratch();
    await noteCall({ ...shell, directory: unseen.root }, learn);
    expect(await findReviewedFolder(unseen.root)).toBeNull();
  });

  test('has the settings under which it runs, read once while they are the same', async () => {
    const files = withTenLines();
    // Settings of this machine's user are none of this test's.
    vi.stubEnv('HOME', scratch().root);
    onTestFinished(() => void vi.unstubAllEnvs());
    files.write('.claude/settings.json', '{ "permissions": { "defaultMode": "acceptEdits" } }');
    files.commit('settings');
    const shell = { agent: 'claude-code', session: 's1', tool: 'Bash', input: {}, edits: [], directory: files.root };
    let read = 0;
    const run = async (toolCall: string, file: string): Promise<void> => {
      const called = { ...shell, toolCall, permissionMode: 'default' };
      await noteCall(called, async () => {
        read += 1;
        await judgeAlone(shell.agent, called, '{}');
      });
      files.write(file, '1\n');
      await noteNotice({ kind: 'ended', agent: shell.agent, session: 's1', toolCall, directory: '' }, files.root);
    };
    await run('t1', 'a.ts');
    await run('t2', 'b.ts');
    const { origin } = onlySet(await landedOn(files)).changeSet;
    expect(read).toBe(1);
    expect(origin).toMatchObject({
      permissionMode: 'default',
      autoApprove: [{ value: 'acceptEdits', source: '.claude/settings.json' }],
    });
  });

  test('goes on being looked at by its hooks beside an editor that they do not ask', async () => {
    const files = withTenLines();
    const { log } = await hooksOn(files);
    await log.began(call(claude, 't1'));
    const channel = await landedOn(files, { isAsked: false });
    await agentWrites(channel, files, 'by-somebody.ts', '1\n');
    await log.ended(claude, 't1');
    await log.began(call(claude, 't2'));
    files.write('a.ts', '1\n');
    await log.ended(claude, 't2');
    channel.fileEvent('a.ts');
    await channel.settled();
    expect(authors(channel)).toEqual({ 'by-somebody.ts': null, 'a.ts': ['s1', 't2'] });
  });

  test('that says what it writes is known by that alone', async () => {
    const files = withTenLines();
    const { log, run } = await hooksOn(files);
    const snapshot = async () => (await takeSnapshot({ root: files.root, repository: null }, null))!;
    const before = await snapshot();
    files.write('a.ts', '1\n');
    files.write('b.ts', '1\n');
    const steps = await stepsBetween({ root: files.root, repository: null }, before, await snapshot());
    await log.passed(call(claude, 't1'), steps);
    files.write('b.ts', '2\n');
    await run(call(codex, 't2'), () => files.write('c.ts', '1\n'));
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': ['s1', 't1'], 'b.ts': null, 'c.ts': ['s2', 't2'] });
  });

  test('is unknown where looking takes too long, or where what was told is damaged or forged', async () => {
    const files = withTenLines();
    const place = { root: files.root, repository: null };
    expect(await takeSnapshot(place, null, { files: 0, readBytes: 1e9, timeMs: 1e4 })).toBeNull();
    expect(await takeSnapshot(place, null, { files: 9, readBytes: 1, timeMs: 1e4 })).toBeNull();
    expect(await takeSnapshot(place, null, { files: 9, readBytes: 1e9, timeMs: -1 })).toBeNull();
    const { folder } = await hooksOn(files);
    mkdirSync(folder, { recursive: true });
    const step = (path: string, commit: string): object => ({ path, before: { commit }, after: null });
    const told = [
      '{',
      '[]',
      JSON.stringify({ version: 1, author: { agent: 5 }, steps: [{ path: 7 }] }),
      JSON.stringify({ version: 1, author: claude, steps: [step('a.ts', `--output=${files.at('forged')}`)] }),
      JSON.stringify({ version: 1, author: claude, steps: [step('../../etc/passwd', '0'.repeat(40))] }),
      JSON.stringify({ version: 1, author: claude, steps: [step('a.ts', '0'.repeat(40))] }),
    ];
    for (const [at, text] of told.entries()) writeFileSync(join(folder, `00000000000000${at}-00000000.json`), text);
    writeFileSync(join(folder, 'watch.json'), '{"version":1,"running":[{"author":1}],"snapshot":{"commit":"-x"}}');
    files.remove('a.ts');
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': null });
    expect(files.has('forged')).toBe(false);
  });

  test('that nobody says the end of is over after a while, or with the next prompt', async () => {
    const files = withTenLines();
    const { log, run } = await hooksOn(files);
    await log.began(call(claude, 'refused'));
    await log.asked(claude, 'hash');
    await run(call(codex, 't2'), () => files.write('a.ts', '1\n'));
    expect(authors(await landedOn(files))).toEqual({ 'a.ts': ['s2', 't2'] });
  });
});

describe('a call that began beside an editor', () => {
  const edit = (before: string | null, after: string): Pick<Expected, 'before' | 'after'> => ({
    before: before === null ? null : toSnapshot(before, null, defaultSizeLimits),
    after: toSnapshot(after, null, defaultSizeLimits),
  });
  /** The clock of hooks is the one that inodes are stamped with. */
  const hooks = async (files: Scratch): Promise<CallLog> => {
    const repository = await openRepository(files.root);
    onTestFinished(() => repository?.close());
    const state = await openStateDirectory({ root: files.root, repository });
    return openCallLog({ root: files.root, repository, state, disk: nodeDisk, now: Date.now });
  };
  const pause = (): Promise<void> => wait(60); // more than the times of two windows are taken to be apart

  test('has what it writes when the editor is closed, until its end, and not what comes then', async () => {
    const files = withTenLines();
    const editor = await landedOn(files);
    await editor.beginCall(call(claude, 't1'));
    await editor.close();
    files.write('a.ts', 'sed\n');
    files.write('new.ts', '1\n');
    const log = await hooks(files);
    await log.ended(claude, 't1');
    await pause();
    files.write('person.ts', '1\n');
    const next = await landedOn(files);
    expect(authors(next)).toEqual({ 'a.ts': ['s1', 't1'], 'new.ts': ['s1', 't1'], 'person.ts': null });
    await next.close();
    expect(authors(await landedOn(files))).toEqual({
      'a.ts': ['s1', 't1'],
      'new.ts': ['s1', 't1'],
      'person.ts': null,
    });
  });

  test('and goes on is heard to its end by the next editor; the next prompt ends it too', async () => {
    const files = withTenLines();
    const editor = await landedOn(files);
    await editor.beginCall(call(claude, 't1'));
    await editor.beginCall(call(codex, 't2'));
    await editor.close();
    await (await hooks(files)).asked(codex, 'hash');
    await pause();
    files.write('a.ts', '1\n');
    const next = await landedOn(files);
    await agentWrites(next, files, 'b.ts', '1\n');
    await next.endCall(claude, 't1', Date.now());
    await pause();
    await agentWrites(next, files, 'person.ts', '1\n');
    expect(authors(next)).toEqual({ 'a.ts': ['s1', 't1'], 'b.ts': ['s1', 't1'], 'person.ts': null });
  });

  test('has what it was let write, and writes when the editor is closed, or was killed', async () => {
    const files = withTenLines();
    const editor = await landedOn(files);
    editor.expect('a.ts', { ...edit(tenLines, '1\n'), author: call(claude, 't1'), isAccepted: false });
    editor.expect('b.ts', { ...edit(null, '1\n'), author: call(claude, 't2'), isAccepted: true });
    await vi.waitFor(() => expect(openFiles(files)).toHaveLength(1));
    const [left = ''] = openFiles(files);
    const text = readFileSync(left, 'utf8');
    await editor.close();
    // As a killed editor leaves it: of a process that is no more.
    writeFileSync(left, JSON.stringify({ ...(JSON.parse(text) as object), pid: 2 ** 30 }));
    files.write('a.ts', '1\n');
    files.write('b.ts', '1\n');
    // A file holds no verdict: what was accepted is known as its agent's, and reviewed.
    const next = await landedOn(files);
    expect(authors(next)).toEqual({ 'a.ts': ['s1', undefined], 'b.ts': ['s1', undefined] });
    expect(openFiles(files)).toEqual([]);
  });

  test('is not another one’s that runs beside it when no editor is there', async () => {
    const files = withTenLines();
    const editor = await landedOn(files);
    await editor.beginCall(call(claude, 't1'));
    await editor.close();
    const log = await hooks(files);
    await log.began(call(codex, 't2'));
    files.write('a.ts', '1\n');
    await log.ended(codex, 't2');
    await log.ended(claude, 't1');
    const told = await log.take(false);
    expect(told.steps).toEqual([]);
  });
});

function openFiles(files: Scratch): readonly string[] {
  const folder = files.at('.git/countersign/worktrees/main/calls');
  return readdirSync(folder)
    .filter((name) => name.startsWith('open-'))
    .map((name) => join(folder, name));
}
