import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startSession } from '../../client/src/acp/session.ts';
import type { SessionItem, ToolItem } from '../../server/src/protocol/agent-session.ts';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start } from '../lsp/review-steps.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded, open } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { startModel } from './model-server.ts';
import { homeOf } from './run-agent.ts';

const isTool = (item: SessionItem): item is ToolItem => item.kind === 'tool';

test('Gemini CLI in a session of the editor: what is held is written once it is accepted, what its model asks to run is asked', async () => {
  const { workspace, client } = await start({ [file]: guarded });
  const { root } = workspace;
  const home = fs.mkdtempSync(path.join(path.dirname(root), 'home-'));
  const model = await startModel(geminiCli.wire, root, [dropsGuard, { kind: 'shell', command: 'touch made-by-shell' }]);
  const { args, env } = geminiCli.prepare({ home, root, modelUrl: model.url, hook: null });
  const words = [process.execPath, args[0]!, '--acp', '-m', 'gemini-2.5-flash', '--skip-trust'];
  const agent = { title: 'Gemini CLI', command: words, environment: {}, note: '', install: '', signIn: '' };
  const session = startSession({
    agent,
    launch: {
      program: process.execPath,
      words: [path.resolve(import.meta.dirname, '../../server/dist/cli.mjs'), 'acp', '--carry-out', '--', ...words],
      environment: { ...homeOf(home, workspace), ...env },
      directory: root,
    },
    folder: 'work',
    version: '0',
    changed: () => undefined,
  });
  try {
    await expect.poll(() => session.view().state, { timeout: 60_000 }).toBe('ready');
    session.prompt('Edit the file.');
    const held = await waitForHeld(client);
    expect(session.view().items.find(isTool)).toMatchObject({ edit: { state: 'asked' } });
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    await expect.poll(() => session.view().items.at(-1)?.kind, { timeout: 60_000 }).toBe('question');
    expect(workspace.read(file).toString()).toBe(open);
    const question = session.view().items.at(-1)!;
    expect(question).toMatchObject({
      kind: 'question',
      title: expect.stringContaining('touch made-by-shell') as string,
    });
    session.answer(question.id, 'cancel');
    await expect.poll(() => session.view().state, { timeout: 60_000 }).toBe('ready');
    expect(fs.existsSync(path.join(root, 'made-by-shell'))).toBe(false);
    expect(session.view().items.filter(isTool)).toMatchObject([
      { title: expect.stringContaining('=>') as string, status: 'completed', edit: { state: 'accepted' } },
      { title: 'touch made-by-shell', edit: null },
    ]);
  } finally {
    session.close();
    await model.close();
    await cleanUp();
  }
});
