import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start } from '../lsp/review-steps.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded, open } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { countersignHook } from './hook-row.ts';
import { runAgent } from './run-agent.ts';

afterEach(cleanUp);

/** Longer than the 60 s that Gemini CLI waits when its settings name no limit. */
const thinkingMs = 90_000;

test('Gemini CLI waits for as long as its settings say, and writes what was accepted then', async () => {
  const { workspace, client } = await start({ [file]: guarded });
  const running = runAgent(geminiCli, workspace, countersignHook('gemini-cli', { waitSeconds: 300 }), [dropsGuard]);
  const held = await waitForHeld(client);
  await wait(thinkingMs);
  expect(workspace.read(file).toString()).toBe(guarded);
  await acknowledgeAll(client, held);
  expect((await run(client, command.accept, named(held))).refused).toBeNull();
  await running;
  expect(workspace.read(file).toString()).toBe(open);
}, 240_000);
