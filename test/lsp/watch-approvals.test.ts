import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { advance } from '../../server/src/core/review.ts';
import { systemClock } from '../../server/src/host/clock.ts';
import { openRepository } from '../../server/src/host/git-repository.ts';
import { readPolicy } from '../../server/src/host/policy-files.ts';
import { openStateDirectory } from '../../server/src/host/state-directory.ts';
import type { Approvable } from '../../server/src/lsp/approvals.ts';
import type { Analysed } from '../../server/src/lsp/tracked-set.ts';
import { watchApprovals } from '../../server/src/lsp/watch-approvals.ts';
import { repository } from '../unit/host/scratch.ts';
import { finding, hunk, review } from '../unit/review/fixtures.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const at = '2026-11-21T10:00:00.000Z';
const explain = { kind: 'explain', hunk: 'h-0', fingerprint: 'f', reason: 'needed', words: 'Asked for.', at } as const;

/** Something that was explained and put up for approval. */
function waiting(): Analysed {
  const explained = advance(review(hunk('h-0', [finding('f', 'approve')])), explain, 'enforce').review;
  const submitted = advance(explained, { kind: 'submit', request: 'f00d', at }, 'enforce').review;
  return { review: submitted } as Analysed;
}

test('approvals are looked for again when refs or the base have moved, and when they could not be taken in', async () => {
  const files = repository();
  const first = files.commit('first');
  files.git('update-ref', 'refs/remotes/origin/main', first);
  const opened = (await openRepository(files.root))!;
  const state = await openStateDirectory({ root: files.root, repository: opened });
  const policy = await readPolicy({ kind: 'none' });
  const errors: string[] = [];
  let taken = 0;
  const desk: Approvable = {
    reviewed: () => [waiting()],
    approve: () => {
      taken += 1;
      return taken === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve(0);
    },
  };
  const stop = watchApprovals({ repository: opened, root: files.root, state, policy, clock: systemClock }, desk, {
    info: () => undefined,
    error: (message) => void errors.push(message),
  });
  const look = async (): Promise<number> => {
    await vi.advanceTimersByTimeAsync(10_000);
    return taken;
  };
  try {
    await expect.poll(look, { timeout: 30_000 }).toBe(2);
    expect(errors.join('\n')).toContain('the disk is full');
    for (let tries = 0; tries < 10; tries += 1) {
      await wait(20);
      expect(await look()).toBe(2);
    }

    files.git('update-ref', 'refs/countersign/ledgers/other', first);
    await expect.poll(look, { timeout: 30_000 }).toBe(3);

    files.git('update-ref', 'refs/remotes/origin/main', files.commit('other signers'));
    await expect.poll(look, { timeout: 30_000 }).toBe(4);
  } finally {
    stop();
    opened.close();
  }
});
