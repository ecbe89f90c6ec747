import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { command, request } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, named, run, start, waitFor } from '../lsp/review-steps.ts';
import type { Move } from './agent.ts';
import { geminiCli } from './gemini-cli.ts';
import { dropsGuard, file, guarded, open, openOnOtherPort } from './guarded-route.ts';
import { undecided, waitForHeld } from './held.ts';
import { startModel, type ModelServer } from './model-server.ts';

interface Terminal {
  readonly onData: (listener: (text: string) => void) => void;
  readonly kill: (signal?: string) => void;
}

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  await cleanUp();
});

const waitMs = 100;
const maxTries = 600;

async function eventually(is: () => boolean, what: () => string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    if (is()) return;
    await wait(waitMs);
  }
  throw new Error(what());
}

/**
 * Gemini CLI in a terminal of its own, as a person starts it: it asks before it writes. It looks for its companion while it already
 * works, and asks in its terminal alone until it has found it: the model waits for that.
 * @param temporary where the companion says how it can be found
 */
async function runInTerminal(root: string, temporary: string, moves: readonly Move[]): Promise<ModelServer> {
  const home = fs.mkdtempSync(path.join(path.dirname(root), 'home-'));
  const log = path.join(home, 'debug.log');
  let shown = '';
  const hasConnected = (): boolean =>
    fs.existsSync(log) && fs.readFileSync(log, 'utf8').includes('Discovered 2 tools from IDE');
  const model = await startModel(geminiCli.wire, root, moves, () =>
    eventually(hasConnected, () => `Gemini CLI has not found its companion:\n${shown}`),
  );
  const { args, env } = geminiCli.prepare({ home, root, modelUrl: model.url, hook: null });
  const settings = path.join(home, '.gemini/settings.json');
  const written = JSON.parse(fs.readFileSync(settings, 'utf8')) as object;
  fs.writeFileSync(settings, JSON.stringify({ ...written, ide: { enabled: true, hasSeenNudge: true } }));
  const own = createRequire(path.join(import.meta.dirname, 'node_modules/@google/gemini-cli/package.json'));
  const { spawn } = own('@lydell/node-pty') as { spawn: (file: string, args: string[], options: object) => Terminal };
  const interactive = [args[0]!, '-m', 'gemini-2.5-flash', '--approval-mode', 'default', '--skip-trust'];
  const terminal = spawn(process.execPath, [...interactive, '-i', 'Edit the file.'], {
    cwd: root,
    cols: 120,
    rows: 40,
    env: {
      PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
      HOME: home,
      TMPDIR: temporary,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      DO_NOT_TRACK: '1',
      GEMINI_DEBUG_LOG_FILE: log,
      GEMINI_CLI_IDE_PID: String(process.pid),
      GEMINI_CLI_NO_RELAUNCH: 'true',
      // In a container it would look for the editor outside of it.
      VSCODE_REMOTE_CONTAINERS_SESSION: '1',
      ...env,
    },
  });
  terminal.onData((text) => (shown = `${shown}${text}`.slice(-4000)));
  running.push(async () => {
    terminal.kill('SIGKILL');
    await model.close();
  });
  return model;
}

test('Gemini CLI asks its companion: what is accepted is written, also changed; what is rejected is not', async () => {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'companion-'));
  running.push(() => Promise.resolve(fs.rmSync(temporary, { recursive: true, force: true })));
  const options = { geminiCompanion: process.pid };
  const { workspace, client } = await start({ [file]: guarded }, { options, environment: { TMPDIR: temporary } });
  const place = path.join(temporary, 'gemini/ide');
  const isThere = (): boolean => fs.existsSync(place) && fs.readdirSync(place).length > 0;
  await eventually(isThere, () => 'No companion was opened.');
  // No rule holds the second one: a person is asked all the same.
  const other: Move = { kind: 'edit', path: file, old: 'app.listen(3000);', text: 'app.listen(3002);' };
  const last: Move = { kind: 'edit', path: file, old: 'app.listen(3001);', text: 'app.listen(1);' };
  const model = await runInTerminal(workspace.root, temporary, [dropsGuard, other, last]);

  const held = await waitForHeld(client);
  expect((await client.panel()).changeSets[0]?.agent).toBe('Gemini CLI');
  expect(workspace.read(file).toString()).toBe(guarded);
  await acknowledgeAll(client, held);
  expect((await run(client, command.accept, named(held))).record).toMatchObject({ seq: 1 });
  await eventually(
    () => model.results.length === 1,
    () => 'The first edit was not made.',
  );
  expect(workspace.read(file).toString()).toBe(open);

  const second = await waitForHeld(client);
  const amendment = { changeSet: second.changeSet, path: file, text: openOnOtherPort };
  expect(await client.request(request.amend, amendment)).toEqual({ refused: null });
  const now = await waitFor(client, file, ({ id }) => id !== second.hunk.id);
  expect((await run(client, command.accept, named(now))).refused).toBeNull();
  await eventually(
    () => model.results.length === 2,
    () => 'The second edit was not made.',
  );
  expect(workspace.read(file).toString()).toBe(openOnOtherPort);
  await run(client, command.rescan);

  const third = await waitForHeld(client);
  // What was accepted is on disk; that it is that, and nothing to review, is seen a moment later.
  await client.panelWhen((view) => undecided(view).length === 1);
  await run(client, command.reject, { ...named(third), reason: 'No.' });
  await wait(1_000);
  expect(workspace.read(file).toString()).toBe(openOnOtherPort);
  expect(model.results).toHaveLength(2);
});
