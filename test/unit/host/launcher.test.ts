import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAgent } from '../../../server/src/core/hook.ts';
import { installLauncher } from '../../../server/src/host/set-up/launcher.ts';
import { writeHookPrograms } from './hook-programs.ts';

let home: string;
beforeEach(async () => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-launcher-')));
  writeHookPrograms(home, answers);
  await installLauncher(home, { programs: home, runtime: process.execPath });
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const answers = `process.stdin.resume();
process.stdin.on('end', () => console.log('{"said":1}'));
`;
const denied = /"decision":"deny"|"permissionDecision":"deny"/;

interface Run {
  readonly options?: readonly string[];
  readonly runtime?: string;
  readonly isOpen?: boolean;
  readonly stopAfterMs?: number;
}

/** All that it wrote, when it has gone and nobody holds its output any more. */
async function start({ options = [], runtime, isOpen = false, stopAfterMs }: Run): Promise<string> {
  const child = spawn(path.join(home, '.countersign/hook'), ['codex', ...options], {
    env: { PATH: process.env['PATH'], HOME: home, ...(runtime === undefined ? {} : { COUNTERSIGN_RUNTIME: runtime }) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stdin.on('error', () => undefined);
  if (isOpen) child.stdin.write('{}');
  else child.stdin.end('{}');
  if (stopAfterMs !== undefined) setTimeout(() => child.kill('SIGTERM'), stopAfterMs);
  await new Promise((resolve) => child.on('close', resolve));
  child.stdin.destroy();
  return out;
}

const runtime = (text: string): string => {
  const file = path.join(home, 'runtime');
  fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
};

test.skipIf(process.platform === 'win32')(
  'refuses when nobody answers in time, and when it is told to end',
  async () => {
    const hangs = runtime('exec sleep 30');
    const [left, hung, stopped] = await Promise.all([
      start({ options: ['--wait', '1'], isOpen: true }),
      start({ options: ['--wait', '1'], runtime: hangs }),
      start({ options: ['--wait', '60'], runtime: hangs, stopAfterMs: 1_000 }),
    ]);
    for (const answer of [left, hung, stopped]) {
      expect(answer).toMatch(denied);
      expect(answer.trim()).toBe(JSON.stringify(JSON.parse(answer)));
    }
  },
);

test.skipIf(process.platform === 'win32')('takes nothing for an answer but an object', async () => {
  // The recorded runtime answers where the other one only talks.
  expect(await start({ runtime: '/bin/echo' })).toBe('{"said":1}\n');
  writeHookPrograms(home, "console.log('A new version is there.');\n");
  await installLauncher(home, { programs: home, runtime: process.execPath });
  expect(await start({})).toMatch(denied);
  expect(findAgent('codex')!.answer({ kind: 'denied', reason: '' })).toMatch(denied);
});

test('of Windows refuses after a crash, whose code is negative', () => {
  const text = fs.readFileSync(path.join(home, '.countersign/hook.cmd'), 'utf8');
  expect(text).toMatch(/if errorlevel 1 goto failed\r\nif not errorlevel 0 goto failed\r\nexit \/b 0\r\n:failed\r\n/);
});
