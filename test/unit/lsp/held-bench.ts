import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { HookVerdict } from '../../../server/src/core/model/hook.ts';
import { createAwaitedAnalyses } from '../../../server/src/lsp/awaited-analyses.ts';
import { createHeldDesk, type HeldDesk } from '../../../server/src/lsp/held-desk.ts';
import { createWorkQueue } from '../../../server/src/lsp/work-queue.ts';
import { openWorkspace } from '../../../server/src/lsp/workspace.ts';
import { file as path, guarded, open } from '../../agents/guarded-route.ts';
import { scratch, type Scratch } from '../host/scratch.ts';

export interface HeldBench {
  readonly files: Scratch;
  readonly desk: HeldDesk;
  /** The next analysis is cancelled as soon as it has begun. */
  readonly cancelNext: () => void;
  /** What was asked last is analysed, and what was found is taken in. */
  readonly ended: () => Promise<void>;
  readonly send: (agent: string, payload: object, waitMs?: number) => Promise<HookVerdict>;
  readonly ask: (session: string, more?: { readonly agent?: string; readonly waitMs?: number }) => Promise<HookVerdict>;
  readonly reject: (set: string, reason: string) => Promise<void>;
  /** Sessions of what is shown, by set. */
  readonly shown: () => readonly (readonly [string, string])[];
}

export const dropsGuard = { tool_name: 'Write', tool_input: { file_path: path, content: open } };

/** A desk on a folder with a guarded route, from which every session wants to drop the guard. */
export async function heldBench(): Promise<HeldBench> {
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
  const hooks = { changed: nothing, recorded: nothing, shown: nothing, report: nothing, fault: fail };
  const analyses = createAwaitedAnalyses(queue, hooks);
  let isNextCancelled = false;
  let last: Promise<unknown> = Promise.resolve();
  const run: typeof analyses.run = (...given) => {
    const running = analyses.run(...given);
    if (isNextCancelled) analyses.cancel();
    isNextCancelled = false;
    last = running;
    return running;
  };
  const desk = createHeldDesk(workspace, { queue, analyses: { run } }, hooks, 'an editor');
  const send: HeldBench['send'] = async (agent, payload, waitMs = 60_000) =>
    await desk.ask({
      agent,
      payload: JSON.stringify(payload),
      directory: files.root,
      sentAt: Date.now(),
      answerBy: performance.now() + waitMs,
      gone: new AbortController().signal,
    });
  return {
    files,
    desk,
    async ended() {
      await last;
      await setImmediate();
    },
    cancelNext: () => (isNextCancelled = true),
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

export const reasonOf = (verdict: HookVerdict): string => (verdict.kind === 'denied' ? verdict.reason : verdict.kind);
