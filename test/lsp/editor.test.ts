import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { clientCommand, command, notification, request } from '../../server/src/protocol/messages.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';
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
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

const quietMs = 1_500; // a burst is over after 300 ms; this is what "nothing came" means here
const ours = { clientCommands: Object.values(clientCommand), inlayHints: false };

/** Keystrokes at the end of a document, as an editor sends them. */
async function type(client: Client, workspace: Workspace, file: string, text: string, version: number): Promise<void> {
  const lines = workspace.read(file).toString('utf8').split('\n').length - 1;
  const at = { line: lines, character: 0 };
  await client.notify('textDocument/didChange', {
    textDocument: { uri: workspace.uri(file), version },
    contentChanges: [{ range: { start: at, end: at }, text }],
  });
}

/** What an editor does: the buffer goes to the disk, then it says so. */
async function save(client: Client, workspace: Workspace, file: string, text: string): Promise<void> {
  workspace.write(file, text);
  await client.notify('textDocument/didSave', { textDocument: { uri: workspace.uri(file) } });
}

describe('typing', () => {
  test('in a client that says nothing of how is not put up', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    await client.open('src/a.ts');
    await type(client, workspace, 'src/a.ts', "fetch('https://example.com')", 2);
    await save(client, workspace, 'src/a.ts', `${plain}fetch('https://example.com')`);
    await wait(quietMs);
    expect(find(await client.panel(), 'src/a.ts')).toBeUndefined();
  });

  test('a whole new text, with nothing said of how, is put up', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    await client.open('src/a.ts');
    await client.change('src/a.ts', bucket('exports'), 2);
    await save(client, workspace, 'src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
  });

  test.each([
    ['typed', false],
    ['undone', false],
    ['inserted', true],
    ['programmatic', true],
  ] as const)('that our client calls %s is put up: %s', async (how, isPutUp) => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { options: ours });
    await client.open('src/a.ts');
    await client.change('src/a.ts', bucket('exports'), 2);
    await client.notify(notification.edited, { uri: workspace.uri('src/a.ts'), version: 2, how });
    await save(client, workspace, 'src/a.ts', bucket('exports'));
    await client.notify(notification.filesChanged, { changes: [{ uri: workspace.uri('src/a.ts'), kind: 'changed' }] });
    if (isPutUp) await waitFor(client, 'src/a.ts');
    else {
      await wait(quietMs);
      expect(find(await client.panel(), 'src/a.ts')).toBeUndefined();
    }
  });
});

describe('a file under review that is edited', () => {
  test('is analysed as the buffer shows it, and cannot be decided before it is saved', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await acknowledgeAll(client, found);
    await client.open('src/a.ts');
    await client.change('src/a.ts', `// A line above.\n${bucket('somewhere-else')}`, 2);

    const [diagnostic] = await pull(client, workspace, 'src/a.ts');
    expect(diagnostic?.message).toContain('somewhere-else');
    expect(diagnostic?.range.start.line).toBe(6);
    const draft = await waitFor(client, 'src/a.ts');
    expect(draft.hunk.blockedBecause).toMatch(/not saved/);
    expect((await run(client, command.accept, named(found))).refused).toMatch(/not saved/);

    await save(client, workspace, 'src/a.ts', `// A line above.\n${bucket('somewhere-else')}`);
    const saved = await waitFor(
      client,
      'src/a.ts',
      ({ blockedBecause }) => blockedBecause !== null && !/not saved/.test(blockedBecause),
    );
    expect(saved.hunk.findings[0]?.state).not.toBe('settled');
  });

  test('is up to date when diagnostics are pulled right after the change', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
    await client.open('src/a.ts');
    for (let version = 2; version < 12; version += 1) {
      await client.change('src/a.ts', bucket(`name-${version}`), version);
      const [diagnostic] = await pull(client, workspace, 'src/a.ts');
      expect(diagnostic?.message).toContain(`name-${version}`);
    }
  });

  test('keeps what was acknowledged when another place changes', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `export const v${index} = ${index};`).join('\n');
    const { workspace, client } = await start({ 'src/a.ts': `${lines}\n` });
    const edited = `${bucket('exports')}${lines}\n`;
    workspace.write('src/a.ts', edited);
    const found = await waitFor(client, 'src/a.ts', ({ findings }) => findings.length > 0);
    await acknowledgeAll(client, found);
    workspace.write('src/a.ts', edited.replace('v9 = 9', 'v9 = 90'));
    await client.panelWhen((view) =>
      view.changeSets.some(({ hunks }) => hunks.filter(({ path: own }) => own === 'src/a.ts').length > 1),
    );
    const kept = (await client.panel()).changeSets
      .flatMap(({ hunks }) => hunks)
      .find(({ findings }) => findings.length > 0);
    expect(kept?.findings[0]?.state).toBe('settled');
  });
});

describe('a client that cannot pull diagnostics', () => {
  test('is sent them, and sent none when the edit is gone', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { capabilities: {} });
    const pushed: { uri: string; diagnostics: Diagnostic[] }[] = [];
    client.connection.onNotification(
      'textDocument/publishDiagnostics',
      (sent) => void pushed.push(sent as (typeof pushed)[number]),
    );
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await vi.waitFor(
      () =>
        expect(pushed.at(-1)).toMatchObject({
          uri: workspace.uri('src/a.ts'),
          diagnostics: [{ source: 'Countersign' }],
        }),
      { timeout: 5_000 },
    );
    await run(client, command.reject, { ...named(found), reason: '' });
    await gone(client, 'src/a.ts');
    await vi.waitFor(() => expect(pushed.at(-1)).toMatchObject({ uri: workspace.uri('src/a.ts'), diagnostics: [] }), {
      timeout: 5_000,
    });
  });
});

describe('a client that asks for the panel', () => {
  test('is told of every change from then on', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    const views: PanelView[] = [];
    client.connection.onNotification(notification.panel, (view: PanelView) => void views.push(view));
    await client.panel();
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
    await vi.waitFor(() => expect(views.at(-1)?.state).toBe('queue'), { timeout: 5_000 });
    expect(views.map(({ revision }) => revision)).toEqual(
      views.map(({ revision }) => revision).toSorted((a, b) => a - b),
    );
  });

  test('reads both sides exactly', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    workspace.write('src/new.ts', bucket('other'));
    const { changeSet } = await waitFor(client, 'src/new.ts');
    const read = (file: string, side: string): Promise<unknown> =>
      client.request(request.document, { path: file, side, changeSet });
    expect(await read('src/a.ts', 'before')).toEqual({ text: plain });
    expect(await read('src/a.ts', 'after')).toEqual({ text: bucket('exports') });
    expect(await read('src/new.ts', 'before')).toEqual({ text: null });
    await expect(read('../../etc/passwd', 'after')).rejects.toThrow(/workspace path/);
    await expect(read('.git/config', 'after')).rejects.toThrow(/workspace path/);
  });
});

describe('a burst', () => {
  test('of 200 files is one change set, with progress', async () => {
    const capabilities: ClientCapabilities = { textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`src/f${index}.ts`, plain]));
    const { workspace, client } = await start(files, { capabilities });
    const states = new Set<string>();
    client.connection.onNotification(notification.panel, ({ analysing }: PanelView) => {
      if (analysing) states.add(`${analysing.total}`);
    });
    for (const [index, file] of Object.keys(files).entries()) workspace.write(file, bucket(`b${index}`));
    const view = await client.panelWhen(
      ({ changeSets }) => changeSets.some(({ hunks }) => hunks.length >= 200),
      40_000,
    );
    expect(view.changeSets).toHaveLength(1);
    expect(view.changeSets[0]?.progress.total).toBe(200);
    expect(states).toContain('200');
  });
});

describe('what cannot be judged', () => {
  test('says why, and is accepted only when that is acknowledged', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('edge.vcl', 'sub vcl_recv { return (pass); }\n');
    const found = await waitFor(client, 'edge.vcl');
    expect(found.hunk).toMatchObject({ judged: false, status: 'added' });
    expect(found.hunk.notJudged).not.toBe('');
    expect((await run(client, command.accept, named(found))).refused).toMatch(/Not judged/);
    expect((await run(client, command.acknowledgeNotJudged, named(found))).refused).toBeNull();
    expect((await run(client, command.accept, named(found))).record?.seq).toBe(1);
  });
});

describe('other folders', () => {
  test('without git are compared with what was there at first sight', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { git: false });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    expect((await run(client, command.reject, { ...named(found), reason: '' })).refused).toBeNull();
    expect(workspace.read('src/a.ts').toString()).toBe(plain);
    expect(fs.existsSync(path.join(workspace.root, '.git'))).toBe(false);
  });

  test('inside a work tree review all of it, under paths that start at its top', async () => {
    const { workspace, client } = await start(
      { 'packages/api/a.ts': plain, 'packages/web/b.ts': plain },
      { folder: 'packages/api' },
    );
    expect((await client.panel()).roots).toEqual([workspace.uri('').replace(/\/$/, '')]);
    workspace.write('packages/api/a.ts', bucket('exports'));
    workspace.write('packages/web/b.ts', bucket('other'));
    await waitFor(client, 'packages/api/a.ts');
    await waitFor(client, 'packages/web/b.ts');
    await client.open('packages/api/a.ts');
    expect(await pull(client, workspace, 'packages/api/a.ts')).toHaveLength(1);
  });
});

describe('Restricted Mode', () => {
  test('analyses edits to open files, and runs, writes and decides nothing', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { options: { trusted: false }, git: true });
    const before = execFileSync('find', ['.git'], { cwd: workspace.root, encoding: 'utf8' });
    await client.open('src/a.ts');
    await client.change('src/a.ts', bucket('exports'), 2);
    expect(await pull(client, workspace, 'src/a.ts')).toHaveLength(1);

    const view = await client.panel();
    expect(view.state).toBe('restricted');
    const found = find(view, 'src/a.ts')!;
    expect(found.hunk.blockedBecause).toMatch(/not trusted/);
    expect((await run(client, command.reject, { ...named(found), reason: '' })).refused).toMatch(/not trusted/);
    await expect(run(client, command.verify)).rejects.toThrow(/No trusted folder/);
    expect(execFileSync('find', ['.git'], { cwd: workspace.root, encoding: 'utf8' })).toBe(before);
    expect(fs.existsSync(workspace.state)).toBe(false);
  });
});

describe('settings', () => {
  test('that change what is left out take effect at once', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, 'fixtures/b.ts': plain });
    workspace.write('fixtures/b.ts', bucket('exports'));
    await waitFor(client, 'fixtures/b.ts');
    await client.notify('workspace/didChangeConfiguration', { settings: { countersign: { ignore: ['fixtures/'] } } });
    await client.panelWhen((view) => view.state === 'empty');
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
  });

  test('that switch watching off put nothing up uninvited', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain }, { options: { watch: false } });
    workspace.write('src/a.ts', bucket('exports'));
    await wait(quietMs);
    expect((await client.panel()).state).toBe('empty');
    await run(client, command.reviewMyChanges);
    await waitFor(client, 'src/a.ts');
  });
});

describe('the rules', () => {
  const policy = (obligation: string): string =>
    `version: 1\nextends: [countersign:recommended]\nrules:\n  - { id: ours, match: { kind: permission.cloud }, obligation: ${obligation} }\n`;

  test('are those of the base: an edit of them changes nothing, a fetched base does', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, '.countersign/policy.yaml': policy('acknowledge') });
    workspace.git('clone', '-q', '--bare', '.', '../origin.git');
    workspace.git('remote', 'add', 'origin', '../origin.git');
    workspace.git('fetch', '-q', 'origin');
    workspace.git('branch', '-q', '--set-upstream-to=origin/main');
    workspace.git('remote', 'set-head', 'origin', 'main');
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts', ({ findings }) => findings[0]?.setBy.rule === 'ours');

    workspace.write('.countersign/policy.yaml', policy('none'));
    await waitFor(client, '.countersign/policy.yaml');
    expect((await waitFor(client, 'src/a.ts')).hunk.findings[0]?.obligation).toBe('acknowledge');

    workspace.git('commit', '-qm', 'stricter', '--allow-empty');
    workspace.write('.countersign/policy.yaml', policy('explain'));
    workspace.git('add', '.countersign');
    workspace.git('commit', '-qm', 'stricter', '--', '.countersign');
    workspace.git('push', '-q', 'origin', 'main');
    await waitFor(client, 'src/a.ts', ({ findings }) => findings[0]?.obligation === 'explain');
  });
});
