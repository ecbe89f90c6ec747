import { expect, test } from 'vitest';
import { file as path, open } from '../../agents/guarded-route.ts';
import { heldBench, reasonOf } from './held-bench.ts';

test('two sessions that propose the same edit each get the answer to their own', async () => {
  const { ask, reject, shown } = await heldBench();
  expect(reasonOf(await ask('s1', { waitMs: 0 }))).toMatch(/has not ended yet/);
  const [[first] = ['']] = shown();
  await reject(first, 'Not from the first.');
  // It has not heard of it when another session proposes the same bytes.
  const other = ask('s2');
  await expect.poll(() => shown().length, { timeout: 20_000 }).toBe(2);
  const second = shown().find(([id]) => id !== first)![0];
  expect(reasonOf(await ask('s1'))).toContain('Not from the first.');
  await reject(second, 'Not from the second.');
  expect(reasonOf(await other)).toContain('Not from the second.');
  expect(reasonOf(await ask('s1'))).toContain('Not from the first.');
});

test('sessions that wait for the same edit at once wait for one answer each, and hooks of one session for one', async () => {
  const { ask, reject, shown } = await heldBench();
  const asked = [ask('s1'), ask('s2'), ask('s1', { agent: 'cursor' }), ask('s1')];
  await expect.poll(() => shown().length, { timeout: 20_000 }).toBe(2);
  for (const [id] of shown()) await reject(id, `Rejected as ${id}.`);
  const [one, other, ofCursor, again] = (await Promise.all(asked)).map(reasonOf);
  expect(ofCursor).toBe(one);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test('a model that is named when the session begins is claimed as that, until a payload or a transcript names one', async () => {
  const { desk, send } = await heldBench();
  const models = (): (readonly unknown[])[] =>
    desk.reviewed().map(({ changeSet: { origin } }) => [origin.model, origin.modelClaimedBy]);
  const session = { session_id: 's1', tool_use_id: 'c1' };
  await send('vscode', { ...session, hook_event_name: 'SessionStart', source: 'new', model: 'gpt-5.4' });
  const create = { tool_name: 'create_file', tool_input: { filePath: path, content: open } };
  await send('vscode', { ...session, hook_event_name: 'PreToolUse', ...create }, 0);
  expect(models()).toEqual([['gpt-5.4', 'session-start']]);
  await send('vscode', { ...session, session_id: 's2', hook_event_name: 'PreToolUse', ...create, model: 'gpt-6' }, 0);
  expect(models()).toEqual([
    ['gpt-5.4', 'session-start'],
    ['gpt-6', undefined],
  ]);
});
