import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startSession, type AgentSession } from '../../client/src/acp/session.ts';
import type { QuestionItem, SessionItem, ToolItem } from '../../server/src/protocol/agent-session.ts';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, find, named, run, start } from '../lsp/review-steps.ts';
import type { Workspace } from '../lsp/server-process.ts';
import { dropsGuard, dropsGuardElsewhere, file, guarded, openElsewhere } from './guarded-route.ts';
import { waitForHeld } from './held.ts';
import { startModel } from './model-server.ts';
import { homeOf } from './run-agent.ts';
import { sessionAgents, type SessionAgent } from './session-agents.ts';

const isTool = (item: SessionItem): item is ToolItem => item.kind === 'tool';
const isQuestion = (item: SessionItem): item is QuestionItem => item.kind === 'question';
const waits = { timeout: 60_000 };
const reason = 'Only admins delete users.';

function open(agent: SessionAgent, { root, state }: Workspace, modelUrl: string): AgentSession {
  const home = fs.mkdtempSync(path.join(path.dirname(root), 'home-'));
  const { env } = agent.prepare({ home, root, modelUrl, hook: null });
  const { row } = agent;
  const words = [...agent.program(), ...row.command.slice(1)];
  return startSession({
    agent: row,
    launch: {
      program: process.execPath,
      words: [path.resolve(import.meta.dirname, '../../server/dist/cli.mjs'), 'acp', '--carry-out', '--', ...words],
      environment: { ...homeOf(home, { state }), ...env, ...row.environment },
      directory: root,
    },
    folder: 'work',
    version: '0',
    changed: () => undefined,
  });
}

test.each(sessionAgents.map((agent) => ({ title: agent.row.title, agent })))(
  '$title in a session of the editor: what is held waits, what is refused is not written and told why, what its model asks to run is asked and what that writes is its own',
  async ({ agent }) => {
    const { workspace, client } = await start({ [file]: guarded });
    const model = await startModel(agent.wire, workspace.root, [
      dropsGuard,
      dropsGuardElsewhere,
      { kind: 'shell', command: 'echo 1 > allowed.txt', outside: true },
      { kind: 'shell', command: 'touch made-by-shell', outside: true },
    ]);
    const session = open(agent, workspace, model.url);
    try {
      await expect.poll(() => session.view().state, waits).toBe('ready');
      session.prompt('Edit the file.');
      const refused = await waitForHeld(client);
      expect(session.view().items.findLast(isTool)).toMatchObject({ edit: { state: 'asked' } });
      await run(client, command.reject, { ...named(refused), reason });

      // It goes on by itself, or when it is told.
      const other = await waitForHeld(client);
      expect(workspace.read(file).toString()).toBe(guarded);
      await acknowledgeAll(client, other);
      await run(client, command.accept, named(other));
      const asksFor = (words: string): QuestionItem | undefined =>
        session
          .view()
          .items.filter(isQuestion)
          .find((item) => JSON.stringify(item).includes(words));
      await expect.poll(() => asksFor('allowed.txt'), waits).toBeDefined();
      expect(workspace.read(file).toString()).toBe(openElsewhere);
      const leave = asksFor('allowed.txt')!;
      session.answer(leave.id, leave.options.find(({ kind }) => kind === 'allow_once')!.id);
      await expect.poll(() => asksFor('touch made-by-shell'), waits).toBeDefined();
      const question = asksFor('touch made-by-shell')!;
      const landed = await client.panelWhen((view) => find(view, 'allowed.txt') !== undefined);
      const ofShell = landed.changeSets.find(({ id }) => id === find(landed, 'allowed.txt')?.changeSet);
      expect(ofShell).toMatchObject({
        agent: expect.any(String) as string,
        claimedBy: 'agent itself',
      });
      session.answer(question.id, 'cancel');
      await expect.poll(() => model.lastRequest(), waits).toContain(reason);
      await expect.poll(() => session.view().state, waits).toBe('ready');
      expect(fs.existsSync(path.join(workspace.root, 'made-by-shell'))).toBe(false);
      expect(session.view().items.filter(isTool)).toMatchObject([
        { edit: { state: 'refused', reason: expect.stringContaining(reason) as string } },
        { status: 'completed', edit: { state: 'accepted' } },
        { title: expect.stringContaining('allowed.txt') as string, status: 'completed', edit: null },
        { title: expect.stringContaining('touch made-by-shell') as string, edit: null },
      ]);
    } finally {
      session.close();
      await model.close();
      await cleanUp();
    }
  },
);
