import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command, request } from '../../server/src/protocol/messages.ts';
import { file, guarded, open } from '../agents/guarded-route.ts';
import { acknowledgeAll, cleanUp, named, run, start, waitFor } from './review-steps.ts';
import type { Workspace } from './server-process.ts';

const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await cleanUp();
});

const program = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');

interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
}

/** The built server as a client of the protocol starts it. */
async function connect(workspace: Workspace) {
  const node = process.env['COUNTERSIGN_NODE'] ?? process.execPath;
  const child = spawn(node, [program, 'mcp'], {
    cwd: workspace.root,
    env: { ...process.env, XDG_STATE_HOME: workspace.state },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  ends.push(() => child.kill());
  const waiting = new Map<number, (message: { result: unknown }) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as { id: number; result: unknown };
    waiting.get(message.id)?.(message);
  });
  let id = 0;
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = async (method: string, params: object = {}): Promise<unknown> => {
    id += 1;
    const asked = id;
    const answered = new Promise<{ result: unknown }>((resolve) => waiting.set(asked, resolve));
    send({ id: asked, method, params });
    return (await answered).result;
  };
  const clientInfo = { name: 'codex', version: '1.0.0' };
  await ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  send({ method: 'notifications/initialized' });
  return {
    child,
    tools: async () => ((await ask('tools/list')) as { tools: { name: string }[] }).tools.map(({ name }) => name),
    call: async (name: string, args: object = {}) => (await ask('tools/call', { name, arguments: args })) as Result,
  };
}

const textOf = ({ content }: Result): string => content.map(({ text }) => text).join('\n');

describe('our server of the Model Context Protocol', () => {
  test('says what waits for a person, and what was rejected and why', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const agent = await connect(workspace);
    expect(await agent.tools()).toEqual(['review_status', 'request_review', 'propose_edit']);
    expect(textOf(await agent.call('review_status'))).toBe('Nothing waits for an answer of a person.');
    workspace.write(file, open);
    expect(textOf(await agent.call('request_review'))).toMatch(
      /1 part of the edits waits[\s\S]+src\/app\.js:4: explain: DELETE \/users\/:id no longer requires/,
    );
    await run(client, command.reject, { ...named(await waitFor(client, file)), reason: 'Only admins.' });
    expect(textOf(await agent.call('review_status'))).toMatch(/src\/app\.js:4 was rejected: Only admins\./);
    // Tools of the editor's own models say the same.
    const { text } = await client.request<{ readonly text: string }>(request.status, { isFresh: false });
    expect(text).toBe(textOf(await agent.call('review_status')));
  });

  test('writes a proposed edit once a person accepted it, under the name of its client', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const agent = await connect(workspace);
    const asked = agent.call('propose_edit', { path: file, content: open });
    const held = await waitFor(client, file);
    expect((await client.panel()).changeSets[0]).toMatchObject({ agent: 'Codex' });
    expect(workspace.read(file).toString()).toBe(guarded);
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    expect(textOf(await asked)).toBe(`Written to ${file}.`);
    expect(workspace.read(file).toString()).toBe(open);
  });

  test('writes nothing that was rejected, that is no edit, or that is not in the repository', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const agent = await connect(workspace);
    const asked = agent.call('propose_edit', { path: file, old_string: 'requireAuth, (req', new_string: '(req' });
    const held = await waitFor(client, file);
    await run(client, command.reject, { ...named(held), reason: 'Only admins.' });
    expect(await asked).toMatchObject({ isError: true });
    expect(textOf(await asked)).toContain('Only admins.');
    for (const input of [
      { path: file },
      { path: '../outside.js', content: '1' },
      { path: '.git/config', content: '1' },
    ])
      expect(await agent.call('propose_edit', input), JSON.stringify(input)).toMatchObject({ isError: true });
    expect(workspace.read(file).toString()).toBe(guarded);
  });

  test('without an editor judges alone, refuses what is held, and ends with its client', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    await client.stop();
    const agent = await connect(workspace);
    expect(textOf(await agent.call('review_status'))).toMatch(/nobody reviews it right now/);
    const held = await agent.call('propose_edit', { path: file, content: open });
    expect(held).toMatchObject({ isError: true });
    expect(textOf(held)).toMatch(/waits in the review queue/);
    expect(await agent.call('propose_edit', { path: 'notes.md', content: 'Notes.\n' })).not.toMatchObject({
      isError: true,
    });
    expect(workspace.read('notes.md').toString()).toBe('Notes.\n');
    const ended = new Promise((resolve) => void agent.child.on('close', resolve));
    agent.child.stdin.end();
    expect(await ended).toBe(0);
  });
});
