import { afterEach, expect, test } from 'vitest';
import type { CodeLens, Diagnostic } from 'vscode-languageserver/node';
import { command, request } from '../../server/src/protocol/messages.ts';
import { readProposedUri } from '../../server/src/lsp/proposed-uri.ts';
import { file as path, guarded, open } from '../agents/guarded-route.ts';
import { cleanUp, named, pull, run, start, waitFor } from './review-steps.ts';
import { runHook } from './run-hook.ts';

afterEach(cleanUp);

test('what would be written is marked in its own document, not on disk, and analysed as one types', async () => {
  const { workspace, client } = await start({ [path]: guarded });
  const asked = runHook(workspace, 'claude-code', {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    cwd: workspace.root,
    tool_name: 'Write',
    tool_input: { file_path: `${workspace.root}/${path}`, content: open },
    tool_use_id: 't1',
  });
  const held = await waitFor(client, path);
  const query = new URLSearchParams({ path, side: 'after', changeSet: held.changeSet }).toString();
  const uri = `${workspace.uri(path).replace(/^file:/, 'countersign-proposed:')}?${encodeURIComponent(query)}`;
  const document = { uri, languageId: 'javascript', version: 1, text: open };
  await client.notify('textDocument/didOpen', { textDocument: document });
  const problems = async (): Promise<readonly Diagnostic[]> =>
    (await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items;
  expect((await problems())[0]?.message).toMatch(/no longer requires auth/);
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  expect(lenses.map((lens) => lens.command?.title)).toContain('Reject');
  await client.open(path);
  expect(await pull(client, workspace, path)).toEqual([]);

  const change = (text: string, version: number): Promise<void> =>
    client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  const mended = `${guarded}// removed by nobody\n`;
  await change(mended, 2);
  expect(await problems()).toEqual([]);
  const typed = await waitFor(client, path, ({ blockedBecause }) => /not saved/.test(blockedBecause ?? ''));
  expect(typed.hunk.findings.filter(({ obligation }) => obligation !== 'none')).toEqual([]);
  expect((await run(client, command.accept, named(typed))).done).toBe(false);
  expect((await run(client, command.acceptWithoutFindings, { changeSet: held.changeSet })).done).toBe(false);

  expect(await client.request(request.amend, { changeSet: held.changeSet, path, text: mended })).toEqual({
    refused: null,
  });
  const saved = await waitFor(client, path, ({ blockedBecause }) => blockedBecause === null);
  await change(open, 3);
  expect(await problems()).toHaveLength(1);
  await client.notify('textDocument/didClose', { textDocument: { uri } });
  await waitFor(client, path, ({ id, blockedBecause }) => id === saved.hunk.id && blockedBecause === null);
  expect(await run(client, command.accept, named(saved))).toMatchObject({ done: true });
  await asked;
  expect(workspace.read(path).toString()).toBe(guarded);
});

test('a document that is no held edit’s is none', () => {
  expect(readProposedUri('file:///w/a.ts')).toBeNull();
  expect(readProposedUri('countersign-proposed:/w/a.ts')).toBeNull();
  expect(readProposedUri('countersign-proposed:/w/a.ts?%E0%A4%A')).toBeNull();
  expect(readProposedUri('countersign-proposed:/w/a.ts?path=a.ts&changeSet=c1')).toEqual({
    path: 'a.ts',
    changeSet: 'c1',
  });
});
