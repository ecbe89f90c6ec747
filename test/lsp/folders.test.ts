import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { InitializationOptions, VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { command, request } from '../../server/src/protocol/messages.ts';
import {
  acknowledgeAll,
  bucket,
  cleanUp,
  find,
  gone,
  named,
  plain,
  pull,
  run,
  start,
  waitFor,
} from './review-steps.ts';
import { runHook } from './run-hook.ts';
import { createWorkspace, startClient, type Client, type Workspace } from './server-process.ts';

afterEach(cleanUp);

const files = { 'api/src/a.ts': plain, 'web/src/a.ts': plain, 'notes/a.ts': plain };

/** Two clones and a folder without git, side by side. */
function createClones(): Workspace {
  const workspace = createWorkspace(files, { git: false });
  made.push(workspace);
  for (const name of ['api', 'web']) {
    workspace.git('init', '-q', '-b', 'main', name);
    const git = (...args: string[]): string => workspace.git('-C', name, ...args);
    git('config', 'user.name', 'Ada');
    git('config', 'user.email', 'ada@example.invalid');
    git('add', '.');
    git('commit', '-qm', 'first');
  }
  return workspace;
}

async function open(
  folders: readonly string[],
  options: InitializationOptions = {},
): Promise<{ workspace: Workspace; client: Client }> {
  const workspace = createClones();
  const client = await startClient(workspace, { folders, options });
  clients.push(client);
  await client.panelWhen(({ state }) => state !== 'starting');
  return { workspace, client };
}

const clients: Client[] = [];
const made: Workspace[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.kill();
  for (const workspace of made.splice(0)) workspace.remove();
});

const change = (client: Client, workspace: Workspace, added: readonly string[], removed: readonly string[]) =>
  client.notify('workspace/didChangeWorkspaceFolders', {
    event: {
      added: added.map((name) => ({ uri: workspace.uri(name), name })),
      removed: removed.map((name) => ({ uri: workspace.uri(name), name })),
    },
  });

/** What each folder has in the queue. */
async function queue(client: Client, count: number): Promise<Record<string, readonly string[]>> {
  const { changeSets } = await client.panelWhen((view) => view.changeSets.length === count);
  return Object.fromEntries(changeSets.map(({ folder, hunks }) => [String(folder), hunks.map((hunk) => hunk.path)]));
}

describe('several folders in one window', () => {
  test('one that is closed again while it is opened answers no agent', async () => {
    const { workspace, client } = await open(['api']);
    for (const pauseMs of [0, 20, 50, 100, 200, 400, 800]) {
      await change(client, workspace, ['web'], []);
      await wait(pauseMs);
      await change(client, workspace, [], ['web']);
    }
    await wait(1_500);
    const folder = path.join(workspace.state, 'countersign/editors');
    expect(fs.readdirSync(folder)).toHaveLength(1);
  });

  test('are reviewed together, each set under its folder, each decision in its own ledger', async () => {
    const { workspace, client } = await open(['api', 'web', 'notes']);
    workspace.write('api/src/a.ts', bucket('from-api'));
    workspace.write('web/src/a.ts', bucket('from-web'));
    workspace.write('notes/a.ts', bucket('from-notes'));
    expect(await queue(client, 3)).toEqual({ api: ['src/a.ts'], web: ['src/a.ts'], notes: ['a.ts'] });
    const view = await client.panel();
    expect(view.roots).toEqual(['api', 'web', 'notes'].map((name) => workspace.uri(name)));
    const web = view.changeSets.find(({ folder }) => folder === 'web')!;
    expect(web.rootUri).toBe(workspace.uri('web'));

    const [diagnostic] = await pull(client, workspace, 'web/src/a.ts');
    expect(diagnostic?.message).toContain('from-web');
    const wanted = { path: 'src/a.ts', side: 'after', changeSet: web.id };
    expect(await client.request(request.document, wanted)).toEqual({ text: bucket('from-web') });
    const other = { ...wanted, changeSet: 'gone', uri: workspace.uri('api/src/a.ts') };
    expect(await client.request(request.document, other)).toEqual({ text: bucket('from-api') });

    const found = { changeSet: web.id, hunk: web.hunks[0]! };
    await acknowledgeAll(client, found);
    expect((await run(client, command.accept, named(found))).record).toMatchObject({ seq: 1 });
    expect(fs.existsSync(path.join(workspace.root, 'web/.git/countersign/ledger.jsonl'))).toBe(true);
    expect(fs.existsSync(path.join(workspace.root, 'api/.git/countersign/ledger.jsonl'))).toBe(false);

    const verified = await run<VerifyAnswer>(client, command.verify);
    expect(verified).toMatchObject({ records: 1, intact: true });
    expect(verified.message).toMatch(/web: The chain of records is intact\. 1 record/);
    await expect(run(client, command.export, { format: 'json' })).rejects.toThrow(/uri/);
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json', uri: workspace.uri('web') });
    expect(text).toContain(found.hunk.id);
    await expect(run(client, command.verify, { uri: 'file:///elsewhere' })).rejects.toThrow(/no open folder/);
  });

  test('in no repository are held, and known as their agent’s, as others are', async () => {
    const { workspace, client } = await open(['api', 'notes']);
    const call = (tool_name: string, tool_input: object, toolCall = 't1'): object => ({
      hook_event_name: 'PreToolUse',
      session_id: 's1',
      cwd: `${workspace.root}/api`,
      tool_use_id: toolCall,
      tool_name,
      tool_input,
    });
    const file_path = `${workspace.root}/notes/.claude/settings.json`;
    const content = '{ "permissions": { "defaultMode": "bypassPermissions" } }\n';
    const asked = runHook(workspace, 'claude-code', call('Write', { file_path, content }));
    const held = await waitFor(client, '.claude/settings.json');
    const set = (await client.panel()).changeSets.find(({ id }) => id === held.changeSet);
    expect(set).toMatchObject({ folder: 'notes', agent: 'Claude Code' });
    expect(held.hunk.landing).toBe('held');
    await run(client, command.reject, { ...named(held), reason: 'Not here.' });
    expect(JSON.stringify((await asked).answer)).toContain('Not here.');

    const shell = call('Bash', { command: 'cp a.ts ../notes/b.ts' }, 't2');
    await runHook(workspace, 'claude-code', shell);
    workspace.write('notes/b.ts', bucket('notes'));
    await runHook(workspace, 'claude-code', { ...shell, hook_event_name: 'PostToolUse' }, ['--notice']);
    const landed = await waitFor(client, 'b.ts');
    const of = (await client.panel()).changeSets.find(({ id }) => id === landed.changeSet);
    expect(of).toMatchObject({ folder: 'notes', agent: 'Claude Code', claimedBy: 'claude-code hook' });
    await acknowledgeAll(client, landed);
    expect((await run(client, command.reject, { ...named(landed), reason: 'No.' })).refused).toBeNull();
    expect(fs.existsSync(path.join(workspace.root, 'notes/b.ts'))).toBe(false);
  });

  test('come and go while the server runs', async () => {
    const { workspace, client } = await open(['api']);
    workspace.write('api/src/a.ts', bucket('from-api'));
    workspace.write('web/src/a.ts', bucket('from-web'));
    const first = await waitFor(client, 'src/a.ts');
    expect((await client.panel()).changeSets.map(({ folder }) => folder)).toEqual([null]);

    await change(client, workspace, ['web'], []);
    expect(await queue(client, 2)).toEqual({ api: ['src/a.ts'], web: ['src/a.ts'] });
    expect((await client.panel()).changeSets.find(({ folder }) => folder === 'api')?.id).toBe(first.changeSet);

    await change(client, workspace, [], ['api']);
    const { changeSets, roots } = await client.panelWhen((view) => view.changeSets.length === 1);
    expect(roots).toEqual([workspace.uri('web')]);
    expect(changeSets[0]?.folder).toBeNull();
    expect((await run(client, command.accept, named(first))).refused).toMatch(/no longer in the queue/);

    await change(client, workspace, ['api'], []);
    expect(await queue(client, 2)).toEqual({ api: ['src/a.ts'], web: ['src/a.ts'] });
  });

  test('take their marks along when they go, in a client that is pushed to', async () => {
    const workspace = createClones();
    const client = await startClient(workspace, { folders: ['api', 'web'], capabilities: {} });
    clients.push(client);
    const marks = new Map<string, number>();
    client.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { readonly uri: string; readonly diagnostics: readonly unknown[] }) =>
        void marks.set(uri, diagnostics.length),
    );
    await client.panelWhen(({ state }) => state !== 'starting');
    for (const file of ['api/src/a.ts', 'web/src/a.ts']) workspace.write(file, bucket(file));
    await client.panelWhen((view) => view.changeSets.length === 2);
    const [api, web] = ['api/src/a.ts', 'web/src/a.ts'].map((file) => workspace.uri(file));
    await expect.poll(() => [marks.get(api!), marks.get(web!)], { timeout: 10_000 }).toEqual([1, 1]);
    await change(client, workspace, [], ['api']);
    await expect.poll(() => [marks.get(api!), marks.get(web!)], { timeout: 10_000 }).toEqual([0, 1]);
  });

  test('of one work tree are one review, on one baseline', async () => {
    const { workspace, client } = await start(
      { 'packages/api/a.ts': plain, 'packages/web/b.ts': plain, 'tool.ts': plain },
      { folders: ['packages/api', 'packages/web'] },
    );
    const { roots } = await client.panel();
    expect(roots).toEqual([workspace.uri('').replace(/\/$/, '')]);
    for (const file of ['packages/api/a.ts', 'packages/web/b.ts', 'tool.ts']) workspace.write(file, bucket(file));
    const found = await waitFor(client, 'packages/web/b.ts');
    await waitFor(client, 'tool.ts');
    expect((await client.panel()).changeSets).toHaveLength(1);
    await client.open('packages/web/b.ts');
    expect(await pull(client, workspace, 'packages/web/b.ts')).toHaveLength(1);
    await run(client, command.reject, { ...named(found), reason: 'no' });
    expect(workspace.read('packages/web/b.ts').toString()).toBe(plain);
    await gone(client, 'packages/web/b.ts');
  });

  test('one inside the other put no edit up twice', async () => {
    const { workspace, client } = await open(['', 'api']);
    workspace.write('api/src/a.ts', bucket('from-api'));
    workspace.write('notes/a.ts', bucket('from-notes'));
    expect(await queue(client, 2)).toEqual({ '': ['notes/a.ts'], api: ['src/a.ts'] });
    await wait(1_500);
    expect((await client.panel()).changeSets).toHaveLength(2);
    expect(find(await client.panel(), 'api/src/a.ts')).toBeUndefined();
  });

  test('are kept apart where the state has one place for all', async () => {
    const state = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-state-'));
    const { workspace, client: both } = await open(['api', 'web'], { stateDirectory: state });
    workspace.write('web/src/a.ts', bucket('from-web'));
    expect(await queue(both, 1)).toEqual({ web: ['src/a.ts'] });
    await wait(1_500);
    expect(await queue(both, 1)).toEqual({ web: ['src/a.ts'] });
    fs.rmSync(state, { recursive: true });
  });

  test('are shown without decisions in Restricted Mode', async () => {
    const { workspace, client } = await open(['api', 'web'], { trusted: false });
    for (const [version, file] of ['api/src/a.ts', 'web/src/a.ts'].entries()) {
      await client.open(file);
      await client.change(file, bucket(file), version + 2);
    }
    const view = await client.panelWhen(({ changeSets }) => changeSets.length === 2);
    expect(view.state).toBe('restricted');
    expect(new Set(view.changeSets.map(({ id }) => id)).size).toBe(2);
    expect(fs.existsSync(path.join(workspace.root, 'api/.git/countersign'))).toBe(false);
  });
});
