import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { startAgent, type Launch } from '../../../client/src/acp/agent-process.ts';
import { startSession, type AgentSession } from '../../../client/src/acp/session.ts';
import { createRedraw } from '../../../client/src/redraw.ts';

/** Node runs it where an agent would run. */
const toLaunch = (script: string): Launch => ({
  program: process.execPath,
  words: ['-e', script],
  environment: process.env,
  directory: import.meta.dirname,
});

/** An agent that answers what opens a session, and then does as it is told. */
const toAgent = (then: string): string => `
  const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
  let rest = '';
  process.stdin.on('data', (bytes) => {
    const lines = (rest + bytes).split('\\n');
    rest = lines.pop();
    for (const { id, method } of lines.map((line) => JSON.parse(line))) {
      if (method === 'initialize') say({ id, result: { protocolVersion: 1 } });
      if (method === 'session/new') say({ id, result: { sessionId: 's1' } });
      if (method === 'session/prompt') globalThis.asked = id;
      if (method === 'session/prompt' && globalThis.onPrompt) globalThis.onPrompt();
    }
  });
  ${then}`;

function open(script: string): AgentSession {
  const agent = {
    title: 'Lab',
    command: ['lab'],
    environment: {},
    note: '',
    install: 'Install it.',
    signIn: 'Sign in.',
  };
  return startSession({
    agent,
    launch: toLaunch(toAgent(script)),
    folder: 'shop',
    version: '1.0.0',
    changed: () => undefined,
  });
}

const until = (isSo: () => boolean): Promise<void> => expect.poll(isSo, { timeout: 20_000, interval: 20 }).toBe(true);

describe('a session', () => {
  test('that was ended stays so, whatever its agent answers while it goes', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-late-'));
    const answered = path.join(folder, 'answered');
    const session = open(`process.stdin.on('end', () => {
      say({ id: globalThis.asked, result: { stopReason: 'end_turn' } });
      process.stdout.write('', () => require('node:fs').writeFileSync(${JSON.stringify(answered)}, ''));
      setTimeout(() => process.exit(3), 200);
    });`);
    await until(() => session.view().state === 'ready');
    session.prompt('Move the port');
    session.stop();
    session.stop();
    const ended = session.view();
    expect(ended).toMatchObject({ state: 'ended', failure: { message: 'Lab did not stop and was ended.' } });
    await until(() => fs.existsSync(answered));
    await wait(500); // what it has said is read, and its end is seen
    expect(session.view()).toEqual(ended);
    fs.rmSync(folder, { recursive: true });
  });

  test('whose agent sends a line without an end says so, and ends it', async () => {
    const session = open(`globalThis.onPrompt = () => {
      const million = 'x'.repeat(1_000_000);
      for (let at = 0; at < 66; at += 1) process.stdout.write(million);
    };`);
    await until(() => session.view().state === 'ready');
    session.prompt('Move the port');
    await until(() => session.view().state === 'ended');
    expect(session.view().failure).toMatchObject({ message: 'Lab sent a message that is too long.' });
    expect(session.view().items.map(({ kind }) => kind)).toEqual(['person']);
  });
});

test.skipIf(process.platform === 'win32')('what an agent left running ends with it', async () => {
  // It is known by its connection: whoever reaps it may be late.
  let left: net.Socket | undefined;
  const server = net.createServer((socket) => void (left = socket.on('error', () => undefined).resume()));
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const goesOn = `require('node:net').connect(${port}, '127.0.0.1'); setInterval(() => {}, 1000);`;
  let isOver = false;
  const agent = startAgent(
    toLaunch(`require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(goesOn)}], { stdio: 'ignore' });
      process.stdin.on('end', () => process.exit(0)).resume();`),
    () => undefined,
    () => void (isOver = true),
  );
  await until(() => left !== undefined);
  agent.stop();
  await until(() => isOver);
  await until(() => left?.closed === true);
  server.close();
});

test('a page is drawn once for all that asked within a time, and never when it is gone', () => {
  vi.useFakeTimers();
  try {
    let drawn = 0;
    const redraw = createRedraw(() => void (drawn += 1), 60);
    redraw.ask();
    redraw.ask();
    vi.advanceTimersByTime(60);
    expect(drawn).toBe(1);
    redraw.ask();
    redraw.stop();
    redraw.ask();
    vi.advanceTimersByTime(600);
    expect(drawn).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});
