import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startSession, type AgentSession } from '../../client/src/acp/session.ts';
import type { QuestionItem, SessionItem, ToolItem } from '../../server/src/protocol/agent-session.ts';
import { command } from '../../server/src/protocol/messages.ts';
import { file, guarded, open } from '../agents/guarded-route.ts';
import { acknowledgeAll, cleanUp, named, run, start, waitFor } from './review-steps.ts';
import { createWorkspace, type Workspace } from './server-process.ts';

const bundle = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');

/** A prompt to it is a list of acts, as JSON. */
const labAgent = path.resolve(import.meta.dirname, '../fixtures/lab-agent/agent.mjs');

const sessions: AgentSession[] = [];
const folders: Workspace[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  for (const folder of folders.splice(0)) folder.remove();
  await cleanUp();
});

function openSession(
  workspace: Workspace,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): AgentSession {
  const agent = {
    title: 'Lab Agent',
    command: words,
    environment: {},
    note: '',
    install: 'Install it.',
    signIn: 'Sign in.',
  };
  const launch = {
    program: process.execPath,
    words: [bundle, 'acp', '--carry-out', '--', ...words],
    environment: { ...process.env, XDG_STATE_HOME: workspace.state, ...environment },
    directory: workspace.root,
  };
  const session = startSession({ agent, launch, folder: 'work', version: '0', changed: () => undefined });
  sessions.push(session);
  return session;
}

function openScripted(workspace: Workspace, environment?: NodeJS.ProcessEnv): AgentSession {
  return openSession(workspace, [process.execPath, labAgent], environment);
}

const state = (session: AgentSession) => expect.poll(() => session.view().state, { timeout: 30_000 });
const isTool = (item: SessionItem): item is ToolItem => item.kind === 'tool';
const isQuestion = (item: SessionItem): item is QuestionItem => item.kind === 'question';
const lastTool = (session: AgentSession) => session.view().items.findLast(isTool);
const edited = (workspace: Workspace, oldText: string, newText: string): string =>
  JSON.stringify([{ act: 'edit', path: path.join(workspace.root, file), oldText, newText }]);

describe('a session with an agent', () => {
  test('writes what is accepted or not held, tells why not, asks about commands, and stops', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const session = openScripted(workspace);
    await state(session).toBe('ready');

    session.prompt(edited(workspace, guarded, open));
    const held = await waitFor(client, file);
    expect((await client.panel()).changeSets[0]).toMatchObject({ agent: 'lab-agent', claimedBy: 'agent itself' });
    expect(lastTool(session)).toMatchObject({ places: [{ name: path.normalize(file) }], edit: { state: 'asked' } });
    await run(client, command.reject, { ...named(held), reason: 'Only admins delete users.' });
    await state(session).toBe('ready');
    expect(lastTool(session)).toMatchObject({ status: 'failed', edit: { state: 'refused' } });
    expect(lastTool(session)?.edit?.reason).toContain('Only admins delete users.');
    // The protocol takes no reason: it is told when its turn has ended.
    expect(session.view().items.slice(-3)).toMatchObject([
      { kind: 'note', text: 'Lab Agent is told why.' },
      { kind: 'thought' },
      { kind: 'agent', text: expect.stringMatching(/^Heard: .*Only admins delete users\. All done\.$/s) as string },
    ]);
    expect(workspace.read(file).toString()).toBe(guarded);

    const other = guarded.replace('/users/:id', '/people/:id').replace('requireAuth, (req', '(req');
    session.prompt(edited(workspace, guarded, other));
    const again = await waitFor(client, file);
    await acknowledgeAll(client, again);
    await run(client, command.accept, named(again));
    await state(session).toBe('ready');
    expect(lastTool(session)).toMatchObject({ status: 'completed', edit: { state: 'accepted' } });
    expect(workspace.read(file).toString()).toBe(other);

    // No rule holds it; a command is no edit.
    const write = { act: 'write', path: path.join(workspace.root, file), content: other.replace('3000', '3001') };
    session.prompt(JSON.stringify([write, { act: 'run', command: 'npm test' }]));
    await expect.poll(() => session.view().items.some(isQuestion), { timeout: 30_000 }).toBe(true);
    expect(workspace.read(file).toString()).toBe(write.content);
    const question = session.view().items.find(isQuestion)!;
    expect(question).toMatchObject({ title: 'npm test', detail: 'npm test --all', answer: null });
    expect(question.options).toHaveLength(3);
    session.answer(question.id, 'allow_once');
    await state(session).toBe('ready');
    expect(session.view().items.find(isQuestion)?.answer).toBe('allow_once');
    expect(
      session
        .view()
        .items.filter(isTool)
        .map(({ edit }) => edit?.state),
    ).toEqual(['refused', 'accepted', 'allowed', undefined]);
    expect(session.view().items.findLast(({ kind }) => kind === 'agent')).toMatchObject({ text: 'All done.' });
    expect(session.view().plan).toEqual([{ text: 'Edit', status: 'in_progress' }]);

    session.prompt(JSON.stringify([{ act: 'wait' }]));
    await state(session).toBe('working');
    session.stop();
    await state(session).toBe('ready');
    expect(session.view().items.at(-1)).toMatchObject({ kind: 'note', text: 'Stopped.' });
  });

  test('says why it did not start, and what to do', async () => {
    const workspace = createWorkspace({ [file]: guarded }, { git: false });
    folders.push(workspace);
    const missing = openSession(workspace, ['no-such-agent']);
    const signedOut = openScripted(workspace, { SIGNED_OUT: '1' });
    await state(missing).toBe('ended');
    expect(missing.view().failure).toMatchObject({
      message: 'Lab Agent could not be started.',
      fix: 'Install it. Then start the session again.',
    });
    expect(missing.view().failure?.output).toContain('no-such-agent');
    await state(signedOut).toBe('ended');
    expect(signedOut.view().failure).toMatchObject({ message: 'Lab Agent wants you to sign in first.' });
  });
});
