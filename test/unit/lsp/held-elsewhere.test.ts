import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HeldCall } from '../../../server/src/host/held-queue.ts';
import { createAwaitedAnalyses } from '../../../server/src/lsp/awaited-analyses.ts';
import { createHeldDesk } from '../../../server/src/lsp/held-desk.ts';
import { watchHeldElsewhere } from '../../../server/src/lsp/held-elsewhere.ts';
import { createWorkQueue } from '../../../server/src/lsp/work-queue.ts';
import { openWorkspace } from '../../../server/src/lsp/workspace.ts';
import { file, guarded, open } from '../../agents/guarded-route.ts';
import { scratch } from '../host/scratch.ts';

test('an edit that another editor holds is said to wait there, and asked about here when that one is gone', async () => {
  const files = scratch('countersign-held');
  files.write(file, guarded);
  const fail = (error: unknown): never => {
    throw error;
  };
  const nothing = (): undefined => undefined;
  const workspace = await openWorkspace(files.root, { stateDirectory: scratch().at('state') }, fail, fail);
  const queue = createWorkQueue(fail);
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  const tool = { tool_name: 'Write', tool_input: { file_path: file, content: open } };
  const held: HeldCall = {
    agent: 'claude-code',
    payload: JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's', ...tool }),
    directory: files.root,
    heldAt: new Date().toISOString(),
    heldBy: { pid: other.pid!, editor: 'Another Editor' },
  };
  await workspace.heldQueue.put('a'.repeat(32), held);
  const hooks = { changed: nothing, recorded: nothing, shown: nothing, report: nothing, fault: fail };
  const analyses = createAwaitedAnalyses(queue, hooks);
  const desk = createHeldDesk(workspace, { queue, analyses }, hooks, 'This Editor');
  await desk.takeQueued();
  const elsewhere = await watchHeldElsewhere(workspace, { changed: nothing, left: desk.takeQueued, fault: fail });
  onTestFinished(async () => {
    other.kill('SIGKILL');
    elsewhere.stop();
    queue.dispose();
    await workspace.close();
  });
  expect(desk.views()).toEqual([]);
  expect(elsewhere.problem()).toMatchObject({
    message: `Claude Code waits in another window for an answer about "${file}".`,
    why: expect.stringContaining(`Another Editor (process ${other.pid})`) as unknown,
  });
  other.kill('SIGKILL');
  await once(other, 'exit');
  // What was left there is looked at with the next event, if not before.
  writeFileSync(`${workspace.state.worktree}/held/event`, '');
  await vi.waitFor(() => expect(desk.views()).toHaveLength(1), 15_000); // the event may be lost, the next look is not
  expect(elsewhere.problem()).toBeNull();
  // It is taken over under a name of its own: for a moment it has the one and not yet the other.
  await vi.waitFor(async () =>
    expect((await workspace.heldQueue.list()).map(({ heldBy }) => heldBy?.editor)).toEqual([undefined]),
  );
});
