import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { command, notification, request } from '../../server/src/protocol/messages.ts';
import { bucket, cleanUp, named, plain, pull, run, start, waitFor } from './review-steps.ts';

afterEach(cleanUp);

const requestCancelled = -32800;
const invalidParams = -32602;

describe('requests that make no sense', () => {
  test('are answered with what is wrong, and the server goes on', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    const execute = (name: string, ...given: unknown[]): Promise<unknown> =>
      client.request('workspace/executeCommand', { command: name, arguments: given });

    await expect(execute('countersign.server.deleteEverything')).rejects.toThrow(/No command/);
    await expect(execute('constructor')).rejects.toThrow(/No command/);
    await expect(execute(command.accept)).rejects.toMatchObject({ code: invalidParams });
    await expect(execute(command.accept, null)).rejects.toMatchObject({ code: invalidParams });
    await expect(execute(command.accept, { changeSet: 1, hunk: 2 })).rejects.toMatchObject({ code: invalidParams });
    await expect(execute(command.reject, { ...named(found), reason: 'x'.repeat(200_000) })).rejects.toMatchObject({
      code: invalidParams,
    });
    await expect(
      execute(command.explain, { ...named(found), fingerprint: 'f', reason: 'because', words: 'w' }),
    ).rejects.toThrow(/reason code/);
    await expect(execute(command.export, { format: '../../x' })).rejects.toThrow(/No export/);
    await expect(client.request('textDocument/nonsense', {})).rejects.toThrow();

    expect((await run(client, command.accept, { changeSet: 'none', hunk: 'none' })).refused).toMatch(
      /no longer in the queue/,
    );
    expect((await run(client, command.accept, { ...named(found), hunk: 'none' })).refused).toMatch(/no longer there/);
    expect((await run(client, command.acknowledge, { ...named(found), fingerprint: 'none' })).refused).toMatch(
      /no longer there/,
    );
    await waitFor(client, 'src/a.ts');
  });

  test('about files that are not ours have empty answers', async () => {
    const { client } = await start({ 'src/a.ts': plain });
    for (const uri of [
      'file:///etc/passwd',
      'file:///%',
      'untitled:Untitled-1',
      'https://example.invalid/a.ts',
      '',
      'file://host/share/a.ts',
    ]) {
      const textDocument = { uri };
      const position = { line: 0, character: 0 };
      const range = { start: position, end: position };
      expect(await client.request('textDocument/hover', { textDocument, position })).toBeNull();
      expect(await client.request('textDocument/codeLens', { textDocument })).toEqual([]);
      expect(await client.request('textDocument/inlayHint', { textDocument, range })).toEqual([]);
      expect(
        await client.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }),
      ).toEqual([]);
    }
  });

  test('as notifications change nothing', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    await client.notify('textDocument/didOpen', {
      textDocument: { uri: 'file:///etc/hosts', languageId: 'x', version: 1, text: '' },
    });
    await client.notify('textDocument/didChange', {
      textDocument: { uri: workspace.uri('never-opened.ts'), version: 9 },
      contentChanges: [],
    });
    await client.notify('textDocument/didSave', { textDocument: { uri: 'nonsense' } });
    await client.notify('textDocument/didClose', { textDocument: { uri: workspace.uri('never-opened.ts') } });
    await client.notify(notification.filesChanged, { changes: [{ uri: 'file:///etc/passwd', kind: 'changed' }] });
    await client.notify(notification.filesChanged, {});
    await client.notify(notification.edited, { uri: 4 });
    await client.notify(notification.attention, { hunk: null, visibleMs: 'long' });
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.notify('workspace/didChangeConfiguration', { settings: { countersign: { maxFileBytes: 'large' } } });
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
  });
});

describe('cancellation', () => {
  test('of a request is answered as LSP wants it, and the work is there for the next', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`src/f${index}.ts`, plain]));
    const { workspace, client } = await start(files);
    for (const file of Object.keys(files)) workspace.write(file, bucket('exports'));
    await wait(700); // the burst is over, its analysis is not
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: workspace.uri('src/f1.ts') } },
      source.token,
    );
    source.cancel();
    const answer = await asked.then(
      () => 'answered',
      (error: { code: number }) => error.code,
    );
    expect(['answered', requestCancelled]).toContain(answer);
    await waitFor(client, 'src/f1.ts');
    expect(await pull(client, workspace, 'src/f1.ts')).toHaveLength(1);
  });

  test('by newer keystrokes leaves only the newest answer', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    await waitFor(client, 'src/a.ts');
    await client.open('src/a.ts');
    for (let version = 2; version < 40; version += 1)
      await client.change('src/a.ts', bucket(`name-${version}`), version);
    const [diagnostic] = await pull(client, workspace, 'src/a.ts');
    expect(diagnostic?.message).toContain('name-39');
  });
});

describe('a server without a folder', () => {
  test('answers, and says that none is open', async () => {
    const { client } = await start({ 'src/a.ts': plain }, { folder: null });
    await expect(client.request(request.panel)).rejects.toThrow(/No folder is open/);
    await expect(run(client, command.verify)).rejects.toThrow(/No folder is open/);
    expect(await client.request('textDocument/codeLens', { textDocument: { uri: 'file:///a.ts' } })).toEqual([]);
  });
});
