import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command, request } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start, waitFor } from '../lsp/review-steps.ts';
import { createWorkspace, type Workspace } from '../lsp/server-process.ts';

const bundle = path.resolve(import.meta.dirname, '../../server/dist/cli.mjs');
const file = 'src/app.js';
const guarded = `const express = require('express');
const { requireAuth } = require('./auth');
const app = express();
app.delete('/users/:id', requireAuth, (req, res) => res.end(remove(req.params.id)));
`;
const open = guarded.replace('requireAuth, (req', '(req');

/** Says its lines when a session is there, and writes down what it is told. */
const agentProgram = `
import readline from 'node:readline';
import fs from 'node:fs';
const lines = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
for await (const line of readline.createInterface({ input: process.stdin })) {
  fs.appendFileSync(process.argv[3], line + '\\n');
  const { id, method } = JSON.parse(line);
  const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
  if (method === 'initialize') say({ id, result: { protocolVersion: 1, agentInfo: { name: 'lab-agent' } } });
  if (method === 'session/new') {
    say({ id, result: { sessionId: 's1' } });
    for (const message of lines) {
      if (message.method === 'lab/end') setTimeout(() => process.exit(0), 1_500);
      else say(message);
    }
  }
}
`;

interface Proxy {
  readonly process: ChildProcess;
  /** As the client. */
  readonly say: (message: object) => void;
  /** What the client got, so far. */
  readonly client: () => readonly Record<string, unknown>[];
  /** What the agent was told. */
  readonly agent: () => readonly Record<string, unknown>[];
}

const proxies: Proxy[] = [];
const folders: Workspace[] = [];
afterEach(async () => {
  for (const { process: child } of proxies.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) folder.remove();
  await cleanUp();
});

function startProxy(workspace: Workspace, lines: readonly object[]): Proxy {
  const at = (name: string): string => path.join(workspace.root, '..', name);
  fs.writeFileSync(at('agent.mjs'), agentProgram);
  fs.writeFileSync(at('lines.json'), JSON.stringify(lines));
  const child = spawn(
    process.execPath,
    [bundle, 'acp', '--', process.execPath, at('agent.mjs'), at('lines.json'), at('told')],
    {
      cwd: workspace.root,
      env: { ...process.env, XDG_STATE_HOME: workspace.state },
    },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const parse = (all: string): readonly Record<string, unknown>[] =>
    all
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const say = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  say({ id: 0, method: 'initialize', params: { protocolVersion: 1 } });
  say({ id: 1, method: 'session/new', params: { cwd: workspace.root, mcpServers: [] } });
  const proxy = {
    process: child,
    say,
    client: () => parse(text),
    agent: () => (fs.existsSync(at('told')) ? parse(fs.readFileSync(at('told'), 'utf8')) : []),
  };
  proxies.push(proxy);
  return proxy;
}

const options = [
  { optionId: 'always', name: 'Always', kind: 'allow_always' },
  { optionId: 'once', name: 'Once', kind: 'allow_once' },
  { optionId: 'no', name: 'No', kind: 'reject_once' },
];
const permission = (workspace: Workspace, text: string): object => ({
  id: 7,
  method: 'session/request_permission',
  params: {
    sessionId: 's1',
    options,
    toolCall: {
      toolCallId: 't1',
      kind: 'edit',
      content: [{ type: 'diff', path: path.join(workspace.root, file), oldText: guarded, newText: text }],
    },
  },
});
const write = (workspace: Workspace, content: string): object => ({
  id: 8,
  method: 'fs/write_text_file',
  params: { sessionId: 's1', path: path.join(workspace.root, file), content },
});
const answerTo = (proxy: Proxy, id: number) =>
  expect.poll(() => proxy.agent().find((each) => each['id'] === id && !('method' in each)), { timeout: 20_000 });
const asked = (proxy: Proxy, id: number) =>
  expect.poll(() => proxy.client().find((each) => each['id'] === id && 'method' in each), { timeout: 20_000 });

describe('countersign acp', () => {
  test('holds what an agent asks leave for; accepted, the client is not asked again', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [permission(workspace, open)]);
    const held = await waitFor(client, file);
    expect((await client.panel()).changeSets[0]).toMatchObject({ agent: 'lab-agent', claimedBy: 'agent itself' });
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    await answerTo(proxy, 7).toMatchObject({ result: { outcome: { outcome: 'selected', optionId: 'once' } } });
    expect(proxy.client().map((each) => each['id'])).toEqual([0, 1]);
  });

  test('rejected, the agent is refused', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [permission(workspace, open)]);
    await run(client, command.reject, { ...named(await waitFor(client, file)), reason: 'No.' });
    await answerTo(proxy, 7).toMatchObject({ result: { outcome: { outcome: 'selected', optionId: 'no' } } });
  });

  test('what is not held goes to the client, without leave for all that follows', async () => {
    const { workspace } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [permission(workspace, guarded.replace('express();', 'express(); // app'))]);
    await asked(proxy, 7).toMatchObject({ params: { options: options.slice(1) } });
  });

  test('the client writes what a person made of it', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [write(workspace, open)]);
    const held = await waitFor(client, file);
    const text = guarded.replace('requireAuth, (req', 'requireAuth, requireStaff, (req');
    await client.request(request.amend, { changeSet: held.changeSet, path: file, text });
    const now = await waitFor(client, file, ({ id }) => id !== held.hunk.id);
    await run(client, command.accept, named(now));
    await asked(proxy, 8).toMatchObject({ params: { sessionId: 's1', content: text } });
  });

  test('without an editor what is held is refused and queued, and the rest goes through', async () => {
    const workspace = createWorkspace({ [file]: guarded });
    folders.push(workspace);
    const proxy = startProxy(workspace, [
      write(workspace, open),
      { ...write(workspace, `${guarded}// end\n`), id: 9 },
      { method: 'session/update', params: { sessionId: 's1' } },
    ]);
    await answerTo(proxy, 8).toMatchObject({ error: { message: expect.stringContaining('review queue') as unknown } });
    await asked(proxy, 9).toMatchObject({ params: { content: `${guarded}// end\n` } });
    expect(proxy.client().some((each) => each['method'] === 'session/update')).toBe(true);
    expect(workspace.read(file).toString()).toBe(guarded);
  });

  test('a turn that is cancelled is not held up by what waits in it', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [permission(workspace, open), write(workspace, open)]);
    await waitFor(client, file);
    proxy.say({ method: 'session/cancel', params: { sessionId: 's1' } });
    await answerTo(proxy, 7).toMatchObject({ result: { outcome: { outcome: 'cancelled' } } });
    await answerTo(proxy, 8).toMatchObject({ error: { message: expect.stringContaining('cancelled') as unknown } });
    await client.panelWhen(({ changeSets }) => changeSets.every(({ heldUntil }) => heldUntil === null));
  });

  test('ends with its agent, whatever waits', async () => {
    const { workspace, client } = await start({ [file]: guarded });
    const proxy = startProxy(workspace, [permission(workspace, open), { method: 'lab/end' }]);
    await waitFor(client, file);
    await expect.poll(() => proxy.process.exitCode, { timeout: 20_000 }).toBe(0);
  });

  test('an agent that cannot be started is said so', async () => {
    const workspace = createWorkspace({ [file]: guarded });
    folders.push(workspace);
    const child = spawn(process.execPath, [bundle, 'acp', '--', './no-such-agent'], { cwd: workspace.root });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    expect(await new Promise((resolve) => void child.on('close', resolve))).toBe(2);
    expect(errors).toContain('could not be started');
  });
});
