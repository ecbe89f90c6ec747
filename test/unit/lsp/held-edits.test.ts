import { describe, expect, test } from 'vitest';
import type { HookCall } from '../../../server/src/core/model/hook.ts';
import type { Review } from '../../../server/src/core/model/review.ts';
import { openProposal, withTexts } from '../../../server/src/host/proposal.ts';
import { createAwaitedAnalyses } from '../../../server/src/lsp/awaited-analyses.ts';
import { createHeldDesk } from '../../../server/src/lsp/held-desk.ts';
import { settle } from '../../../server/src/lsp/held-verdict.ts';
import { makeRoom } from '../../../server/src/lsp/held-sets.ts';
import { createWorkQueue } from '../../../server/src/lsp/work-queue.ts';
import type { Workspace } from '../../../server/src/lsp/workspace.ts';
import { file as path, guarded, open } from '../../agents/guarded-route.ts';
import { scratch, type Scratch } from '../host/scratch.ts';

function guardedFolder(): Scratch {
  const files = scratch('countersign-held');
  files.write(path, guarded);
  return files;
}

describe('edits that wait', () => {
  test('stay in the queue when the folder is closed before they were looked at', async () => {
    const { root } = guardedFolder();
    const call: HookCall = {
      agent: 'codex',
      tool: 'apply_patch',
      directory: root,
      input: {},
      edits: [{ kind: 'write', path, text: open }],
    };
    const removed: string[] = [];
    const queued = { key: 'k', agent: 'codex', payload: '', directory: root, heldAt: '', call };
    const queue = createWorkQueue(() => undefined);
    queue.dispose();
    const nothing = (): undefined => undefined;
    const hooks = { changed: nothing, recorded: nothing, shown: nothing, report: nothing, fault: nothing };
    const desk = createHeldDesk(
      {
        root,
        policy: { value: { mode: 'enforce' } },
        prompts: { hashOf: () => undefined },
        heldQueue: { list: () => Promise.resolve([queued]), remove: (key: string) => void removed.push(key) },
      } as unknown as Workspace,
      { queue, analyses: createAwaitedAnalyses(queue, hooks) },
      hooks,
      'an editor',
    );
    await desk.takeQueued();
    expect(removed).toEqual([]);
  });

  test('of files that cannot be changed here are not lost when another one of the call was changed', async () => {
    const { root } = guardedFolder();
    const outside = { filePath: '../other.js', oldString: '', newString: 'other\n' };
    const inside = { filePath: path, oldString: 'requireAuth, (req', newString: '(req' };
    const opened = await openProposal(
      {
        agent: 'vscode',
        tool: 'multi_replace_string_in_file',
        directory: root,
        input: { replacements: [outside, inside] },
        edits: [
          { kind: 'write', path: outside.filePath, text: outside.newString },
          { kind: 'replace', path, old: inside.oldString, text: inside.newString, isEverywhere: false },
        ],
      },
      root,
    );
    if (opened.kind === 'unclear') throw new Error(opened.why);
    const now = withTexts(opened.proposal, new Map([[path, guarded.replace('3000', '3001')]]));
    const hunks = now.changeSet.files.flatMap((each) => each.hunks.map(({ id }) => ({ id, outcome: 'accepted' })));
    const { verdict } = settle(opened.proposal, now, { hunks } as unknown as Review);
    expect(verdict).toMatchObject({ kind: 'denied', reason: expect.stringMatching(/3001.*other/s) as unknown });
  });

  test('of a call that takes no other arguments are asked for anew when a person changed them', async () => {
    const { root } = guardedFolder();
    const input = { path, content: open };
    const call: HookCall = {
      agent: 'cursor',
      tool: 'write_file',
      directory: root,
      input,
      edits: [{ kind: 'write', path, text: open }],
    };
    for (const isFixed of [false, true]) {
      const opened = await openProposal({ ...call, ...(isFixed && { isFixed }) }, root);
      if (opened.kind === 'unclear') throw new Error(opened.why);
      const now = withTexts(opened.proposal, new Map([[path, guarded.replace('3000', '3001')]]));
      const hunks = now.changeSet.files.flatMap((each) => each.hunks.map(({ id }) => ({ id, outcome: 'amended' })));
      const { verdict } = settle(opened.proposal, now, { hunks } as unknown as Review);
      expect(verdict.kind).toBe(isFixed ? 'denied' : 'amended');
      expect(JSON.stringify(verdict)).toContain('3001');
    }
  });

  test('make room for others only when nobody waits for them', () => {
    type Kept = Parameters<typeof makeRoom>[0] extends Map<string, infer Value> ? Value : never;
    const pending: Kept = { verdict: null, waiters: new Set(), isShown: true };
    const decided: Kept = { ...pending, verdict: { kind: 'accepted' } };
    const waiting: Kept = { ...pending, waiters: new Set([{ tell: () => undefined, until: '' }]) };
    const arriving: Kept = { ...pending, isShown: false };
    const sets = new Map<string, Kept>([
      ['a', waiting],
      ['b', arriving],
      ['c', pending],
      ['d', decided],
      ['e', pending],
    ]);
    makeRoom(sets, 3);
    expect([...sets.keys()]).toEqual(['a', 'b', 'e']);
    makeRoom(sets, 0);
    expect([...sets.keys()]).toEqual(['a', 'b']);
  });
});
