import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start } from '../lsp/review-steps.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, dropsGuardBySed, file, guarded, movesPort, openOnOtherPort } from './guarded-route.ts';
import { undecided, waitForHeld } from './held.ts';
import { countersignHook } from './hook-row.ts';
import { runAgent } from './run-agent.ts';
import { checkTakenBack } from './taken-back.ts';

afterEach(cleanUp);

describe.each([geminiCli, codex])('$id', (agent) => {
  test('writes with sed past the hook: the edit is noticed as its own, and taken back', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runAgent(agent, workspace, countersignHook(agent.id), [dropsGuardBySed]);
    await checkTakenBack(client, workspace, agent.title);
  });

  test('writes with sed what it was refused: the edit is known as its own, and no longer held', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const hook = countersignHook(agent.id, { waitSeconds: 4 });
    const { results } = await runAgent(agent, workspace, hook, [dropsGuard, dropsGuardBySed]);
    expect(results[0]).toContain('has not ended yet');
    await checkTakenBack(client, workspace, agent.title);
  });

  test('asks for the second of two edits after the first was decided', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const running = runAgent(agent, workspace, countersignHook(agent.id), [movesPort, dropsGuard]);
    const held = await waitForHeld(client);
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    await running;
    expect(workspace.read(file).toString()).toBe(openOnOtherPort);
    // What was accepted before it was written joins what landed before it, which alone is still to be reviewed.
    await run(client, command.rescan);
    const view = await client.panelWhen(({ analysing }) => analysing === null);
    expect(undecided(view).map(({ firstLine, landing }) => [firstLine, landing])).toEqual([[5, 'landed']]);
  });
});

test('Codex passes over a hook that nobody has trusted: the edit is noticed, and taken back', async () => {
  const { workspace, client } = await start({ [file]: guarded });
  const hook = { ...countersignHook('codex'), isTrusted: false };
  await runAgent(codex, workspace, hook, [dropsGuard]);
  await checkTakenBack(client, workspace, null);
});
