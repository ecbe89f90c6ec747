import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

/** `client/scripts/sample-workspace.mjs` ships as it is, so it has no types of its own. */
interface SampleWorkspace {
  readonly buildSampleWorkspace: (target: string, options?: { from?: string }) => Promise<{ readonly head: string }>;
  readonly landAgentTurn: (target: string, options: { delayMs: number; from?: string }) => Promise<readonly string[]>;
}

const root = path.resolve(import.meta.dirname, '../..');
const script = path.join(root, 'client/scripts/sample-workspace.mjs');
const { buildSampleWorkspace, landAgentTurn } = (await import(script)) as SampleWorkspace;
const small = { from: path.join(root, 'test/workbench/small-workspace') };

const dir = mkdtempSync(path.join(tmpdir(), 'countersign-sample-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const git = (cwd: string, ...args: readonly string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8' });

test('the demo workspace is the same every time, whatever the environment says about git', async () => {
  const first = await buildSampleWorkspace(path.join(dir, 'first'));
  vi.stubEnv('GIT_AUTHOR_NAME', 'Somebody');
  vi.stubEnv('GIT_DIR', '/nowhere');
  vi.stubEnv('TZ', 'Asia/Tokyo');
  const second = await buildSampleWorkspace(path.join(dir, 'second'));
  vi.unstubAllEnvs();

  expect(second.head).toBe(first.head);
  expect(git(path.join(dir, 'first'), 'status', '--porcelain')).toBe('');
});

test("the agent's turn writes and deletes what it says, and commits nothing", async () => {
  const target = path.join(dir, 'turn');
  const { head } = await buildSampleWorkspace(target, small);

  expect(await landAgentTurn(target, { delayMs: 0, ...small })).toEqual(['src/greet.ts', 'notes.txt']);
  expect(existsSync(path.join(target, 'turn.json'))).toBe(false);
  expect(git(target, 'rev-parse', 'HEAD').trim()).toBe(head);
  expect(git(target, 'status', '--porcelain')).toBe(' D notes.txt\n M src/greet.ts\n');
});

test('a folder that holds files is left alone', async () => {
  const target = path.join(dir, 'taken');
  await buildSampleWorkspace(target, small);
  writeFileSync(path.join(target, 'mine.txt'), 'mine');

  await expect(buildSampleWorkspace(target, small)).rejects.toThrow('is not empty');
  expect(readFileSync(path.join(target, 'mine.txt'), 'utf8')).toBe('mine');
  expect(statSync(path.join(target, '.git')).isDirectory()).toBe(true);
});
