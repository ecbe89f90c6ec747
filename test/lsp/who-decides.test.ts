import { afterEach, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, bucket, cleanUp, named, plain, run, start, waitFor } from './review-steps.ts';
import { startClient } from './server-process.ts';

afterEach(cleanUp);

test('what a program decides over LSP is said in other windows and recorded as that, and is refused beside an editor', async () => {
  const { workspace, client, restart } = await start({ 'a.ts': plain, 'b.ts': plain });
  const program = await restart();
  workspace.write('a.ts', bucket('one'));
  workspace.write('b.ts', bucket('two'));
  const a = await waitFor(program, 'a.ts');
  await acknowledgeAll(program, a);
  expect((await run(program, command.accept, { ...named(a), surface: 'panel' })).record).toMatchObject({ seq: 1 });
  const told = await client.panelWhen(({ problem }) => problem?.code === 'CS5003');
  expect(told.problem?.message).toBe(
    'An edit of "a.ts" was accepted by a program that speaks LSP, not in this editor (record 1).',
  );
  expect(told.records).toMatchObject([{ seq: 1, outcome: 'accepted', paths: ['a.ts'] }]);
  expect((await program.panel()).problem).toBeNull();

  const editor = await startClient(workspace, { isEditors: true });
  try {
    await editor.panelWhen(({ state }) => state !== 'starting');
    const b = await waitFor(program, 'b.ts');
    for (const [name, more] of [
      [command.accept, {}],
      [command.reject, { reason: 'No.' }],
    ] as const)
      expect((await run(program, name, { ...named(b), ...more })).refused).toMatch(/decide there/);
    expect((await run<{ intact: boolean }>(program, command.verify)).intact).toBe(true);
    const same = await waitFor(editor, 'b.ts');
    for (const { fingerprint } of same.hunk.findings)
      await run(editor, command.acknowledge, { ...named(same), fingerprint, surface: 'panel' });
    expect((await run(editor, command.accept, { ...named(same), surface: 'panel' })).refused).toBeNull();
    const { text } = await run<{ text: string }>(editor, command.export, { format: 'json' });
    const surfaces = [...text.matchAll(/"surface":\s*"(\w+)"/gu)].map(([, surface]) => surface);
    expect(new Set(surfaces)).toEqual(new Set(['lsp', 'panel']));
    const next = await client.panelWhen(({ records }) => records.length === 2);
    expect(next.problem).toBeNull();
  } finally {
    await editor.kill();
  }
});
