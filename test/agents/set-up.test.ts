import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start } from '../lsp/review-steps.ts';
import type { Agent } from './agent.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded, open } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { runAgent } from './run-agent.ts';

afterEach(cleanUp);

const cli = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');

/** What a person gets who lets `countersign init` write to the agent's settings. */
function init(agent: Agent, env: NodeJS.ProcessEnv): void {
  const node = process.env['COUNTERSIGN_NODE'] ?? process.execPath;
  const args = [cli, 'init', '--user', '--agent', agent.id, '--yes'];
  const { status, stderr } = spawnSync(node, args, { env, cwd: env['HOME'], encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}

describe.each([geminiCli, codex])('$id, as init sets it up', (agent) => {
  test('asks before it writes, and writes what is accepted', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const running = runAgent(agent, workspace, null, [dropsGuard], (env) => init(agent, env));
    const held = await waitForHeld(client);
    expect(workspace.read(file).toString()).toBe(guarded);
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    await running;
    expect(workspace.read(file).toString()).toBe(open);
  });

  test('is refused by the launcher when the hook is broken', async () => {
    const { workspace } = await start({ [file]: guarded });
    const { results } = await runAgent(agent, workspace, null, [dropsGuard], (env) => {
      init(agent, env);
      fs.writeFileSync(path.join(env['HOME']!, '.countersign/hook.mjs'), 'throw new Error("broken");\n');
    });
    expect(results[0]).toContain('its hook could not be started');
    expect(workspace.read(file).toString()).toBe(guarded);
  });
});
