import { expect, onTestFinished, test } from 'vitest';
import type { HookVerdict } from '../../../server/src/core/model/hook.ts';
import { createHeldDesk, type HeldDesk } from '../../../server/src/lsp/held-desk.ts';
import { createWorkQueue } from '../../../server/src/lsp/work-queue.ts';
import { openWorkspace } from '../../../server/src/lsp/workspace.ts';
import { file as path, guarded, open } from '../../agents/guarded-route.ts';
import { scratch } from '../host/scratch.ts';

interface Bench {
  readonly desk: HeldDesk;
  readonly send: (agent: string, payload: object, waitMs?: number) => Promise<HookVerdict>;
  readonly ask: (session: string, more?: { readonly agent?: string; readonly waitMs?: number }) => Promise<HookVerdict>;
  readonly reject: (set: string, reason: string) => Promise<void>;
  /** Sessions of what is shown, by set. */
  readonly shown: () => readonly (readonly [string, string])[];
}

const dropsGuard = { tool_name: 'Write', tool_input: { file_path: path, content: open } };

/** A desk on a folder with a guarded route, from which every session wants to drop the guard. */
async function bench(): Promise<Bench> {
  const files = scratch('countersign-held');
  files.write(path, guarded);
  const fail = (error: unknown): never => {
    throw error;
  };
  const options = { stateDirectory: scratch().at('state') };
  const workspace = await openWorkspace(files.root, options, fail, fail);
  const queue = createWorkQueue(fail);
  onTestFinished(async () => {
    queue.dispose();
    await workspace.close();
  });
  const nothing = (): undefined => undefined;
  const hooks = { changed: nothing, recorded: nothing, shown: nothing };
  const desk = createHeldDesk(workspace, queue, hooks, 'an editor');
  const send: Bench['send'] = async (agent, payload, waitMs = 60_000) =>
    await desk.ask({
      agent,
      payload: JSON.stringify(payload),
      directory: files.root,
      sentAt: Date.now(),
      answerBy: performance.now() + waitMs,
      gone: new AbortController().signal,
    });
  return {
    desk,
    send,
    ask: async (session, { agent = 'claude-code', waitMs } = {}) =>
      await send(agent, { session_id: session, tool_use_id: `of ${session}`, ...dropsGuard }, waitMs),
    async reject(set, reason) {
      const [hunk] = desk.views().find(({ id }) => id === set)?.hunks ?? [];
      const { refused } = await desk.decide(set, { kind: 'reject', hunk: hunk!.id, reason }, 'lsp');
      expect(refused).toBeNull();
    },
    shown: () => desk.views().map(({ id, answer }) => [id, String(answer)]),
  };
}

const reasonOf = (verdict: HookVerdict): string => (verdict.kind === 'denied' ? verdict.reason : verdict.kind);

test('two sessions that propose the same edit each get the answer to their own', async () => {
  const { ask, reject, shown } = await bench();
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
  const { ask, reject, shown } = await bench();
  const asked = [ask('s1'), ask('s2'), ask('s1', { agent: 'cursor' }), ask('s1')];
  await expect.poll(() => shown().length, { timeout: 20_000 }).toBe(2);
  for (const [id] of shown()) await reject(id, `Rejected as ${id}.`);
  const [one, other, ofCursor, again] = (await Promise.all(asked)).map(reasonOf);
  expect(ofCursor).toBe(one);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test('a model that is named when the session begins is claimed as that, until a payload or a transcript names one', async () => {
  const { desk, send } = await bench();
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
