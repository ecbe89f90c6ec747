import { afterEach, describe, expect, test } from 'vitest';
import { command, request } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, find, named, run, start, waitFor } from '../lsp/review-steps.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded, guardedOtherwise, movesPort, onOtherPort, open } from './guarded-route.ts';
import { undecided, waitForHeld } from './held.ts';
import { countersignHook } from './hook-row.ts';
import { runAgent } from './run-agent.ts';

afterEach(cleanUp);

describe.each([geminiCli, codex])('$id', (agent) => {
  test('writes what was held once somebody accepts it, and that is not reviewed again', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const running = runAgent(agent, workspace, countersignHook(agent.id), [dropsGuard]);
    const held = await waitForHeld(client);
    expect(workspace.read(file).toString()).toBe(guarded);
    expect((await client.panel()).changeSets.find(({ id }) => id === held.changeSet)?.model).toMatch(
      /^(?:gemini|gpt)-/,
    );
    await acknowledgeAll(client, held);
    expect((await run(client, command.accept, named(held))).record).toMatchObject({ seq: 1 });
    await running;
    expect(workspace.read(file).toString()).toBe(open);
    await run(client, command.rescan);
    expect(undecided(await client.panel())).toEqual([]);
  });

  test('leaves the file alone when somebody rejects, and its model reads why', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const running = runAgent(agent, workspace, countersignHook(agent.id), [dropsGuard]);
    const held = await waitForHeld(client);
    await run(client, command.reject, { ...named(held), reason: 'Only admins delete users.' });
    expect((await running).results[0]).toContain('Only admins delete users.');
    expect(workspace.read(file).toString()).toBe(guarded);
  });

  test('writes what a person made of it', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const running = runAgent(agent, workspace, countersignHook(agent.id), [dropsGuard]);
    const held = await waitForHeld(client);
    const amendment = { changeSet: held.changeSet, path: file, text: guardedOtherwise };
    expect(await client.request(request.amend, amendment)).toEqual({ refused: null });
    const now = await waitFor(client, file, ({ id }) => id !== held.hunk.id);
    await acknowledgeAll(client, now);
    expect((await run(client, command.accept, named(now))).refused).toBeNull();
    await running;
    expect(workspace.read(file).toString()).toBe(guardedOtherwise);
    await run(client, command.rescan);
    expect(undecided(await client.panel())).toEqual([]);
  });

  test('writes at once what has no findings', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await runAgent(agent, workspace, countersignHook(agent.id), [movesPort]);
    expect(workspace.read(file).toString()).toBe(onOtherPort);
    expect((await waitFor(client, file)).hunk.landing).toBe('landed');
    expect((await client.panel()).changeSets[0]?.agent).toBe(agent.title);
  });

  test('is refused when nobody decides in time; what it wanted still waits', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const { results } = await runAgent(agent, workspace, countersignHook(agent.id, { waitSeconds: 4 }), [dropsGuard]);
    expect(results[0]).toMatch(/has not ended yet.*no longer requires authentication/s);
    expect(workspace.read(file).toString()).toBe(guarded);
    expect(find(await client.panel(), file)?.hunk.landing).toBe('held');
    expect((await client.panel()).changeSets[0]?.heldUntil).toBeNull();
  });

  test('is refused when no editor is open, and the next editor shows what it wanted', async () => {
    const { workspace, client, restart } = await start({ [file]: guarded });
    await client.stop();
    const { results } = await runAgent(agent, workspace, countersignHook(agent.id), [dropsGuard]);
    expect(results[0]).toMatch(/nobody is there to ask.*waits in the review queue/s);
    expect(workspace.read(file).toString()).toBe(guarded);
    const next = await restart();
    const held = await waitForHeld(next);
    await acknowledgeAll(next, held);
    await run(next, command.accept, named(held));
    await runAgent(agent, workspace, countersignHook(agent.id), [dropsGuard]);
    expect(workspace.read(file).toString()).toBe(open);
  });
});
