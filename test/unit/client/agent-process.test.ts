import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { startAgent } from '../../../client/src/acp/agent-process.ts';
import { createRedraw } from '../../../client/src/redraw.ts';
import { openSession, toLaunch, until } from './scripted-agent.ts';

describe('a session', () => {
  test('that was ended stays so, whatever its agent answers while it goes', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-late-'));
    const answered = path.join(folder, 'answered');
    const session = await openSession(`let asked;
    onPrompt = (id) => void (asked = id);
    process.stdin.on('end', () => {
      say({ id: asked, result: { stopReason: 'end_turn' } });
      process.stdout.write('', () => require('node:fs').writeFileSync(${JSON.stringify(answered)}, ''));
      setTimeout(() => process.exit(3), 200);
    });`);
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
    const session = await openSession(`onPrompt = () => {
      const million = 'x'.repeat(1_000_000);
      for (let at = 0; at < 66; at += 1) process.stdout.write(million);
    };`);
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
