import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, bucket, cleanUp, find, named, plain, run, start, waitFor } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

const folders: string[] = [];
afterEach(async () => {
  await cleanUp();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

interface Address {
  readonly port: number;
  readonly workspacePath: string;
  readonly authToken: string;
}

const discovery = (temporary: string): string => path.join(temporary, 'gemini/ide');
const found = (temporary: string): readonly string[] =>
  fs.existsSync(discovery(temporary)) ? fs.readdirSync(discovery(temporary)) : [];

async function startWithCompanion(
  options: object = { geminiCompanion: 4711 },
  before: (temporary: string) => void = () => undefined,
): Promise<{ workspace: Workspace; client: Client; temporary: string }> {
  const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'companion-')));
  folders.push(temporary);
  before(temporary);
  const { workspace, client } = await start({ 'src/a.ts': plain }, { options, environment: { TMPDIR: temporary } });
  for (let tries = 0; tries < 40 && found(temporary).length === 0; tries += 1) await wait(50);
  return { workspace, client, temporary };
}

function readAddress(temporary: string): Address {
  const [name = ''] = found(temporary);
  return JSON.parse(fs.readFileSync(path.join(discovery(temporary), name), 'utf8')) as Address;
}

/** What a client of the protocol does, byte by byte. */
async function connect({ port, authToken }: Address) {
  const base = {
    authorization: `Bearer ${authToken}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const send = (body: object, headers: Record<string, string>): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/mcp`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', ...body }),
    });
  const clientInfo = { name: 'test', version: '1' };
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
  const opened = await send({ id: 1, method: 'initialize', params }, base);
  expect(opened.status).toBe(200);
  await opened.text();
  const headers = { ...base, 'mcp-session-id': opened.headers.get('mcp-session-id')! };
  await send({ method: 'notifications/initialized' }, headers);
  const stream = await fetch(`http://127.0.0.1:${port}/mcp`, { headers: { ...headers, accept: 'text/event-stream' } });
  expect(stream.status).toBe(200);
  let heard = '';
  const listening = (async () => {
    const decoder = new TextDecoder();
    for await (const part of stream.body!) heard += decoder.decode(part);
  })().catch(() => undefined);
  let id = 1;
  return {
    call: async (name: string, given: object): Promise<string> =>
      (await send({ id: (id += 1), method: 'tools/call', params: { name, arguments: given } }, headers)).text(),
    list: async (): Promise<string> =>
      (await send({ id: (id += 1), method: 'tools/list', params: {} }, headers)).text(),
    async heard(what: string): Promise<string> {
      for (let tries = 0; tries < 100 && !heard.includes(what); tries += 1) await wait(50);
      return heard;
    },
    listening,
  };
}

describe('the companion of Gemini CLI', () => {
  test('is asked for a diff, and says what became of it', async () => {
    const { workspace, client, temporary } = await startWithCompanion();
    const [name = ''] = found(temporary);
    const address = readAddress(temporary);
    expect(name).toBe(`gemini-ide-server-4711-${address.port}.json`);
    expect(address.workspacePath).toBe(workspace.root);
    expect(fs.statSync(path.join(discovery(temporary), name)).mode & 0o777).toBe(0o600);
    const gemini = await connect(address);
    expect(await gemini.list()).toMatch(/openDiff.*closeDiff/s);
    const filePath = path.join(workspace.root, 'src/a.ts');
    expect(await gemini.call('openDiff', { filePath, newContent: bucket('exports') })).toContain('"content":[]');
    const held = await waitFor(client, 'src/a.ts');
    expect((await client.panel()).changeSets[0]).toMatchObject({ agent: 'Gemini CLI' });
    expect(held.hunk.landing).toBe('held');
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    const accepted = await gemini.heard('ide/diffAccepted');
    expect(accepted).toContain(JSON.stringify({ filePath, content: bucket('exports') }).slice(1, -1));
    // What it writes is left to it.
    expect(workspace.read('src/a.ts').toString()).toBe(plain);

    await gemini.call('openDiff', { filePath, newContent: `${plain}export const b = 2;\n` });
    await run(client, command.reject, { ...named(await waitFor(client, 'src/a.ts')), reason: 'No.' });
    expect(await gemini.heard('ide/diffRejected')).toContain('ide/diffRejected');
  });

  test('is told when it was answered in the terminal', async () => {
    const { workspace, client, temporary } = await startWithCompanion();
    const gemini = await connect(readAddress(temporary));
    const filePath = path.join(workspace.root, 'src/a.ts');
    await gemini.call('openDiff', { filePath, newContent: bucket('exports') });
    await waitFor(client, 'src/a.ts');
    const closed = await gemini.call('closeDiff', { filePath, suppressNotification: true });
    expect(closed).toContain('export async function keep');
    await client.panelWhen(({ changeSets }) => changeSets.length === 0);
    workspace.write('src/a.ts', bucket('exports'));
    await run(client, command.rescan);
    expect(find(await client.panel(), 'src/a.ts')?.hunk.landing).toBe('landed');
  });

  test('answers nobody without its token, no page of a browser, and nothing about other folders', async () => {
    const { temporary } = await startWithCompanion();
    const address = readAddress(temporary);
    const url = `http://127.0.0.1:${address.port}/mcp`;
    const authorization = `Bearer ${address.authToken}`;
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization, origin: 'http://127.0.0.1' }])
      expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(401);
    const gemini = await connect(address);
    const answer = await gemini.call('openDiff', { filePath: path.join(temporary, 'x.ts'), newContent: 'x' });
    expect(answer).toContain('"isError":true');
  });

  test('is not there in Restricted Mode or beside another one; comes when it is wanted, and goes with the server', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const name = `gemini-ide-server-4711-${(other.address() as net.AddressInfo).port}.json`;
    const leave = (temporary: string): void => {
      fs.mkdirSync(discovery(temporary), { recursive: true });
      fs.writeFileSync(path.join(discovery(temporary), name), '{}');
    };
    const restricted = await startWithCompanion({ geminiCompanion: 4711, trusted: false });
    const { client, temporary } = await startWithCompanion({ geminiCompanion: 4711 }, leave);
    await wait(500);
    expect([...found(restricted.temporary), ...found(temporary)]).toEqual([name]);
    other.close();
    // One that has died is none.
    const want = (geminiCompanion: number): Promise<void> =>
      client.notify('workspace/didChangeConfiguration', { settings: { countersign: { geminiCompanion } } });
    await want(0);
    await want(4711);
    await expect.poll(() => found(temporary).filter((each) => each !== name), { timeout: 30_000 }).toHaveLength(1);
    expect(found(temporary)).toHaveLength(1);
    await client.stop();
    expect(found(temporary)).toEqual([]);
  });
});
