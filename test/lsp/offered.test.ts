import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { OfferedAnswer, RevisionsAnswer, VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView } from '../../server/src/protocol/view.ts';
import { acknowledgeAll, bucket, cleanUp, find, named, plain, run, start } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

const claude = 'Co-authored-by: Claude Opus 4.8 <noreply@anthropic.com>';

/** On a branch of its own; the work tree is left on main. */
function commitOnTopic(workspace: Workspace, file: string, text: string, ...trailers: readonly string[]): void {
  const exists = workspace.git('branch', '--list', 'topic') !== '';
  workspace.git('switch', '-q', ...(exists ? ['topic'] : ['-c', 'topic']));
  workspace.write(file, text);
  workspace.git('add', '.');
  workspace.git('commit', '-qm', [`Changes ${file}`, ...trailers].join('\n\n'));
  workspace.git('switch', '-q', 'main');
}

async function setOf(client: Client, { changeSet }: OfferedAnswer): Promise<ChangeSetView> {
  return (await client.panel()).changeSets.find(({ id }) => id === changeSet)!;
}

const offer = (client: Client, commits: string): Promise<OfferedAnswer> =>
  run<OfferedAnswer>(client, command.reviewCommits, { commits });

describe('Review Commits', () => {
  test('puts up a branch, asks what it asks of anybody, records decisions, and changes no file', async () => {
    const policy = 'version: 1\nextends: [countersign:recommended]\nignore: [docs/]\n';
    const { workspace, client } = await start({
      'src/a.ts': plain,
      'src/b.ts': plain,
      '.countersign/policy.yaml': policy,
    });
    workspace.git('update-ref', 'refs/remotes/origin/main', 'HEAD'); // the rules are those of the base
    workspace.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    workspace.git('remote', 'add', 'origin', '../none');
    commitOnTopic(workspace, 'docs/a.ts', bucket('docs'), claude);
    await expect
      .poll(async () => (await offer(client, 'topic')).message, { timeout: 10_000 })
      .toBe('There is nothing to review: "ignore" of the policy leaves out docs/a.ts.');
    commitOnTopic(workspace, 'src/a.ts', bucket('exports'), claude);
    commitOnTopic(workspace, 'src/b.ts', bucket('archive'), claude);
    await wait(500);
    const set = await setOf(client, await offer(client, 'topic'));
    expect(set).toMatchObject({ agent: 'Claude Code', claimedBy: 'git trailer', isDismissible: true });
    expect(set.title).toBe('topic, since it left origin/main, without docs/a.ts, which the policy ignores');
    expect(set.hunks.map(({ path, landing }) => [path, landing])).toEqual([
      ['src/a.ts', 'offered'],
      ['src/b.ts', 'offered'],
    ]);
    const found = find(await client.panel(), 'src/a.ts')!;
    expect((await run(client, command.accept, named(found))).refused).toMatch(/not acknowledged/);
    await acknowledgeAll(client, found);
    expect((await run(client, command.accept, named(found))).record).toMatchObject({ seq: 1 });
    const other = find(await client.panel(), 'src/b.ts')!;
    const rejected = await run(client, command.reject, { ...named(other), reason: 'Not this bucket.' });
    expect(rejected.record).toMatchObject({ seq: 2 });
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json' });
    expect(text).toContain('"claimedBy":"git-trailer"');
    expect(text).toContain('"agent":"claude-code"');
    expect((await run<VerifyAnswer>(client, command.verify)).intact).toBe(true);
    for (const file of ['src/a.ts', 'src/b.ts']) expect(workspace.read(file).toString()).toBe(plain);
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  test('shows the texts of the commits, and knows another time what was decided on them', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain });
    commitOnTopic(workspace, 'src/a.ts', bucket('exports'));
    const { changeSet } = await offer(client, 'main..topic');
    const side = (each: string) =>
      client.request('countersign/document', {
        path: 'src/a.ts',
        side: each,
        changeSet,
        uri: workspace.uri('src/a.ts'),
      });
    expect(await side('before')).toEqual({ text: plain });
    expect(await side('after')).toEqual({ text: bucket('exports') });
    const found = find(await client.panel(), 'src/a.ts')!;
    await run(client, command.reject, { ...named(found), reason: 'Not yet.' });
    await client.kill();

    const again = await restart();
    expect((await again.panel()).changeSets).toEqual([]);
    const set = await setOf(again, await offer(again, 'main..topic'));
    expect(set.id).toBe(changeSet);
    expect(set.hunks).toMatchObject([{ outcome: 'rejected', rejectReason: 'Not yet.', record: { seq: 1 } }]);
    const undone = await run(again, command.undo, { changeSet: set.id, hunk: set.hunks[0]!.id });
    expect(undone.record).toMatchObject({ seq: 2 });
    expect(find(await again.panel(), 'src/a.ts')).toBeDefined();
    expect((await run<VerifyAnswer>(again, command.verify)).intact).toBe(true);
    expect((await run(again, command.dismiss, { changeSet: set.id })).refused).toBeNull();
    expect((await again.panel()).changeSets).toEqual([]);
  });

  test('claims nothing where only some commits name an agent, and says how many do', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    commitOnTopic(workspace, 'src/a.ts', bucket('exports'), claude);
    commitOnTopic(workspace, 'src/b.ts', bucket('archive'), 'Co-authored-by: Claude Monet <claude@example.invalid>');
    const set = await setOf(client, await offer(client, 'main..topic'));
    expect(set).toMatchObject({ agent: null, title: 'main..topic (1 of 2 commits name Claude Code)' });
  });

  test('reads one commit, the first one too, and the notes of git-ai', async () => {
    const { workspace, client } = await start({ 'src/a.ts': bucket('exports') });
    const head = {
      schema_version: 'authorship/3.0.0',
      sessions: { s_1: { agent_id: { tool: 'cursor', id: 'c-7', model: 'gpt-9' } } },
    };
    workspace.git('notes', '--ref=ai', 'add', '-m', `src/a.ts\n  s_1 1-7\n---\n${JSON.stringify(head)}`, 'HEAD');
    const id = workspace.git('rev-parse', 'HEAD').trim();
    const { branches, commits } = await run<RevisionsAnswer>(client, command.listRevisions);
    expect(branches).toEqual(['main']);
    expect(commits).toMatchObject([{ id, subject: 'first', author: 'Ada', agents: ['cursor'] }]);
    const set = await setOf(client, await offer(client, `${id}^!`));
    expect(set).toMatchObject({ agent: 'Cursor', model: 'gpt-9', claimedBy: 'git note' });
    expect(set.hunks).toMatchObject([{ path: 'src/a.ts', status: 'added' }]);
  });

  test('reads what Agent Trace says of a commit', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    commitOnTopic(workspace, 'src/a.ts', bucket('exports'));
    const revision = workspace.git('rev-parse', 'topic').trim();
    const conversations = [{ contributor: { type: 'ai', model_id: 'openai/gpt-9' }, ranges: [] }];
    const files = [{ path: 'src/a.ts', conversations }];
    const trace = { version: '0.1.0', vcs: { type: 'git', revision }, tool: { name: 'cursor', version: '3' }, files };
    commitOnTopic(workspace, '.agent-trace/traces.jsonl', `${JSON.stringify(trace)}\n`);
    const set = await setOf(client, await offer(client, 'main..topic'));
    expect(set.title).toBe('main..topic (1 of 2 commits name Cursor)');
  });

  test('says what it cannot find, and does nothing in Restricted Mode', async () => {
    const { client } = await start({ 'src/a.ts': plain });
    for (const commits of ['nowhere', 'main..nowhere', '--output=/tmp/x', '-n..main', 'main'])
      expect(await offer(client, commits)).toMatchObject({
        changeSet: null,
        message: expect.stringMatching(/\.$/) as string,
      });
    const restricted = await start({ 'src/a.ts': plain }, { options: { trusted: false } });
    await expect(offer(restricted.client, 'main')).rejects.toThrow(/trusted/);
  });
});

const patchOf = (workspace: Workspace, file: string, text: string): string => {
  commitOnTopic(workspace, file, text);
  return workspace.git('diff', 'main..topic');
};

describe('Review Patch', () => {
  test('is reviewed before anything is written, and what was accepted of it is applied', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    commitOnTopic(workspace, 'src/b.ts', `${plain}export const b = 2;\n`);
    const text = patchOf(workspace, 'src/a.ts', bucket('exports'));
    const answer = await run<OfferedAnswer>(client, command.reviewPatch, { text, title: 'fix.patch' });
    const set = await setOf(client, answer);
    expect(set).toMatchObject({ title: 'fix.patch', agent: null });
    expect((await run(client, command.applyPatch, { changeSet: set.id })).refused).toMatch(/every hunk first/);
    const found = find(await client.panel(), 'src/a.ts')!;
    await acknowledgeAll(client, found);
    await run(client, command.accept, named(found));
    await run(client, command.reject, { ...named(find(await client.panel(), 'src/b.ts')!), reason: 'No.' });
    expect(workspace.read('src/a.ts').toString()).toBe(plain);

    expect((await run(client, command.applyPatch, { changeSet: set.id })).refused).toBeNull();
    expect(workspace.read('src/a.ts').toString()).toBe(bucket('exports'));
    expect(workspace.read('src/b.ts').toString()).toBe(plain);
    await wait(1_500);
    // It was reviewed: it is not put up again as an edit of nobody's.
    expect((await client.panel()).changeSets).toEqual([]);
  });

  test('is not applied to files that are others now, and not when it is of commits', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { options: { watch: false } });
    const text = patchOf(workspace, 'src/a.ts', bucket('exports'));
    const { changeSet } = await run<OfferedAnswer>(client, command.reviewPatch, { text });
    const found = find(await client.panel(), 'src/a.ts')!;
    await acknowledgeAll(client, found);
    await run(client, command.accept, named(found));
    workspace.write('src/a.ts', 'export const other = 1;\n');
    expect((await run(client, command.applyPatch, { changeSet })).refused).toMatch(
      /not what the patch was reviewed on/,
    );
    expect(workspace.read('src/a.ts').toString()).toBe('export const other = 1;\n');
    const commits = await offer(client, 'main..topic');
    expect((await run(client, command.applyPatch, { changeSet: commits.changeSet })).refused).toMatch(/Only a patch/);
  });

  test('says why a text is no patch, or fits nowhere', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    const text = patchOf(workspace, 'src/a.ts', bucket('exports')).replace(
      '-export const a = 1;',
      '-export const z = 1;',
    );
    for (const each of ['hello', '', text]) {
      const answer = await run<OfferedAnswer>(client, command.reviewPatch, { text: each });
      expect(answer).toMatchObject({ changeSet: null, message: expect.stringMatching(/\.$/) as string });
    }
  });
});
