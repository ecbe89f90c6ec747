import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command, notification } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start, waitFor } from '../lsp/review-steps.ts';
import type { Agent } from './agent.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, dropsGuardByHeredoc, dropsGuardBySed, file, guarded, open } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { runAgent } from './run-agent.ts';
import { checkTakenBack } from './taken-back.ts';

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

  test('tells what it was asked, and when its calls end: what is written afterwards is nobody’s', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runAgent(agent, workspace, null, [dropsGuardBySed], (env) => init(agent, env));
    workspace.write('src/later.js', 'export const later = true;\n');
    await client.notify(notification.filesChanged, {
      changes: [{ uri: workspace.uri('src/later.js'), kind: 'created' }],
    });
    await waitFor(client, 'src/later.js');
    const { changeSets } = await client.panel();
    expect(changeSets.map(({ agent: name, asked, hunks }) => [name, asked, hunks.map((hunk) => hunk.path)])).toEqual([
      [agent.title, 'Edit the file.', [file]],
      [null, null, ['src/later.js']],
    ]);
  });

  test('writes with a heredoc while no editor is open: the next one knows the edit as its own, and takes it back', async () => {
    const { workspace, client, restart } = await start({ [file]: guarded });
    await client.kill();
    await runAgent(agent, workspace, null, [dropsGuardByHeredoc], (env) => init(agent, env));
    expect(workspace.read(file).toString()).toBe(open);
    await checkTakenBack(await restart(), workspace, agent.title);
  });

  test('is refused by the launcher when the hook is broken', async () => {
    const { workspace } = await start({ [file]: guarded });
    const { results } = await runAgent(agent, workspace, null, [dropsGuard], (env) => {
      init(agent, env);
      fs.writeFileSync(path.join(env['HOME']!, '.countersign/hook.cjs'), 'throw new Error("broken");\n');
    });
    expect(results[0]).toContain('its hook could not be started');
    expect(workspace.read(file).toString()).toBe(guarded);
  });
});
