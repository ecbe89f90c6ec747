import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cleanUp, find, start } from '../lsp/review-steps.ts';
import type { Client, Workspace } from '../lsp/server-process.ts';
import type { Agent } from './agent.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { caught, countersignHook, type HookRow } from './hook-row.ts';
import { runAgent, type AgentRun } from './run-agent.ts';
import { checkTakenBack } from './taken-back.ts';

afterEach(cleanUp);

const crashing: HookRow = {
  command: `"${process.execPath}" -e "process.stdin.resume(); throw new Error('crash')"`,
  limitSeconds: 30,
};
const missing: HookRow = { command: '/nonexistent/countersign hook', limitSeconds: 30 };

/** Runs the agent, and kills its hook while somebody is asked. */
async function runKilled(
  agent: Agent,
  { workspace, client }: { readonly workspace: Workspace; readonly client: Client },
  toRow: (hook: HookRow) => HookRow,
): Promise<AgentRun> {
  const pidFile = path.join(workspace.state, '../hook.pid');
  const { command, limitSeconds } = countersignHook(agent.id);
  const hook = toRow({ command: `sh -c 'echo $$ > "${pidFile}"; exec ${command}'`, limitSeconds });
  const running = runAgent(agent, workspace, hook, [dropsGuard]);
  await waitForHeld(client);
  process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
  return await running;
}

describe.each([geminiCli, codex])('$id', (agent) => {
  test('goes on when its hook crashes: the edit is noticed, and taken back', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runAgent(agent, workspace, crashing, [dropsGuard]);
    await checkTakenBack(client, workspace, null);
  });

  test('goes on when its hook is killed while it asks: the edit is known as its own, and no longer held', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runKilled(agent, { workspace, client }, (hook) => hook);
    await checkTakenBack(client, workspace, agent.title);
  });

  test('goes on when its own limit is over before ours: the edit is known as its own, and no longer held', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const hook: HookRow = { ...countersignHook(agent.id), limitSeconds: 5 };
    await runAgent(agent, workspace, hook, [dropsGuard]);
    await checkTakenBack(client, workspace, agent.title);
  });

  test.each([
    ['crashes', crashing],
    ['is not there', missing],
  ])('is refused when its hook %s in a command that catches failures', async (_, hook) => {
    const { workspace } = await start({ [file]: guarded });
    const { results } = await runAgent(agent, workspace, caught(hook), [dropsGuard]);
    expect(results[0]).toContain('The hook failed.');
    expect(workspace.read(file).toString()).toBe(guarded);
  });

  test('is refused when its hook is killed in a command that catches failures: the edit stays held', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const { results } = await runKilled(agent, { workspace, client }, caught);
    expect(results[0]).toContain('The hook failed.');
    expect(workspace.read(file).toString()).toBe(guarded);
    expect(find(await client.panel(), file)?.hunk.landing).toBe('held');
  });
});

describe('a hook that is not there', () => {
  test('makes Gemini CLI refuse, because the shell has words for it', async () => {
    const { workspace } = await start({ [file]: guarded });
    const { results } = await runAgent(geminiCli, workspace, missing, [dropsGuard]);
    expect(results[0]).toContain('No such file or directory');
    expect(workspace.read(file).toString()).toBe(guarded);
  });

  test('does not stop Codex: the edit is noticed, and taken back', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runAgent(codex, workspace, missing, [dropsGuard]);
    await checkTakenBack(client, workspace, null);
  });
});
